"""What a date makes of a status: a present tense with a day to come is a plan, a beginning long past is over."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from detente.model import TimeExpression
from detente.model.edtf import bounds
from detente.reading.grammar import is_verb
from detente.reading.lemmas import lemma, noun_lemma
from detente.reading.talks.days import day_part, past_of
from detente.reading.talks.lexicon import words
from detente.reading.talks.mentions import Mention
from detente.reading.talks.mode import mode
from detente.reading.talks.numbers import MONTHS
from detente.reading.talks.records import REAL
from detente.reading.talks.status import CALLED_OFF, PLANNED, Status


def settled(mention: Mention, status: Status | None, edtf: str | None, today: date | None) -> Status | None:
    """The status once the date is known: a present tense with a date to come is a plan, an open end is over or not."""
    if status is None:
        return _from_date(mention, edtf, today)
    past = past_of(edtf, today)
    if (
        status.bygone
        and status.value in PLANNED
        and past is not False
        and mention.predicates[:1]
        and mention.predicates[0].form.sort == "run"
    ):
        return None  # "Wednesday's session, meant to last a morning"
    if status.timetable and edtf is not None and today is not None and bounds(edtf).earliest == today:
        return Status("announced", status.rule.replace(f".{status.value}.", ".announced."), status.certainty)
    if status.value in REAL and past is False:
        return Status("announced", status.rule.replace(f".{status.value}.", ".announced."), status.certainty)
    if status.present and status.value == "under_way" and past is True:
        return replace(status, value="held", rule=status.rule.replace(".under_way.", ".held."))
    if status.open_end and status.value == "held" and edtf is not None and today is not None:
        span = bounds(edtf)
        now = any(t.lower_ == "this" for t in mention.token.lefts) and span.earliest is not None and today - span.earliest < _CURRENT
        if span.earliest is not None and (span.earliest >= today or now):
            return replace(status, value="under_way", rule=status.rule.replace(".held.", ".under_way."))
    return status


#: "This second round, which began on 3 March": it may go on for so long.
_CURRENT = timedelta(days=45)


def _from_date(mention: Mention, edtf: str | None, today: date | None) -> Status | None:
    """A meeting named with a day and nothing else: held where the day is past ("after the first round, on 16 May")."""
    if mention.sort == "noun" and edtf is None and _done_at(mention):
        return Status("held", "round.held.done_at")
    if mention.sort not in ("noun", "number") or edtf is None or _ahead_of(mention):
        return None
    coming = past_of(edtf, today) is False or (edtf.endswith("/..") and mention.over is None)
    if coming and not mention.path and (mention.ordinals or mention.reach in ("future", "new")) and _nothing_said(mention):
        return Status("announced", "round.announced.dated")  # "A fifth round, in the coming weeks"
    if mention.reach in ("future", "new"):
        return None
    if past_of(edtf, today) is True and _presupposed(mention):
        return Status("held", "round.held.dated")
    if mention.role in ("on", "about") and mention.over is not None and lemma(mention.over) in _TELLING:
        return None  # "reported on that meeting nine days later"
    if any(noun_lemma(t.lower_) == "source" for t in mention.path):
        return None  # "sources close to the talks told the agency on Wednesday"
    if any(noun_lemma(t.lower_) in words("nouns", "planning") for t in mention.path):
        return None  # "preparations for the round on 20 May"
    if mention.over is not None and is_verb(mention.over):
        how = mode(mention.over)
        if how.negated or how.kind in ("irreal", "planned", "possible", "proposed", "hoped"):
            return None
        latest = bounds(edtf).latest
        near = today is not None and latest is not None and today - latest <= timedelta(days=7)
        if near and how.kind == "present" and mention.role == "subject" and not mention.ordinals and mention.reach != "past":
            return None  # "On Thursday come the bilateral meetings": the day may as well be the next one
    if any(mode(p.verb).kind in ("planned", "proposed", "possible", "hoped", "irreal", "none") for p in mention.predicates):
        return None  # "in the text of 19 July, negotiations were to open …": the day is that of the plan
    if any(t.lower_ in ("their", "his", "her") for t in mention.token.lefts) and not mention.ordinals and mention.reach == "none":
        return None  # "at their meeting in Dushanbe on July 14, the minister told …": of people, not of the series
    past = past_of(edtf, today)
    if past is True and (mention.ordinals or mention.reach == "past" or "-" in edtf):
        return Status("held", "round.held.dated")
    if past is None and today is None and (mention.reach == "past" or 1 in mention.ordinals):
        return Status("held", "round.held.dated")
    return None


_TELLING = ("report", "write", "speak", "comment", "brief", "inform", "testify", "tweet")


def _nothing_said(mention: Mention) -> bool:
    """Whether no predicate tells more of a meeting than that something comes before or after it ("before the eighth round starts")."""
    return all(
        any(c.lower_ in ("before", "until", "when", "after", "once") and c.i < p.verb.i for c in p.verb.children)
        and p.verb.tag_ in ("VBZ", "VBP")
        for p in mention.predicates
    )


def _done_at(mention: Mention) -> bool:
    """Whether something was done at a numbered meeting ("the protocol was signed at the 12th session"): it took place."""
    token, verb = mention.token, mention.over
    if (
        not mention.ordinals
        or len(mention.ordinals) > 1
        or mention.predicates
        or mention.reach in ("future", "new", "past")
        or verb is None
    ):
        return False
    if token.head.dep_ != "prep" or token.head.lower_ not in ("at", "during") or not is_verb(verb):
        return False
    how = mode(verb)
    return how.kind == "real" and not how.negated and not how.bygone


def _ahead_of(mention: Mention) -> bool:
    """Whether a day is told of something done before the meeting ("ahead of the talks they met in Laiza in November")."""
    over = mention.token.head
    return over.dep_ == "prep" and over.lower_ == "of" and over.head.lower_ == "ahead"


def _presupposed(mention: Mention) -> bool:
    """ "Due within 150 days of the Ohrid meeting of March 18": a definite meeting with its day took place, whatever is said of it."""
    token = mention.token
    definite = any(t.lower_ in ("the", "that", "this", "those") for t in token.lefts) or token.lower_ == "those"
    after = token.head.dep_ == "prep" and token.head.lower_ in ("after", "following", "since")
    if after and (definite or mention.ordinals) and not mention.path:
        return not any(t.lower_ in words("modifiers", "future") for t in token.lefts)  # "after the second round, in Lima in July, …"
    dated = any(
        c.dep_ == "prep" and c.lower_ in ("of", "on", "from") and any(g.lower_ in MONTHS for g in c.children) for c in token.children
    )
    return (
        definite
        and dated
        and (bool(mention.path) or not mention.predicates)
        and not any(t.lower_ in words("modifiers", "future") for t in token.lefts)
    )


_WEEKDAY = re.compile(r"(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day$", re.I)


def _next_week(edtf: str | None, today: date | None) -> str | None:
    """The weekday to come, where one that has passed was read ("there is no meeting on Tuesday")."""
    past = past_of(edtf, today) is True and edtf is not None and re.fullmatch(r"\d{4}-\d\d-\d\d", edtf) is not None
    return (date.fromisoformat(edtf) + timedelta(days=7)).isoformat() if past and edtf is not None else edtf


def _week_to_come(times: tuple[TimeExpression, ...], today: date | None) -> bool:
    """Whether "this week" is said of a plan on the last day of one: the week that begins on the morrow is meant."""
    return today is not None and today.weekday() == _SUNDAY and len(times) == 1 and times[0].text.lower() == "this week"


_SUNDAY = 6


def turned(edtf: str | None, times: tuple[TimeExpression, ...], status: Status | None, today: date | None) -> str | None:
    """The other reading of a day that may lie before or after ("in July"), where the status asks for it."""
    if status is not None and status.value == "denied" and len(times) == 1 and _WEEKDAY.match(times[0].text):
        return _next_week(edtf, today)
    if status is not None and status.value in PLANNED and today is not None and _week_to_come(times, today):
        return f"{today + timedelta(days=1)}/{today + timedelta(days=7)}"
    if status is not None and status.simple and len(times) == 1 and _WEEKDAY.match(times[0].text):
        return _next_week(edtf, today)  # "return to formal talks on Thursday"
    if status is None or edtf is None or len(times) != 1 or not times[0].alternative or status.bygone:
        return edtf
    past = past_of(edtf, today)
    broken = status.value == "postponed" or status.rule.endswith(CALLED_OFF)
    if status.value == "cancelled" and past is False and times[0].grain == "month" and past_of(times[0].alternative, today) is True:
        return day_part(times[0].alternative)  # "the one planned for January fell through", told in July
    lately = day_part(times[0].alternative)
    if status.value == "cancelled" and past is False and _WEEKDAY.match(times[0].text) and _just_past(lately, today):
        return lately  # "the meeting called for Wednesday was cancelled", told on Thursday
    ahead = status.value in PLANNED or status.value == "denied" or broken
    if (ahead and past is True) or (status.value in REAL and past is False and not status.present):
        return day_part(times[0].alternative)
    return edtf


def _just_past(edtf: str | None, today: date | None) -> bool:
    """Whether a day lies at most two days back, nearer than the same weekday to come."""
    day = bounds(edtf).latest if edtf else None
    return day is not None and today is not None and 0 < (today - day).days <= _DAYS_BACK


_DAYS_BACK = 2


def turned_back(edtf: str | None, times: tuple[TimeExpression, ...], today: date | None) -> str | None:
    """The day that has passed, of one that may lie before or after ("was not held on Thursday")."""
    if past_of(edtf, today) is False and len(times) == 1 and times[0].alternative and past_of(times[0].alternative, today) is True:
        return day_part(times[0].alternative)
    return edtf


def with_day(times: tuple[TimeExpression, ...], today: date | None) -> tuple[TimeExpression, ...]:
    """Times less those that only give the hour ("started at 10.30 am"): the day stands elsewhere, and need not be that of publication."""
    now = today.isoformat() if today else ""
    return tuple(t for t in times if t.grain not in ("hour", "minute") or not _HOUR.match(t.text) or day_part(t.edtf or "") != now)


#: "10.30 am", "at 19:00", "about 3 pm GMT": an hour without a day.
_HOUR = re.compile(r"^(?:\w+ ){0,3}\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.?\s?m\.?)?(?:\s?(?:\(?[A-Z]{2,4}\)?|local time|o['’]clock))*$", re.I)
