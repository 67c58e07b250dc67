"""The log of documents, claims and decisions."""
