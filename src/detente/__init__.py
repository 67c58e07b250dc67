"""Détente: from news dispatches to the sourced state of play of a negotiation."""

__version__ = "0.1.0"
