"""Hypothesis strategies: streams of documents with claims about a few negotiations."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from detente.model import (
    Assessment,
    Claim,
    Commitment,
    Document,
    Head,
    Issue,
    Link,
    NoInformation,
    Outcome,
    Reading,
    Round,
    Value,
    make_claim,
)
from detente.reconcile import Entry, profile_of

#: Pairs that talk, with who leads each delegation.
PAIRS = (("NOR", "SWE"), ("PER", "CHL"), ("NOR", "PER"))
COUNTRIES = {"NOR": "Norway", "SWE": "Sweden", "PER": "Peru", "CHL": "Chile", "CHE": "Switzerland"}
PEOPLE = {"NOR": "Kari Nordmann", "SWE": "Erik Svensson", "PER": "Rosa Quispe", "CHL": "Diego Rojas", "CHE": "Anna Keller"}
CITIES = ("Geneva", "Oslo", "Lima")
STATUSES = ("proposed", "announced", "confirmed", "under_way", "held", "postponed", "cancelled", "denied")
LABELS = ("fishing quotas in the strait", "return of seized vessels", "border crossings", "visa rules for crews", "joint patrols")
START = date(2024, 3, 1)
DAYS = 120


def examples(count: int) -> Callable[[Any], Any]:
    """Settings for so many examples, or for as many as DETENTE_EXAMPLES says where that is more."""
    most = max(count, int(os.environ.get("DETENTE_EXAMPLES", "0")))
    return settings(max_examples=most, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])


def day(offset: int) -> str:
    """The ISO date some days after the first one."""
    return (START + timedelta(days=offset)).isoformat()


@st.composite
def dates(draw: st.DrawFn, near: int) -> str | None:
    """An EDTF value around a day: a day, a span, a month, an open one, or none."""
    first = day(max(0, near + draw(st.integers(-40, 40))))
    shapes = (first, f"{first}/{day(near + 45)}", first[:7], f"{first}/..", f"../{first}", f"{first}~", None)
    return draw(st.sampled_from(shapes)) if first <= day(near + 45) else first


@st.composite
def values(draw: st.DrawFn, pair: tuple[str, str], near: int) -> Value:
    """What a claim says."""
    kind = draw(st.sampled_from(("round", "round", "round", "issue", "outcome", "commitment", "assessment", "no_information")))
    label, side = draw(st.sampled_from(LABELS)), draw(st.sampled_from(pair))
    if kind == "round":
        heads = ((side, Head(PEOPLE[side])),) if draw(st.booleans()) else ()
        return Round(
            draw(st.sampled_from(STATUSES)),
            draw(st.none() | st.integers(1, 4)),
            draw(dates(near)),
            draw(st.none() | st.sampled_from(CITIES)),
            heads=heads,
            duration_minutes=draw(st.none() | st.sampled_from((120, 180))),
            parties=pair,
        )
    if kind == "issue":
        position = draw(st.sampled_from((None, "demands", "offers", "rejects", "accepts")))
        status = draw(st.sampled_from((None, "under_discussion", "agreed", "stalled")))
        return Issue(label, side if position else None, position, status)
    if kind == "outcome":
        return Outcome(draw(st.sampled_from(("understanding", "no_result", "agreement_signed"))), label, draw(dates(near)), pair)
    if kind == "commitment":
        status = draw(st.sampled_from(("pledged", "in_progress", "kept", "broken")))
        return Commitment(f"settle {label}", (side,), (), draw(dates(near)), status)
    if kind == "assessment":
        return Assessment(draw(st.sampled_from(("track", "round"))), draw(st.sampled_from(("progress", "no_progress", "deadlock"))))
    return NoInformation("date of the next round")


@st.composite
def chains(draw: st.DrawFn, pair: tuple[str, str]) -> tuple[Link, ...]:
    """Who says it: the outlet, a person of either side or of a third country, or somebody unnamed through an agency."""
    who = draw(st.sampled_from((None, *pair, "CHE", "unnamed")))
    if who is None:
        return ()
    agency = Link("Fjord Press", "agency")
    if who == "unnamed":
        return (Link("a diplomat", "unnamed"), agency)
    person = Link(PEOPLE[who], "person", party=who)
    return (person, agency) if draw(st.booleans()) else (person,)


@st.composite
def entries(draw: st.DrawFn, number: int) -> Entry:
    """A document of its own words, with claims each on a sentence of its own."""
    pair = draw(st.sampled_from(PAIRS))
    offset = draw(st.integers(0, DAYS))
    outlet = draw(st.sampled_from(("Coast Courier", "Mountain Mail", "Harbour Herald")))
    said = draw(st.lists(st.tuples(values(pair, offset), chains(pair)), min_size=1, max_size=5))
    text = f"{COUNTRIES[pair[0]]} and {COUNTRIES[pair[1]]} are in talks, dispatch {number} says.\n\n"
    spans = []
    for place in range(len(said)):
        words = " ".join(f"word{number}x{place}x{n}" for n in range(14))
        spans.append((len(text), len(text) + len(words)))
        text += words + ". "
    published = day(offset) if draw(st.booleans()) else f"{day(offset)}T{draw(st.integers(0, 23)):02d}:15:00+01:00"
    document = Document(f"doc-{number}", text, "", outlet, None, "en", published)
    claims: list[Claim] = []
    for (value, chain), (start, end) in zip(said, spans):
        certainty = draw(st.sampled_from(("certain", "certain", "certain", "probable", "possible")))
        polarity = draw(st.sampled_from(("affirmed", "affirmed", "affirmed", "denied")))
        claims.append(_claim(document, value, chain, start, end, certainty, polarity))
    return _entry(document, tuple(claims))


def entry_of(
    number: int,
    pair: tuple[str, str],
    offset: int,
    said: list[tuple[Value, tuple[Link, ...]]],
    certainty: str = "certain",
    polarity: str = "affirmed",
) -> Entry:
    """A document of its own words about a pair, published some days after the first one, with these claims."""
    text, spans = f"{COUNTRIES[pair[0]]} and {COUNTRIES[pair[1]]} are in talks, dispatch {number} says.\n\n", []
    for place in range(len(said)):
        words = " ".join(f"word{number}x{place}x{n}" for n in range(14))
        spans.append((len(text), len(text) + len(words)))
        text += words + ". "
    document = Document(f"doc-{number}", text, "", "Coast Courier", None, "en", day(offset))
    claims = tuple(_claim(document, value, chain, *span, certainty, polarity) for (value, chain), span in zip(said, spans))
    return _entry(document, claims)


def _claim(document: Document, value: Value, chain: tuple[Link, ...], start: int, end: int, certainty: str, polarity: str) -> Claim:
    kind = {
        Round: "round",
        Issue: "issue",
        Outcome: "outcome",
        Commitment: "commitment",
        Assessment: "assessment",
        NoInformation: "no_information",
    }[type(value)]
    return make_claim(
        document.id,
        kind,  # type: ignore[arg-type]
        document.span(start, end),
        value,
        rule="drawn",
        chain=chain,
        certainty=certainty,  # type: ignore[arg-type]
        polarity=polarity,  # type: ignore[arg-type]
        said=(document.published or "")[:10] or None,
    )


def _entry(document: Document, claims: tuple[Claim, ...]) -> Entry:
    return Entry(document, claims, (document.published or day(0))[:10], profile_of(Reading(document, claims)))


@st.composite
def streams(draw: st.DrawFn, most: int = 7) -> list[Entry]:
    """Some documents, in no order."""
    count = draw(st.integers(1, most))
    return [draw(entries(number)) for number in range(count)]


def copy_of(entry: Entry, outlet: str = "Valley Voice", days: int = 1) -> Entry:
    """The same words in another outlet some days later, read anew."""
    published = (date.fromisoformat((entry.document.published or day(0))[:10]) + timedelta(days=days)).isoformat()
    document = replace(entry.document, id=f"{entry.document.id}-copy", outlet=outlet, published=published)
    claims = tuple(_claim(document, c.value, c.chain, c.evidence.start, c.evidence.end, c.certainty, c.polarity) for c in entry.claims)
    return _entry(document, claims)
