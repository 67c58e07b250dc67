"""The log as it begins: documents with versions, readings, claims, decisions, and full-text search."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "documents",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("recorded", sa.String(32), nullable=False),
        sa.Column("forgotten", sa.String(32)),
    )
    op.create_table(
        "versions",
        sa.Column("row", sa.Integer, primary_key=True),
        sa.Column("document", sa.Text, sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("outlet", sa.Text, nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("published", sa.Text),
        sa.Column("recorded", sa.String(32), nullable=False),
        sa.UniqueConstraint("document", "number"),
    )
    op.create_table(
        "readings",
        sa.Column("row", sa.Integer, primary_key=True),
        sa.Column("version", sa.Integer, sa.ForeignKey("versions.row"), nullable=False, index=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("reader", "profile", "times", "places", "actors", "warnings")),
        sa.Column("recorded", sa.String(32), nullable=False),
        sa.Column("superseded_by", sa.Integer, sa.ForeignKey("readings.row")),
    )
    op.create_table(
        "claims",
        sa.Column("row", sa.Integer, primary_key=True),
        sa.Column("reading", sa.Integer, sa.ForeignKey("readings.row"), nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("id", "kind", "field")),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("speaker", sa.Text),
        sa.Column("party", sa.Text),
        sa.Column("certainty", sa.Text, nullable=False),
        sa.Column("polarity", sa.Text, nullable=False),
        sa.Column("said", sa.Text),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("claims_reading", "claims", ["reading"])
    op.create_index("claims_id", "claims", ["id"])
    op.create_table(
        "decisions",
        sa.Column("row", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("subjects", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("made", sa.String(32), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("anchor", sa.Text),
    )
    op.create_table("meta", sa.Column("key", sa.Text, primary_key=True), sa.Column("value", sa.Text, nullable=False))
    if op.get_bind().dialect.name == "sqlite":
        _search()


def _search() -> None:
    """Full-text tables that hold no text of their own, and triggers that keep them in step."""
    for name, source, columns in (("versions_search", "versions", ("title", "text")), ("claims_search", "claims", ("evidence",))):
        listed = ", ".join(columns)
        new, old = (", ".join(f"{row}.{c}" for c in columns) for row in ("new", "old"))
        op.execute(
            f"CREATE VIRTUAL TABLE {name} USING fts5({listed}, content='{source}', content_rowid='row', "
            "tokenize='unicode61 remove_diacritics 2')"
        )
        op.execute(
            f"CREATE TRIGGER {name}_in AFTER INSERT ON {source} BEGIN INSERT INTO {name}(rowid, {listed}) VALUES (new.row, {new}); END"
        )
        op.execute(
            f"CREATE TRIGGER {name}_out AFTER DELETE ON {source} BEGIN "
            f"INSERT INTO {name}({name}, rowid, {listed}) VALUES ('delete', old.row, {old}); END"
        )
