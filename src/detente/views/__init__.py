"""Readings, claims and states shown as text, Markdown, JSON and JSON Lines."""
