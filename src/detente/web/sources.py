"""Outlets and agencies, feeds that are followed, and what people think of an outlet."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response
from starlette.responses import RedirectResponse

from detente.desk.outlets import feeds, grade, sources
from detente.store.outlets import RELIABILITY
from detente.web.forms import browser_of, checked
from detente.web.rendering import render

router = APIRouter()


@router.get("/sources")
def page(request: Request) -> Response:
    """Who is read, how often each spoke first, and how reliable each is held to be."""
    browser = browser_of(request)
    shown: dict[str, Any] = {"sources": sources(browser), "grades": RELIABILITY, "feeds": feeds(browser)}
    return render("sources.html", request, shown)


@router.post("/sources", dependencies=[Depends(checked)])
def graded(
    request: Request, outlet: Annotated[str, Form()], chosen: Annotated[str, Form()] = "", reason: Annotated[str, Form()] = ""
) -> Response:
    """Keep what somebody thinks of an outlet."""
    grade(browser_of(request), outlet, chosen, by=request.app.state.site.by, reason=reason)
    return RedirectResponse("/sources", 303)
