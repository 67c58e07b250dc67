"""Gold, scorers and floors."""
