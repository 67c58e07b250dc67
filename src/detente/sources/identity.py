"""The id of a document that came without one."""

from __future__ import annotations

from detente.model import document_id
from detente.model.addresses import address_hash, address_key, is_tracker

__all__ = ["address_key", "derived_id", "is_tracker"]


def derived_id(outlet: str, url: str | None, text: str) -> str:
    """From its address where that names an article, else from outlet, URL and text.

    So an article that comes again with other words is a new version of the document, not another document.
    """
    hashed = address_hash(url)
    return document_id(outlet, url, text) if hashed is None else f"d{hashed[:16]}"
