"""What people decide on the pages."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse

from detente.errors import UsageError
from detente.model import Decision
from detente.web import values
from detente.web.forms import browser_of, checked
from detente.web.rendering import is_fragment, render

router = APIRouter(dependencies=[Depends(checked)])


@router.post("/decide")
def decide(
    request: Request,
    kind: Annotated[str, Form()],
    subject: Annotated[list[str], Form()],
    reason: Annotated[str, Form()] = "",
    field: Annotated[str, Form()] = "",
    value: Annotated[str, Form()] = "",
    back: Annotated[str, Form()] = "/",
) -> Response:
    """Accept, reject, correct, merge, split, pin or name."""
    desk = browser_of(request).desk
    subjects = [each for each in subject if each]
    if kind == "correct":
        about = _kind_of(request, subjects)
        made = desk.decide(
            kind, subjects, by=request.app.state.site.by, reason=reason, field=field, value=values.read_value(about, field, value)
        )
    else:
        named = value.strip() if kind == "name" else None
        made = desk.decide(kind, subjects, by=request.app.state.site.by, reason=reason, value=named)
    return _answer(request, made, back)


def _kind_of(request: Request, subjects: list[str]) -> str:
    """The kind of what is corrected: a claim's, or that of an item of a state ("round:KEY")."""
    if len(subjects) > 1:
        return subjects[1].partition(":")[0]
    return browser_of(request).claim(subjects[0])[0].kind if subjects else ""


@router.post("/undo")
def undo(request: Request, decision: Annotated[str, Form()], back: Annotated[str, Form()] = "/") -> Response:
    """Take a decision back."""
    made = browser_of(request).desk.undo(decision, by=request.app.state.site.by, reason="taken back on the page")
    return _answer(request, made, back)


@router.post("/claims")
async def add_claim(request: Request) -> Response:
    """Add a claim that the reader missed."""
    given = {key: str(value) for key, value in (await request.form()).items()}
    made = await run_in_threadpool(_added, request, given)
    return _answer(request, made, given.get("back", "/"))


def _added(request: Request, given: dict[str, str]) -> Decision:
    kind = given.get("kind", "")
    if kind not in values.FIELDS:
        raise UsageError("the kind of claim is not chosen", todo="Choose what the words tell of")
    start, end = given.get("start", ""), given.get("end", "")
    words: str | tuple[str, int, int] = given.get("words", "").replace("\r\n", "\n")
    if start.isdecimal() and end.isdecimal():
        words = (given.get("field", "text"), int(start), int(end))
    elif not str(words).strip():
        raise UsageError("no words are marked", todo="Mark them in the text, or copy them into the field")
    more = {name: values.read_value(kind, name, given.get(name, "")) for name in values.SHARED}
    return browser_of(request).desk.add_claim(
        given.get("document", ""),
        kind,
        words,
        values.values_of(kind, given),
        by=request.app.state.site.by,
        reason=given.get("reason", ""),
        speakers=[name.strip() for name in given.get("speakers", "").split("→") if name.strip()],
        more={name: value for name, value in more.items() if value is not None},
    )


def _answer(request: Request, made: Decision, back: str) -> Response:
    """For a piece of a page what was decided; else the page that it was decided on, as it is now."""
    browser_of(request).changed()
    if is_fragment(request):
        return render("decided.html", request, {"decision": made})
    # Only pages of our own: an address of a form must not lead elsewhere.
    own = back.startswith("/") and not back.startswith(("//", "/\\"))
    return RedirectResponse(back if own else "/", 303)
