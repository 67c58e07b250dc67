"""What is restricted or was taken out."""

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Nothing yet."""
