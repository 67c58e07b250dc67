"""Many claims become tracks, rounds, issues, outcomes, commitments and disputes, as of a day. Pure."""
