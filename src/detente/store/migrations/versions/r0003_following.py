"""Feeds and pages that are followed, and how far they were read."""

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Nothing yet."""
