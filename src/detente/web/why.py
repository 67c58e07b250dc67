"""Why a claim, a round or another item of a state is as it is."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from detente.desk.browsing import Browser
from detente.desk.grounds import Evidence, evidence
from detente.errors import NotFoundError
from detente.model import Claim, CommitmentState, IssueState, OutcomeState, RoundState, State
from detente.reconcile import rules
from detente.reconcile.overrides import about_of
from detente.views.disputes import subject_words
from detente.views.rounds import details, round_name, round_words
from detente.views.wording import capital, label
from detente.web import tables, values
from detente.web.forms import browser_of, day
from detente.web.making import LATER
from detente.web.rendering import document_address, kept, page, track_address, why_address
from detente.web.site import Visit

router = APIRouter()

Item = RoundState | IssueState | OutcomeState | CommitmentState

#: How many claims a page explains in full.
SHOWN = 30


@router.get("/claim/{identity}")
def claim(request: Request, identity: str) -> Response:
    """Why a claim was read, and where it stands."""
    return kept(request, _claim, LATER, identity)


def _claim(visit: Visit, identity: str) -> bytes:
    browser = visit.browser
    found, document = browser.claim(identity)
    sheet = browser.sheet(document.id)
    ground = evidence(browser, sheet, found)
    today = browser.desk.today()
    state = browser.sketch(sheet.track.id, today).state if sheet.track else None
    uses = _uses(state, found) if state is not None else []
    rounds = state.rounds if state is not None and found.kind == "round" and found not in sheet.rejected else ()
    shown = {
        "ground": ground,
        "track": sheet.track,
        "uses": uses,
        "rounds": [(r.key, f"{round_name(r)}: {round_words(r)}", found.id in r.support.claims) for r in rounds],
        "rejected": found in sheet.rejected,
        "fields": [(f, values.field_name(f), values.choices(found.kind, f), values.hint(f), _value(found, f)) for f in _fields(found)],
        "parties": values.party_names(),
    }
    return page("claim.html", visit, shown)


def _fields(claim: Claim) -> tuple[str, ...]:
    return (*values.FIELDS[claim.kind], *values.SHARED)


def _value(claim: Claim, field: str) -> str:
    return values.shown(getattr(claim if field in values.SHARED else claim.value, field, None), field)


def _uses(state: State, claim: Claim) -> list[tuple[str, str]]:
    """The items of a state that rest on a claim: address and name."""
    found = []
    for item in _items(state):
        if claim.id in item.support.claims:
            found.append((why_address(state.track.id, about_of(item)), _name(item)))
    return list(dict.fromkeys(found))


def _items(state: State) -> list[Item]:
    return [*state.rounds, *state.issues, *state.outcomes, *state.commitments]


def _name(item: Item) -> str:
    if isinstance(item, RoundState):
        return f"{round_name(item)}: {round_words(item)}"
    return subject_words(about_of(item), {})


@router.get("/why")
def why(request: Request, track: str, about: str, as_of: str = "") -> Response:
    """Why a round, issue, outcome or commitment stands as it does on a day."""
    return kept(request, _why, LATER, track, about, as_of)


def _why(visit: Visit, track: str, about: str, as_of: str) -> bytes:
    browser = visit.browser
    on = day(as_of, browser.desk.today())
    sketch = browser.sketch(browser.track(track).id, on)
    state = sketch.state
    items = [i for i in _items(state) if about_of(i) == about]
    if not items:
        raise NotFoundError(f"the track has nothing of the name {about!r} on {on}", todo="It may have another name on another day")
    ids = list(dict.fromkeys(c for item in items for c in item.support.claims))
    claims = sketch.claims
    grounds = _grounds(browser, [claims[i] for i in ids if i in claims])
    named = {f"round:{r.key}": round_name(r) for r in state.rounds}
    first = items[0]
    shown: dict[str, Any] = {
        "track": state.track,
        "as_of": on,
        "about": about,
        "name": _name(first) if not isinstance(first, RoundState) else round_name(first),
        "kind": about.partition(":")[0],
        "round": first if isinstance(first, RoundState) else None,
        "words": capital(round_words(first)) if isinstance(first, RoundState) else "",
        "details": details(first) if isinstance(first, RoundState) else "",
        "reasons": _reasons(first) if isinstance(first, RoundState) else [],
        "grounds": grounds,
        "claims": len(ids),
        "origins": max(item.support.origins for item in items),
        "disputes": tables.disputes([d for d in state.disputes if d.about == about], claims, sketch.documents, named),
        "decisions": [d for d in browser.desk.decisions() if d.subjects[:1] == (state.track.id,) and about in d.subjects],
        "others": [r for r in state.rounds if f"round:{r.key}" != about],
        "fields": [(f, values.field_name(f), values.choices(about.partition(":")[0], f)) for f in values.FIELDS[about.partition(":")[0]]],
    }
    return page("why.html", visit, shown)


def _reasons(item: RoundState) -> list[tuple[str, str, str]]:
    """Field, the rule that let its value stand, and why there is such a rule."""
    known = rules()
    return [
        (values.field_name(field), known[r].says if r in known else capital(label(r)), known[r].why if r in known else "")
        for field, r in item.reasons
    ]


def _grounds(browser: Browser, claims: list[Claim]) -> list[Evidence]:
    claims.sort(key=lambda c: (c.said or "", c.document, c.evidence.start))
    return [evidence(browser, browser.sheet(c.document), c) for c in claims[:SHOWN]]


@router.get("/explain")
def explain(request: Request, id: str) -> Response:
    """The page of whatever has an id: a claim, a document or a track."""
    browser = browser_of(request)
    if id in browser.desk.sorting.cards():
        return RedirectResponse(track_address(id), 303)
    if browser.desk.log.newest(id) is not None:
        return RedirectResponse(document_address(id), 303)
    return claim(request, id)
