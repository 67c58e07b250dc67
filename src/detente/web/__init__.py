"""The pages: a local site over a store, rendered on the server, for this machine only."""

from __future__ import annotations

from detente.web.app import create_app

__all__ = ["create_app"]
