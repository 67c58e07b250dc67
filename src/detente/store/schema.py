"""The tables. A change here needs a migration in `migrations/versions/` and a new `HEAD`."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text, UniqueConstraint

#: Revision of the newest migration.
HEAD = "0005"

metadata = MetaData()

#: One row a document: its shell. `forgotten` is when it was taken out for good, the tombstone, and `restricted` since when it may
#: not leave in exports and feeds; `reason` is why, in the words of whoever did it.
documents = Table(
    "documents",
    metadata,
    Column("id", Text, primary_key=True),
    Column("recorded", String(32), nullable=False),
    Column("forgotten", String(32)),
    Column("restricted", String(32)),
    Column("reason", Text),
)

#: One row an address that a document was found under: a hash of it, so that a tombstone can refuse it without naming it.
addresses = Table(
    "addresses",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("document", Text, ForeignKey("documents.id"), nullable=False, index=True),
)

#: One row for each version of a document as it was handed in, corrections and updates included; numbered from 1.
versions = Table(
    "versions",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("document", Text, ForeignKey("documents.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("outlet", Text, nullable=False),
    Column("url", Text),
    Column("language", Text, nullable=False),
    Column("published", Text),
    Column("recorded", String(32), nullable=False),
    UniqueConstraint("document", "number"),
    Index("versions_url", "url"),
)

#: One row for each time that a version was read. The newest reading of a version is the one that nothing supersedes.
readings = Table(
    "readings",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("version", Integer, ForeignKey("versions.row"), nullable=False, index=True),
    Column("reader", Text, nullable=False),
    Column("profile", Text, nullable=False),
    Column("times", Text, nullable=False),
    Column("places", Text, nullable=False),
    Column("actors", Text, nullable=False),
    Column("warnings", Text, nullable=False),
    Column("recorded", String(32), nullable=False),
    Column("superseded_by", Integer, ForeignKey("readings.row")),
)

#: One row a claim of a reading; the same claim keeps its id from reading to reading. `body` is its chain and value as JSON.
claims = Table(
    "claims",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("reading", Integer, ForeignKey("readings.row"), nullable=False),
    Column("id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("speaker", Text),
    Column("party", Text),
    Column("certainty", Text, nullable=False),
    Column("polarity", Text, nullable=False),
    Column("said", Text),
    Column("rule", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index("claims_reading", "reading"),
    Index("claims_id", "id"),
)

#: One row a decision of a person. Undoing is a row of its own, of kind `undo`, whose only subject is the decision undone.
decisions = Table(
    "decisions",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("subjects", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("made", String(32), nullable=False),
    Column("reason", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("anchor", Text),
)

#: One row each time that somebody grades an outlet's reliability (Admiralty, A to F; "" takes the grade back). The last one counts.
grades = Table(
    "grades",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("outlet", Text, nullable=False),
    Column("grade", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("made", String(32), nullable=False),
    Index("grades_outlet", "outlet"),
)

#: Facts about the store itself: which program made it and when.
meta = Table("meta", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))


# --- What answers quickly ----------------------------------------------------------------------------------------------
# All of it is made of the log above and can be made again; nothing of it is ever the only place where something is written.

#: One row a document that has a reading: where the newest reading of its newest version stands, and the track that it was
#: sorted into, with its place in it. `trail` is the rows of the readings that count, one for each version; `stood` the trail
#: that was sorted.
placings = Table(
    "placings",
    metadata,
    Column("document", Text, primary_key=True),
    Column("version", Integer, nullable=False, index=True),
    Column("trail", Text, nullable=False),
    Column("day", String(10), nullable=False),
    Column("outlet", Text, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("first_row", Integer, nullable=False),
    Column("last_row", Integer, nullable=False),
    Column("first_said", Text),
    Column("last_said", Text),
    Column("track", Text),
    Column("place", Integer),
    Column("stood", Text),
    Index("placings_track", "track", "place"),
    Index("placings_day", "day", "document"),
    Index("placings_outlet", "outlet", "day", "claims"),
)

#: What sorting knows of a document (JSON), of the readings of a trail.
sightings = Table(
    "sightings",
    metadata,
    Column("document", Text, primary_key=True),
    Column("trail", Text, nullable=False),
    Column("data", Text, nullable=False),
)

#: One row a claim that counts (of the newest reading of a newest version), narrow: what claims are looked for by.
#: `spot` is its place in the text among those of its document; `speaker` is the row of the name.
ledger = Table(
    "ledger",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("spot", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("speaker", Integer),
    Column("said", String(10), nullable=False),
    Index("ledger_version", "version", "spot", "kind", "speaker", "said"),
    Index("ledger_speaker", "speaker", "version"),
    Index("ledger_said", "said"),
)

#: The names of those who speak, as written and in small letters.
speakers = Table(
    "speakers",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("folded", Text, nullable=False),
)

#: One row a track as it was last sorted. `ruling` is a digest of the decisions that bear on it, `place` its place in the list.
cards = Table(
    "cards",
    metadata,
    Column("id", Text, primary_key=True),
    Column("place", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("parties", Text, nullable=False),
    Column("mediators", Text, nullable=False),
    Column("latest", Text),
    Column("documents", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("ruling", Text, nullable=False),
)

#: One row an answer that was worked out: the state of a track from one day to another, or the origins of its claims.
answers = Table(
    "answers",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("track", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("first", String(10), nullable=False),
    Column("last", String(10), nullable=False),
    Column("rounds", Integer, nullable=False),
    Column("holds", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("answers_track", "track", "kind", "first", "last", "rounds"),
)

#: One row: how often the log was written to (`beat`; triggers count), up to where tracks were sorted, and by which program.
pulse = Table(
    "pulse",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("beat", Integer, nullable=False),
    Column("sorted", Integer, nullable=False),
    Column("program", Text, nullable=False),
)

Index("readings_standing", readings.c.version, readings.c.superseded_by)
