"""What answers quickly from a large log."""

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Nothing yet."""
