"""Feeds and pages that are followed, how far they were read, and what was told of the tracks one follows."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "follows",
        sa.Column("url", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("kind", "outlet", "language")),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("interval", "restricted", "listed", "failures")),
        *(sa.Column(name, sa.Text) for name in ("etag", "last_modified", "digest", "moved", "last_error")),
        *(sa.Column(name, sa.String(32)) for name in ("next_due", "last_tried", "last_ok", "last_new")),
    )
    op.create_table(
        "follow_pages",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        *(sa.Column(name, sa.Text) for name in ("document", "token", "etag", "last_modified", "said", "reason")),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("first_seen", sa.String(32), nullable=False),
        sa.Column("last_tried", sa.String(32), nullable=False),
        sa.Column("next_due", sa.String(32)),
    )
    op.create_index("follow_pages_source", "follow_pages", ["source", "next_due"])
    op.create_index("follow_pages_document", "follow_pages", ["document"])
    op.create_table(
        "follow_told",
        sa.Column("track", sa.Text, primary_key=True),
        sa.Column("told", sa.String(32), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("open_body", sa.Text),
    )
    op.create_table(
        "follow_news",
        sa.Column("row", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("track", "name", "kind", "about", "text", "body")),
        sa.Column("made", sa.String(32), nullable=False),
        sa.Column("outward", sa.Integer, nullable=False),
        sa.Column("posted", sa.String(32)),
    )
    op.create_table(
        "follow_sources",
        sa.Column("row", sa.Integer, primary_key=True),
        sa.Column("news", sa.Integer, sa.ForeignKey("follow_news.row"), nullable=False),
        sa.Column("document", sa.Text, nullable=False),
    )
    op.create_index("follow_sources_document", "follow_sources", ["document"])
    op.create_index("follow_sources_news", "follow_sources", ["news"])
