"""The site put together."""

from __future__ import annotations

import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.staticfiles import StaticFiles

from detente.desk import Desk
from detente.desk.browsing import Browser
from detente.errors import DetenteError, NotFoundError, StoreError, UsageError
from detente.views.brief_html import stylesheet
from detente.web.adding import router as adding
from detente.web.deciding import router as deciding
from detente.web.document import router as document
from detente.web.guard import Guard
from detente.web.home import first_page
from detente.web.home import router as home
from detente.web.jobs import Jobs
from detente.web.making import Makers
from detente.web.rendering import is_fragment, render
from detente.web.review import router as review
from detente.web.site import Site
from detente.web.sources import router as sources
from detente.web.track import router as track
from detente.web.warming import Warming
from detente.web.why import router as why

_log = logging.getLogger(__name__)

_KEEP = "max-age=31536000, immutable"


def create_app(desk: Desk, *, by: str, url: str = "", processes: int = 0) -> FastAPI:
    """The site over a desk. `by` is who decides. The desk is closed when the site shuts down.

    Pages are made in so many `processes` beside this one, which open the store at `url` themselves; with none, they are made here.
    """
    site, jobs = Site(Browser(desk), by, secrets.token_urlsafe(24)), Jobs()
    makers = Makers(site, url, processes)
    warming = Warming(site, makers.start, lambda: first_page(site, makers))

    @asynccontextmanager
    async def life(_app: FastAPI) -> AsyncIterator[None]:
        warming.start()
        yield
        warming.close()
        makers.close()
        jobs.close()
        desk.close()

    app = FastAPI(title="Détente", docs_url=None, redoc_url=None, openapi_url=None, lifespan=life)
    app.state.site, app.state.jobs, app.state.makers = site, jobs, makers
    for part in (home, track, document, why, review, sources, adding, deciding):
        app.include_router(part)
    app.add_api_route("/paper.css", _paper, include_in_schema=False)
    app.mount("/static", _Kept(directory=str(files("detente.web").joinpath("static"))), name="static")
    app.add_exception_handler(DetenteError, _refused)
    app.add_exception_handler(HTTPException, _wrong)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(Exception, _broken)
    app.add_middleware(Guard)
    return app


class _Kept(StaticFiles):
    """Files that browsers may keep: their address has a fingerprint."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = _KEEP
        return response


def _paper() -> Response:
    return PlainTextResponse(stylesheet(), media_type="text/css", headers={"Cache-Control": _KEEP})


def _refused(request: Request, error: Exception) -> Response:
    """An error of the desk, said in its own words."""
    assert isinstance(error, DetenteError)
    known: tuple[tuple[type[DetenteError], int], ...] = ((NotFoundError, 404), (UsageError, 422), (StoreError, 503))
    status = next((code for kind, code in known if isinstance(error, kind)), 422)
    return _said(request, status, error.what, error.todo, error.where)


def _wrong(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        return _said(request, 404, "there is no such page", "Begin again on the first page")
    return _said(request, error.status_code, str(error.detail), "")


def _malformed(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    missing = ", ".join(str(each["loc"][-1]) for each in error.errors())
    return _said(request, 422, f"the form or address is not right: {missing}", "Fill it in again")


def _broken(request: Request, error: Exception) -> Response:
    _log.error("a page failed: %s", request.url.path, exc_info=error)
    return _said(request, 500, "something broke on this side", "What happened stands where `detente serve` runs; nothing kept was harmed")


def _said(request: Request, status: int, what: str, todo: str, where: str = "") -> Response:
    """An error as a page, or as a notice where a piece of a page was asked for."""
    fragment = is_fragment(request)
    response = render("notice.html" if fragment else "error.html", request, {"what": what, "todo": todo, "where": where}, status)
    if fragment:
        response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#notice", "innerHTML"
    return response
