"""What requests carry: days, and the token that our own forms hold."""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import Form, Header, HTTPException, Request

from detente.desk.browsing import Browser
from detente.errors import UsageError
from detente.model.edtf import day_of


def browser_of(request: Request) -> Browser:
    """The desk as pages see it."""
    found: Browser = request.app.state.site.browser
    return found


def checked(request: Request, csrf: Annotated[str, Form()] = "", x_csrf: Annotated[str, Header()] = "") -> None:
    """Refuses what changes anything without the token of this run's pages."""
    if not secrets.compare_digest((x_csrf or csrf).encode(), request.app.state.site.token.encode()):
        raise HTTPException(403, "this form is from before the desk was opened; load the page again")


def day(value: str, otherwise: str) -> str:
    """A day (ISO) as an address gives it, or another where it gives none. Raises UsageError."""
    if not value.strip():
        return otherwise
    try:
        found = day_of(value.strip())
    except ValueError as error:
        raise UsageError(f"{value!r} is not a day", todo="Write it as 2025-06-10") from error
    return found.isoformat() if found else otherwise
