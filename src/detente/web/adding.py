"""Adding dispatches: pasted words, a file, or an address."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Request, Response, UploadFile
from starlette.responses import RedirectResponse

from detente.desk import Added, Hints
from detente.errors import SourceError, UsageError
from detente.sources import bare_document
from detente.web.forms import browser_of, checked
from detente.web.jobs import LISTED, Job
from detente.web.rendering import is_fragment, render

router = APIRouter()


@router.get("/add")
def form(request: Request) -> Response:
    """The form."""
    return render("add.html", request)


@router.post("/add", dependencies=[Depends(checked)])
def add(
    request: Request,
    text: Annotated[str, Form()] = "",
    link: Annotated[str, Form()] = "",
    file: Annotated[UploadFile | None, File()] = None,
    title: Annotated[str, Form()] = "",
    outlet: Annotated[str, Form()] = "",
    published: Annotated[str, Form()] = "",
) -> Response:
    """Take a hand-in; the answer shows how far it is."""
    hints = Hints(published.strip() or None, outlet.strip() or None, None, title.strip() or None, None).checked()
    job = _started(request, text, link.strip(), file, hints)
    if is_fragment(request):
        return _progress(request, job)
    return RedirectResponse(f"/add/{job.id}", 303)


@router.get("/add/{identity}")
def progress(request: Request, identity: str) -> Response:
    """How far a hand-in is."""
    return _progress(request, request.app.state.jobs.job(identity))


def _started(request: Request, text: str, link: str, file: UploadFile | None, hints: Hints) -> Job:
    desk, jobs = browser_of(request).desk, request.app.state.jobs
    if file is not None and file.filename:
        folder = Path(tempfile.mkdtemp(prefix="detente-"))
        # Only the ending counts: the name is the browser's, and must not choose where the file lands.
        suffix = Path(file.filename).suffix.lower()
        path = folder / f"dispatch{suffix if suffix[1:].isalnum() and len(suffix) < 12 else ''}"
        with path.open("wb") as target:
            shutil.copyfileobj(file.file, target)
        found: Job = jobs.start(
            Path(file.filename).name, lambda: desk.add([str(path)], hints), lambda: shutil.rmtree(folder, ignore_errors=True)
        )
    elif link:
        if not link.lower().startswith(("http://", "https://")):
            raise UsageError(f"{link!r} is no address of a page", todo="Give it with http:// or https://")
        found = jobs.start(link, lambda: desk.add([link], hints))
    elif text.strip():
        found = jobs.start(hints.title or "the pasted words", lambda: _words(request, text, hints))
    else:
        raise UsageError("nothing was handed in", todo="Paste the words of a dispatch, choose a file, or give an address")
    return found


def _words(request: Request, text: str, hints: Hints) -> Iterator[Added]:
    # A browser sends line breaks as CR LF, whatever was pasted.
    try:
        document = bare_document(text.replace("\r\n", "\n"), hints, "the pasted words")
    except SourceError as error:
        yield Added("failed", "the pasted words", error=error)
        return
    yield browser_of(request).desk.add_document(document)


def _progress(request: Request, job: Job) -> Response:
    browser = browser_of(request)
    # Asked once: the thread that reads goes on meanwhile, and what it is not through with is asked for again.
    done = job.done
    if done:
        browser.changed()
    # Which track a dispatch went to is worked out once, when all are in.
    rows = [(a, browser.home_of(a.where) if done and a.what in ("new", "version", "known") else None) for a in job.added[:LISTED]]
    values = {"job": job, "done": done, "rows": rows, "more": max(0, len(job.added) - LISTED)}
    return render("progress.html" if is_fragment(request) else "add.html", request, values)
