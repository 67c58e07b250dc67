"""What is restricted or was taken out, and the addresses that documents were found under."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns and the table."""
    op.add_column("documents", sa.Column("restricted", sa.String(32)))
    op.add_column("documents", sa.Column("reason", sa.Text))
    op.create_table(
        "addresses",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("document", sa.Text, sa.ForeignKey("documents.id"), nullable=False),
    )
    op.create_index("ix_addresses_document", "addresses", ["document"])
    op.create_index("versions_url", "versions", ["url"])
