"""What people think of an outlet."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table of grades."""
    op.create_table(
        "grades",
        sa.Column("row", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("outlet", "grade", "by", "reason")),
        sa.Column("made", sa.String(32), nullable=False),
    )
    op.create_index("grades_outlet", "grades", ["outlet"])
