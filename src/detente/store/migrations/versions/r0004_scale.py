"""What answers quickly from a large log: where documents stand, a narrow ledger, tracks as sorted, answers worked out."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

#: What is written when: every change of these counts as a beat of the log.
_BEATS = (
    ("readings", "INSERT"),
    ("readings", "UPDATE"),
    ("readings", "DELETE"),
    ("versions", "INSERT"),
    ("versions", "UPDATE"),
    ("versions", "DELETE"),
    ("decisions", "INSERT"),
    ("decisions", "UPDATE"),
    ("decisions", "DELETE"),
)


def upgrade() -> None:
    """Make the tables and fill those that stand for what is in the log already."""
    _tables()
    sqlite = op.get_bind().dialect.name == "sqlite"
    _fill("casefold" if sqlite else "lower")
    if sqlite:
        _triggers()


def _text(*names: str, nullable: bool = False) -> list[sa.Column]:  # type: ignore[type-arg]
    return [sa.Column(name, sa.Text, nullable=nullable) for name in names]


def _numbers(*names: str) -> list[sa.Column]:  # type: ignore[type-arg]
    return [sa.Column(name, sa.Integer, nullable=False) for name in names]


def _tables() -> None:
    op.create_table(
        "placings",
        sa.Column("document", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False, index=True),
        *_text("trail"),
        sa.Column("day", sa.String(10), nullable=False),
        *_text("outlet"),
        *_numbers("claims", "first_row", "last_row"),
        *_text("first_said", "last_said", "track", nullable=True),
        sa.Column("place", sa.Integer),
        *_text("stood", nullable=True),
    )
    op.create_table("sightings", sa.Column("document", sa.Text, primary_key=True), *_text("trail", "data"))
    op.create_index("placings_track", "placings", ["track", "place"])
    op.create_index("placings_day", "placings", ["day", "document"])
    op.create_index("placings_outlet", "placings", ["outlet", "day", "claims"])
    op.create_table(
        "ledger",
        sa.Column("row", sa.Integer, primary_key=True),
        *_numbers("version", "spot"),
        *_text("kind"),
        sa.Column("speaker", sa.Integer),
        sa.Column("said", sa.String(10), nullable=False),
    )
    op.create_table(
        "speakers",
        sa.Column("row", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False, unique=True),
        *_text("folded"),
    )
    op.create_table(
        "cards",
        sa.Column("id", sa.Text, primary_key=True),
        *_numbers("place"),
        *_text("name", "parties", "mediators"),
        *_text("latest", nullable=True),
        *_numbers("documents", "claims"),
        *_text("ruling"),
    )
    op.create_table(
        "answers",
        sa.Column("row", sa.Integer, primary_key=True),
        *_text("track", "kind"),
        sa.Column("first", sa.String(10), nullable=False),
        sa.Column("last", sa.String(10), nullable=False),
        *_numbers("rounds"),
        *_text("holds"),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_index("answers_track", "answers", ["track", "kind", "first", "last", "rounds"])
    op.create_table("pulse", sa.Column("id", sa.Integer, primary_key=True), *_numbers("beat", "sorted"), *_text("program"))
    op.create_index("readings_standing", "readings", ["version", "superseded_by"])


def _fill(fold: str) -> None:
    """What is in the log already; the tracks are sorted when they are first asked for."""
    op.execute("INSERT INTO pulse (id, beat, sorted, program) VALUES (1, 1, 0, '')")
    op.execute(f"INSERT INTO speakers (name, folded) SELECT DISTINCT speaker, {fold}(speaker) FROM claims WHERE speaker IS NOT NULL")
    op.execute(
        "INSERT INTO placings (document, version, trail, day, outlet, claims, first_row, last_row, first_said, last_said) "
        "SELECT v.document, v.row, '', substr(coalesce(v.published, v.recorded), 1, 10), v.outlet, count(c.row), "
        "coalesce(min(c.row), 0), coalesce(max(c.row), -1), "
        "min(substr(coalesce(c.said, v.published, v.recorded), 1, 10)), max(substr(coalesce(c.said, v.published, v.recorded), 1, 10)) "
        "FROM versions v JOIN readings r ON r.version = v.row AND r.superseded_by IS NULL LEFT JOIN claims c ON c.reading = r.row "
        "WHERE NOT EXISTS (SELECT 1 FROM versions w WHERE w.document = v.document AND w.number > v.number) "
        "GROUP BY v.document, v.row, v.published, v.recorded, v.outlet"
    )
    op.execute(
        "INSERT INTO ledger (row, version, spot, kind, speaker, said) "
        "SELECT c.row, p.version, "
        "row_number() OVER (PARTITION BY p.version ORDER BY CASE c.field WHEN 'title' THEN 0 ELSE 1 END, c.start, c.row), "
        "c.kind, s.row, substr(coalesce(c.said, v.published, v.recorded), 1, 10) "
        "FROM placings p JOIN versions v ON v.row = p.version JOIN readings r ON r.version = p.version AND r.superseded_by IS NULL "
        "JOIN claims c ON c.reading = r.row LEFT JOIN speakers s ON s.name = c.speaker"
    )
    op.create_index("ledger_version", "ledger", ["version", "spot", "kind", "speaker", "said"])
    op.create_index("ledger_speaker", "ledger", ["speaker", "version"])
    op.create_index("ledger_said", "ledger", ["said"])


def _triggers() -> None:
    """Count the beats, and let nothing stand here of what was deleted from the log."""
    for source, what in _BEATS:
        op.execute(f"CREATE TRIGGER pulse_{source}_{what.lower()} AFTER {what} ON {source} BEGIN UPDATE pulse SET beat = beat + 1; END")
    op.execute(
        "CREATE TRIGGER placings_out AFTER DELETE ON versions WHEN EXISTS (SELECT 1 FROM placings WHERE document = old.document) BEGIN "
        "DELETE FROM answers WHERE track = (SELECT track FROM placings WHERE document = old.document); "
        "DELETE FROM placings WHERE document = old.document; DELETE FROM sightings WHERE document = old.document; END"
    )
    op.execute("CREATE TRIGGER ledger_out AFTER DELETE ON claims BEGIN DELETE FROM ledger WHERE row = old.row; END")
