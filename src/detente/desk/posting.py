"""Posting what changed to a webhook: JSON, signed where there is a key, again and again until it is taken."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from detente.desk.clock import stamp
from detente.desk.core import Desk
from detente.desk.watchlist import Webhook
from detente.errors import UsageError
from detente.sources.web import Fetcher, FetchError, Web
from detente.store import News, Telling

#: How many changes go into one message at most.
_BATCH = 100


class Poster:
    """Posts what was told and may leave, the oldest first. What a webhook has not taken waits for the next time."""

    def __init__(self, desk: Desk, hook: Webhook, web: Web) -> None:
        self._desk = desk
        self._hook = hook
        self._telling = Telling(desk.log)
        self._fetcher = Fetcher(replace(web, allow_private=web.allow_private or hook.allow_private))
        self._key = _key(hook)

    def post(self) -> int:
        """Post what waits; gives how many changes were taken. Raises FetchError where the webhook does not take it."""
        taken = 0
        while waiting := self._telling.unposted(_BATCH):
            body = message(waiting)
            self._fetcher.post(self._hook.url, body, headers(body, self._key, stamp(self._desk.clock)))
            # Marked afterwards: a message may come twice where the program was killed in between, and has the same id then.
            self._telling.posted([item.row for item in waiting], stamp(self._desk.clock))
            taken += len(waiting)
        return taken

    def stop(self) -> None:
        """Send nothing any more."""
        self._fetcher.gate.stop()


def message(news: Sequence[News]) -> bytes:
    """The body of a message: JSON in UTF-8."""
    changes = [_change(item) for item in news]
    identity = hashlib.sha256(json.dumps([c["id"] for c in changes]).encode()).hexdigest()[:32]
    value = {"type": "detente.changes", "version": 1, "id": identity, "changes": changes}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def headers(body: bytes, key: bytes | None, moment: str) -> dict[str, str]:
    """The headers of a message; with a key, an HMAC-SHA256 of the moment, a full stop and the body."""
    found = {"Content-Type": "application/json; charset=utf-8", "X-Detente-Timestamp": moment}
    if key is not None:
        found["X-Detente-Signature"] = "sha256=" + hmac.new(key, moment.encode() + b"." + body, hashlib.sha256).hexdigest()
    return found


def news_id(item: News) -> str:
    """An id of a change that was told: the same however often it is sent."""
    parts = (item.track, item.kind, item.about, item.text, item.made)
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _change(item: News) -> dict[str, Any]:
    about = {"id": item.track, "name": item.name}
    return {"id": news_id(item), "track": about, "made": item.made, "kind": item.kind, "about": item.about, "text": item.text, **item.body}


def _key(hook: Webhook) -> bytes | None:
    if hook.secret_env is None:
        return None
    secret = os.environ.get(hook.secret_env)
    if not secret:
        raise UsageError(
            f"the environment has no {hook.secret_env}", "[webhook]", "Set it to the key of the signature, or leave secret_env out"
        )
    return secret.encode()


__all__ = ["FetchError", "Poster", "headers", "message", "news_id"]
