"""A track: its state of play on any day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any, get_args

from fastapi import APIRouter, Request, Response
from markupsafe import Markup

from detente.desk import ClaimFilter
from detente.desk.browsing import Browser
from detente.desk.core import Sketch
from detente.model import Decision, Kind, Venue
from detente.views import brief_html
from detente.views.brief import answered, brief_of
from detente.views.rounds import round_name
from detente.web import maps, tables
from detente.web.forms import browser_of, day
from detente.web.making import LAST, LATER, WORKED_OUT
from detente.web.rendering import address, claim_address, kept, made, page, render, why_address
from detente.web.site import Visit

router = APIRouter()

#: Sections of the brief that the page shows as its headline and as tables.
_TABLES = frozenset({"Under way", "Last round", "Next round", "Open, by side", "Promised", "Disputed"})

#: Kinds of decisions that are about whole tracks.
_OF_TRACKS = frozenset({"merge", "split", "name", "pin"})

#: Rows of the ledger and of the list of dispatches that a page begins with.
ROWS = 25

#: Other tracks that a track may be the same as: those with the latest news.
LISTED = 200

#: A track of more dispatches is long: its state of another day takes a while to be worked out.
LONG = 40

#: How much of a long track one page shows; the brief has the rest.
LINES, ISSUES, PROMISES, DISPUTES = 20, 30, 30, 20


@router.get("/track/{identity}")
def track(request: Request, identity: str, as_of: str = "") -> Response:
    """The state of play on a day."""
    return kept(request, track_page, _within(request, identity, as_of), identity, as_of)


def _within(request: Request, identity: str, other_day: str) -> float:
    """In how many seconds a page of a track should be there: the state of another day of a long track may have to be worked out."""
    if not other_day:
        return LATER
    card = browser_of(request).desk.sorting.cards().get(identity)
    return LAST if card is not None and card.documents > LONG else WORKED_OUT


def track_page(visit: Visit, identity: str, as_of: str) -> bytes:
    """The page of a track on a day (ISO; "" for today)."""
    browser = visit.browser
    track = browser.track(identity)
    today = browser.desk.today()
    on = day(as_of, today)
    days = browser.days(track.id)
    shared: dict[str, Any] = {"track": track, "as_of": on, "days": days, "bar": _bar(days, on, today)}
    if days and on < days[0]:
        return page("track_before.html", visit, shared)
    sketch = browser.sketch(track.id, on)
    documents = sketch.documents.values()
    values = {
        "state": sketch.state,
        "since": _since("", days, on),
        "changes": None,
        "dispatches": sorted(documents, key=lambda d: d.published or "", reverse=True)[:ROWS],
        "dispatch_count": len(documents),
        "speakers": _speakers(sketch),
        "outlets": sorted({d.outlet for d in documents if d.outlet}),
        "alone": len(browser.tracks()) == 1,
        "decisions": [d for d in browser.decisions() if d.kind in _OF_TRACKS and track.id in d.subjects and not _about_items(d)],
    }
    return page("track.html", visit, shared | values | _pieces(sketch, browser.venues(track.id, on)))


def _about_items(decision: Decision) -> bool:
    """Whether a decision is about rounds, issues and so on of a track, and not about the track."""
    return any(":" in subject for subject in decision.subjects)


def _pieces(sketch: Sketch, located: Mapping[str, Venue]) -> dict[str, Any]:
    """What the page tells of a track on a day."""
    state, claims, documents = sketch.state, sketch.claims, sketch.documents
    since = answered(state)
    unknown = [sketch.unknown[c] for c in sketch.unknown if (sketch.unknown.said(c) or "9999") >= since]
    brief = brief_of(state, documents, unknown, claims=claims, without=_TABLES, most=LINES)
    whole = address(f"/track/{state.track.id}/brief", as_of=state.as_of)
    named = {f"round:{r.key}": round_name(r) for r in state.rounds}

    def link(key: str) -> str:
        return why_address(state.track.id, f"round:{key}", state.as_of)

    return {
        "about": brief.about,
        "headline": tables.headline(state, claims),
        "timeline": Markup(brief_html.timeline(state, link, claims.days())),
        "sections": Markup(brief_html.sections(brief, whole)),
        "notes": Markup(brief_html.notes(brief.notes, lambda note: claim_address(note.claim))),
        "issues": tables.issues_by_side(state, claims, ISSUES),
        "commitments": tables.commitments(state)[:PROMISES],
        "commitments_left": max(0, len(state.commitments) - PROMISES),
        "disputes": tables.disputes(state.disputes[:DISPUTES], claims, documents, named),
        "disputes_left": max(0, len(state.disputes) - DISPUTES),
        "venues": maps.venue_map(state, located),
        "whole": whole,
    }


def _since(wanted: str, days: Sequence[str], on: str) -> str:
    """The day that is compared with: the one asked for, else the day before the last news; never the day itself."""
    news = [d for d in days if d <= on]
    return min(day(wanted, _before(news[-1] if news else on)), _before(on))


@router.get("/track/{identity}/changes")
def changes(request: Request, identity: str, as_of: str = "", since: str = "") -> Response:
    """What changed in a track since a day."""
    return kept(request, _changes, _within(request, identity, since or as_of), identity, as_of, since)


def _changes(visit: Visit, identity: str, as_of: str, since: str) -> bytes:
    browser = visit.browser
    track = browser.track(identity)
    on = day(as_of, browser.desk.today())
    start = _since(since, browser.days(track.id), on)
    found = browser.changes(track.id, start, on)
    return page("changed.html", visit, {"track": track, "as_of": on, "since": start, "changes": found})


def _before(on: str) -> str:
    return (date.fromisoformat(on) - timedelta(days=1)).isoformat()


def _bar(days: tuple[str, ...], on: str, today: str) -> dict[str, Any]:
    """The slider: a step a day, from the first dispatch to a month after the last, and today as its last step."""
    first = date.fromisoformat(days[0]) if days else date.fromisoformat(today)
    last = min(date.fromisoformat(today), date.fromisoformat(days[-1]) + timedelta(days=30)) if days else first
    steps = max(1, (last - first).days) + (1 if last.isoformat() < today else 0)
    at = steps if on > last.isoformat() else max(0, (date.fromisoformat(on) - first).days)
    earlier = [d for d in days if d < on]
    later = [d for d in days if d > on]
    return {
        "first": first.isoformat(),
        "steps": steps,
        "at": min(at, steps),
        "earlier": earlier[-1] if earlier else None,
        "later": later[0] if later else (today if on < today else None),
        "marks": [(date.fromisoformat(d) - first).days for d in days][:200],
    }


def _speakers(sketch: Sketch) -> list[str]:
    """Who is quoted most, for the filter."""
    counts = {name: count for name, count in sketch.claims.speakers().items() if name is not None}
    return sorted(counts, key=lambda name: (-counts[name], name))[:60]


@router.get("/track/{identity}/said")
def said(
    request: Request, identity: str, as_of: str = "", speaker: str = "", outlet: str = "", kind: str = "", text: str = "", show: int = ROWS
) -> Response:
    """Who said what: the ledger of a track, filtered."""
    asked = {"speaker": speaker, "outlet": outlet, "kind": kind, "text": text}
    return made(request, said_page, identity, as_of, asked, min(max(ROWS, show), 1000))


def said_page(visit: Visit, identity: str, as_of: str, asked: Mapping[str, str], limit: int) -> bytes:
    """The page of who said what, filtered by `speaker`, `outlet`, `kind` and `text`."""
    browser = visit.browser
    track = browser.track(identity)
    on = day(as_of, browser.desk.today())
    found = _ledger(browser, track.id, on, asked, limit + 1)
    values = {"rows": found[:limit], "more": len(found) > limit, "limit": limit, "kinds": get_args(Kind)}
    return page("said.html", visit, values | {"track": track, "as_of": on, "asked": asked})


def _ledger(browser: Browser, track: str, on: str, asked: Mapping[str, str], limit: int) -> tuple[Any, ...]:
    given = {name: value.strip() or None for name, value in asked.items()}
    chosen: Kind | None = next((known for known in get_args(Kind) if known == given["kind"]), None)
    documents = frozenset(browser.sketch(track, on).documents)
    wanted = ClaimFilter(documents, given["speaker"], given["outlet"], chosen, text=given["text"], limit=limit, latest_first=True)
    found = browser.desk.claims(wanted)
    # The latest dispatch first, and each from its first words to its last.
    return tuple(row for _, rows in groupby(found, key=lambda row: row[1].id) for row in reversed(list(rows)))


@router.get("/track/{identity}/dispatches")
def dispatches(request: Request, identity: str, as_of: str = "") -> Response:
    """Every dispatch of a track."""
    return kept(request, _dispatches, LATER, identity, as_of)


def _dispatches(visit: Visit, identity: str, as_of: str) -> bytes:
    browser = visit.browser
    on = day(as_of, browser.desk.today())
    sketch = browser.sketch(browser.track(identity).id, on)
    listed = sorted(sketch.documents.values(), key=lambda d: d.published or "", reverse=True)
    return page("dispatches.html", visit, {"track": sketch.state.track, "as_of": on, "dispatches": listed})


@router.get("/track/{identity}/same")
def same(request: Request, identity: str) -> Response:
    """The form that says that another track is the same negotiation."""
    browser = browser_of(request)
    track = browser.track(identity)
    listed = [t for t in browser.tracks()[:LISTED] if t.track.id != track.id]
    return render("same.html", request, {"track": track, "as_of": browser.desk.today(), "others": listed})


@router.get("/track/{identity}/brief")
def brief(request: Request, identity: str, as_of: str = "") -> Response:
    """The brief as one file, to keep or to print."""
    on = day(as_of, browser_of(request).desk.today())
    response = made(request, _brief, identity, on)
    name = f"{identity}-{on}.html"
    # The file has its styles in it, which the site's own policy forbids: it has a policy of its own.
    headers = {"Content-Security-Policy": brief_html.POLICY, "Content-Disposition": f'inline; filename="{name}"'}
    response.headers.update(headers)
    return response


def _brief(visit: Visit, identity: str, on: str) -> bytes:
    picture = visit.browser.picture(visit.browser.track(identity).id, on)
    return brief_html.show(brief_of(picture.state, picture.documents, picture.unknown), picture.state).encode()
