"""From the mentions of a dispatch to reports: one for each round that a mention speaks of, with status, time and place."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from detente.model import Certainty, TimeExpression
from detente.reading.frames import Attribution
from detente.reading.grammar import is_verb, subject
from detente.reading.lemmas import lemma, noun_lemma
from detente.reading.parse import Sentence
from detente.reading.talks.closing import closing_day, to_its_end
from detente.reading.talks.context import Context
from detente.reading.talks.days import day_part, days_later, past_of
from detente.reading.talks.endings import after_it, over_by_then, told_after
from detente.reading.talks.evidence import evidence
from detente.reading.talks.extents import nth_day, planned_days
from detente.reading.talks.fixing import at_the_top, country_of, joint, leaders_meet
from detente.reading.talks.following import as_it_came, following, for_plan, gone_on, with_series
from detente.reading.talks.formats import format_of, level_of
from detente.reading.talks.heads import speaker_as_head
from detente.reading.talks.lexicon import words
from detente.reading.talks.locating import both_in, common_venue, in_land, named_capital, pointed_to, unlisted
from detente.reading.talks.looking import Found, look
from detente.reading.talks.mentions import Mention, is_meeting
from detente.reading.talks.mode import mode, surest
from detente.reading.talks.numbers import apposed, further
from detente.reading.talks.otherdays import CONFIRMS_DAY, OTHER_DAY
from detente.reading.talks.others import beside_rounds, of_others
from detente.reading.talks.parties import among_themselves, aside, codes_of, foreign, main_parties, with_others
from detente.reading.talks.parts import Part, date_of, split
from detente.reading.talks.passing import day_of_plan, from_then, halted, mere_wish, series_began, wish
from detente.reading.talks.predicates import RESULTS
from detente.reading.talks.records import REAL, Report, bounded
from detente.reading.talks.retold import had_halted
from detente.reading.talks.sites import venue_of
from detente.reading.talks.slots import Slots
from detente.reading.talks.status import PLANNED, Status
from detente.reading.talks.timing import settled, turned, turned_back, with_day

if TYPE_CHECKING:
    pass

_CLOCK = re.compile(r"^\W*\d{1,2}[:.]\d\d\b")


@dataclass(frozen=True)
class Dispatch:
    """The reports of a dispatch, and what they are read against."""

    reports: tuple[Report, ...]
    main: tuple[str, ...]
    live: bool

    @cached_property
    def cities(self) -> Counter[str]:
        """How many reports tell of each city."""
        return Counter(r.venue for r in self.reports if r.venue)


def _is_live(ctx: Context) -> bool:
    starts = [p for p in ctx.scene.parsed.paragraphs if p.field == "text"]
    clocks = sum(1 for p in starts if _CLOCK.match(p.text))
    return clocks >= 3 and clocks * 2 >= len(starts)


def _newest_first(ctx: Context) -> bool:
    times = [p.text.strip()[:5].replace(".", ":") for p in ctx.scene.parsed.paragraphs if p.field == "text" and _CLOCK.match(p.text)]
    return len(times) > 2 and times[0] > times[-1]


def _takes_up(item: Found) -> bool:
    """Whether a mention only takes up the meeting before it ("and a third is expected in June")."""
    return not item.parties and item.mention.sort in ("number", "pronoun")


#: Rounds that are counted so far make a series of officials, beside which leaders may meet.
_SERIES = 2


def reports_of(ctx: Context) -> Dispatch:
    """All reports of a dispatch on the talks that it is about."""
    found = look(ctx)
    main = main_parties(ctx, [(f.mention, f.parties) for f in found])
    live = _is_live(ctx)
    summit = (
        any(at_the_top(f.mention) for f in found[:2])
        or any(leaders_meet(ctx, f.mention) for f in found[:1])
        or "summit" in ctx.scene.parsed.document.title.lower()
    )
    counted = any(f.mention.ordinals and f.mention.ordinals[0] > _SERIES for f in found)
    reports: list[Report] = []
    lines = [p.name for p in ctx.dateline() if p.kind == "city"]
    last_venue = lines[0] if len(lines) == 1 else None
    sites: dict[str, str] = {}
    away = -1
    for order, item in enumerate(found):
        if _of_others(ctx, item, main) or beside_rounds(item, found):
            away = item.mention.sentence.paragraph.index
            continue
        if (at_the_top(item.mention) or (counted and leaders_meet(ctx, item.mention))) and not summit:
            away = item.mention.sentence.paragraph.index
            continue
        if away == item.mention.sentence.paragraph.index and _takes_up(item):
            continue
        away = -1
        for report in _reports(ctx, item, order, last_venue):
            if item.same and reports:
                report = replace(report, date=days_later(reports[-1].date, item.later), venue=reports[-1].venue)
            if report.rule in (OTHER_DAY, CONFIRMS_DAY):
                reports += for_plan(report, reports)
                continue
            report = _wished_by_third(ctx, item.mention, report, main)
            report = _in_known_house(item, report, sites)
            if report.here and report.venue is None and len(lines) == 1:
                report = replace(report, venue=lines[0])
            reports.append(gone_on(following(report, reports[-4:]), reports[-1:]))
            last_venue = report.venue or last_venue
        if item.status is None and (city := venue_of(item.slots.places)):
            last_venue = city
    common = common_venue(ctx, [f.mention.sentence.index for f in found])
    if common is not None:
        reports = [replace(r, venue=r.venue or common) if r.status in REAL else r for r in reports]
    shared = {f.mention.sentence.index: both_in(ctx, f.mention.sentence) for f in found}
    reports = [replace(r, venue=shared.get(r.sentence) or r.venue) for r in reports]
    if live and _newest_first(ctx):
        reports.sort(key=lambda r: -r.paragraph)  # the sentences of an entry keep their order
    return Dispatch(tuple(as_it_came(with_series(found, reports))), main, live)


def _of_others(ctx: Context, item: Found, main: tuple[str, ...]) -> bool:
    """Whether a mention is of other talks than those that the dispatch is about."""
    mention, codes = item.mention, item.parties
    if foreign(codes, main) or among_themselves(mention, codes, main):
        return True
    return with_others(ctx, mention, codes, main) or aside(mention, codes, main) or of_others(ctx, item, main)


def _earlier(mention: Mention, times: tuple[TimeExpression, ...]) -> str | None:
    """The day that has passed, of a plan told with "would" for a weekday that may lie before or after."""
    if len(times) != 1 or times[0].grain != "day" or not times[0].alternative or not mention.predicates:
        return None
    would = any(c.lower_ in ("would", "was", "were") for c in mention.predicates[0].verb.children)
    return day_part(times[0].alternative) if would else None


def _missed(mention: Mention, status: Status | None) -> bool:
    """Whether a meeting is told not to have taken place, in the past ("was not held", "did not take place")."""
    if status is None or status.value != "cancelled" or not mention.predicates:
        return False
    return any((how := mode(p.verb)).negated and (how.kind == "real" or p.form.sort == "appear") for p in mention.predicates)


def _reports(ctx: Context, item: Found, order: int, last_venue: str | None) -> list[Report]:
    """One report for each round of a mention: "the first two rounds, held on … and …" gives two."""
    mention, slots = item.mention, item.slots
    parts = split(mention, slots)
    found = []
    for ordinal, times, places, spans in parts:
        if item.status is not None and item.status.value in REAL:
            times = with_day(times, ctx.published)
        edtf = date_of(times)
        missed = _missed(mention, item.status)
        edtf = turned_back(edtf, times, ctx.published) if missed else turned(edtf, times, item.status, ctx.published)
        edtf = from_then(mention, edtf)
        status = settled(mention, item.status, edtf, ctx.published) or told_after(mention, places)
        if status is not None and status.value in PLANNED and past_of(edtf, ctx.published) is True and day_of_plan(mention, times):
            status, edtf = replace(status, bygone=True), None
        if status is not None and status.open_end and ordinal is None and not places and edtf is not None and not bounded(edtf):
            status = None  # "the talks resumed this summer": the series, not one round
        if status is not None and status.open_end and not places and series_began(mention, edtf):
            status = None
        several = (mention.count or 0) > 1 and len(parts) == 1 and ordinal is None
        if several and (mention.plural or (mention.sort == "verb" and edtf is None)):
            continue  # a bare count ("five rounds so far") is no claim
        if mention.plural and mention.reach == "past" and ordinal is None and edtf is None and mention.sort == "noun":
            continue  # "where previous rounds were held"
        if status is not None and edtf is None and not places and wish(mention, status):
            continue
        if status is not None and edtf is None and not places and ordinal is None and mere_wish(mention, status):
            continue
        if (edtf is None and halted(ctx, mention, status)) or had_halted(mention, status, edtf):
            continue
        if status is not None and mention.sort == "pronoun" and status.value in PLANNED and edtf is None and not places:
            continue
        venue = named_capital(ctx, mention, places) or venue_of(places) or pointed_to(ctx, mention, last_venue) or unlisted(ctx, mention)
        start, end = evidence(ctx, mention, item.voice, spans)
        part = (ordinal, times, places, spans)
        found.append(_report(ctx, item, order, status, part, edtf, venue, (start, end), elsewhere=venue is None and in_land(ctx, mention)))
    return found


def _in_known_house(item: Found, report: Report, sites: dict[str, str]) -> Report:
    """A report with the city that the text gave to its building before; `sites` keeps the cities by building."""
    if report.site is None:
        return report
    known = sites.get(report.site.lower())
    if known is not None and not any(p.kind == "city" for p in item.slots.places):
        return replace(report, venue=known)
    if report.venue is not None:
        sites[report.site.lower()] = report.venue
    return report


def _wished_by_third(ctx: Context, mention: Mention, report: Report, main: tuple[str, ...]) -> Report:
    """A report of what somebody hopes for who belongs to none of those who meet: a proposal ("Riyadh hopes to resume the talks")."""
    if not report.hoped or report.status != "announced" or len(main) < 2 or not mention.predicates:
        return report
    over = next((a for a in mention.predicates[0].verb.ancestors if is_verb(a) and lemma(a) in ("hope", "wish", "aim", "intend")), None)
    who = subject(over) if over is not None else None
    codes = codes_of(ctx, mention.sentence, who.subtree) if who is not None else []
    third = bool(codes) and not set(codes) & set(main)
    return replace(report, status="proposed", rule=report.rule.replace(".announced.", ".proposed.")) if third else report


def _report(
    ctx: Context,
    item: Found,
    order: int,
    status: Status | None,
    part: Part,
    edtf: str | None,
    venue: str | None,
    extent: tuple[int, int],
    *,
    elsewhere: bool,
) -> Report:
    """What one part of a mention says, under the chain of whoever says it."""
    mention, slots = item.mention, item.slots
    ordinal, _, places, _ = part
    report = Report(
        field=mention.sentence.field,
        start=extent[0],
        end=extent[1],
        order=order,
        paragraph=mention.sentence.paragraph.index,
        sentence=mention.sentence.index,
        chain=(),
        status=None,
        ordinal=ordinal,
        reach=mention.reach,
        apposed=mention.sort == "noun" and apposed(mention.token) is not None,
        pointing=bool(mention.ordinals) and any(t.lower_ in ("that", "this") for t in mention.token.lefts),
        joint=joint(ctx, mention),
        topic=_topic(mention) or (status is None and item.voice is not None and ordinal is not None),
        pronoun=mention.sort == "pronoun",
        anaphor=mention.sort == "pronoun" or _definite(mention),
        by_verb=mention.sort == "verb",
        again=mention.sort == "verb" and any(c.lower_ in ("again", "next") for c in mention.token.children),
        further=item.further or further(mention),
        dependent=item.dependent,
        date=edtf,
        venue=venue,
        country=next((p.country for p in places if p.kind == "city"), None) or country_of(venue),
        site=slots.site,
        minutes=slots.minutes,
        parties=item.parties,
        heads=speaker_as_head(mention, item.voice),
        here=slots.here,
        elsewhere=elsewhere,
        series=mention.plural and mention.sort == "noun" and any(p.form.sort == "open" for p in mention.predicates),
        earlier=_earlier(mention, part[1]),
        missed=_missed(mention, status),
        counting=_counting(mention),
        format=format_of(mention),
        level=level_of(mention),
    )
    report = _closed(ctx, _with_extent(report, mention, slots, status), mention)
    return _with_status(_with_voice(report, item.voice), status)


def _closed(ctx: Context, report: Report, mention: Mention) -> Report:
    """A report with the day on which the round was over, where something else happened at its end."""
    last = closing_day(ctx, mention)
    if last is None:
        return report
    if report.date is None:
        return replace(report, date=last, edge="end")
    whole = to_its_end(report.date, last) if report.edge == "start" else report.date
    return report if whole == report.date else replace(report, date=whole, edge=None)


def _with_extent(report: Report, mention: Mention, slots: Slots, status: Status | None) -> Report:
    """A report with what is told of how long the round went on, and which end of it the day is."""
    edge = _edge(mention, status)
    if edge is None:
        edge = "end" if slots.ended or (slots.days and after_it(mention)) or over_by_then(mention) else "day" if nth_day(mention) else None
    days = slots.days or (planned_days(mention) if status is not None and status.value in PLANNED else None)
    ahead = mention.over is not None and mode(mention.over).kind == "planned"
    return replace(report, ahead=ahead, edge=edge, days=days, began=slots.began or _first_of(mention, report.date))


def _with_voice(report: Report, voice: Attribution | None) -> Report:
    """A report under the chain of whoever says it."""
    if voice is None:
        return report
    certainty: Certainty = voice.certainty if voice.certainty != "unknown" else "certain"
    return replace(report, chain=voice.chain, certainty=certainty, cue=voice.cue_lemma, said=voice.said)


def _with_status(report: Report, status: Status | None) -> Report:
    """A report with what became of the meeting."""
    if status is None:
        return report
    return replace(
        report,
        status=status.value,
        rule=status.rule,
        certainty=surest(report.certainty, status.certainty),
        polarity=status.polarity,
        bygone=status.bygone,
        hoped=status.hoped or report.cue in ("hope", "wish"),
        opening=status.open_end and status.value == "held",
        series=report.anaphor and report.series and status.open_end and report.date is not None,
    )


def _definite(mention: Mention) -> bool:
    if mention.sort == "verb" and mention.predicates[0].form.words[0] in ("part", "pack"):
        return True  # the end of a meeting that is told of elsewhere
    return any(t.lower_ in ("the", "that", "this", "those", "these") for t in mention.token.lefts) and not mention.ordinals


def _until(mention: Mention) -> bool:
    verbs = [v for p in mention.predicates for v in (p.verb, *p.verb.children)]
    measured = [c for v in verbs for c in v.children if c.dep_ in ("dobj", "npadvmod") and c.i > v.i]
    if any(noun_lemma(c.lower_) in ("day", "week", "hour") and lemma(c.head) in words("extents", "lasting") for c in measured):
        return True  # "expected to last at least two days"
    return any(c.lower_ in ("until", "till", "through") for v in verbs for w in (v, *v.children) for c in (w, *w.children))


def _first_of(mention: Mention, edtf: str | None) -> str | None:
    """The first day of a round of which a later one is told ("met on Wednesday for a second day of talks")."""
    opened = [p for p in mention.predicates if p.form.sort == "open" and p.form.words[0] not in ("enter", "go", "move")]
    if any(mode(p.verb).kind == "real" for p in opened):
        return None  # "opened on Sunday and go into their second day"
    number = nth_day(mention) if edtf and re.fullmatch(r"\d{4}-\d\d-\d\d", edtf) else None
    return (date.fromisoformat(edtf) - timedelta(days=number - 1)).isoformat() if number and edtf else None


def _counting(mention: Mention) -> bool:
    """Whether the words over a numbered meeting count it: "calls it the second round", "speaks of a first round"."""
    verb = mention.over
    if mention.role == "object" and apposed(mention.token) is not None:
        return False  # "described the round, their fourth, as useful"
    return verb is not None and (lemma(verb) in words("nouns", "counting") or (lemma(verb) == "speak" and mention.role == "of"))


def _topic(mention: Mention) -> bool:
    verb = mention.over
    if verb is None or lemma(verb) not in ("be", "mark") or mention.role != "object":
        return False
    who = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    named = who is not None and is_meeting(who) and any(t.lower_ in ("the", "this", "that", "these") for t in who.lefts)
    return who is not None and (who.lower_ in ("it", "this", "that") or bool(named and mention.ordinals))


def _edge(mention: Mention, status: Status | None) -> str | None:
    told = [p for p in mention.predicates if mode(p.verb).kind in ("real", "present") and not mode(p.verb).bygone]
    real = {p.form.sort for p in told if p.form.name not in RESULTS} or {p.form.sort for p in told}
    if status is None or not mention.predicates or real >= {"open", "close"}:
        return None
    sort = next((p.form.sort for p in mention.predicates if status.rule.endswith("." + p.form.name)), None)
    inner = [c for p in mention.predicates for c in p.verb.children if c.dep_ == "xcomp"]
    going = any(p.form.sort in ("run", "under_way") for p in mention.predicates) or any(
        lemma(v) in words("extents", "lasting") for v in inner
    )
    lasts = status.rule.endswith(".last") and any(
        c.lower_ in ("days", "weeks") for p in mention.predicates for v in (p.verb, *inner) for c in v.children
    )
    if status.value in PLANNED and (sort == "close" or (going and (_until(mention) or lasts))):
        return "till"
    plain = sort not in ("open", "close") or status.rule.endswith(tuple(f".{name}" for name in RESULTS))
    if status.value == "held" and plain and len(edges := real & {"open", "close"}) == 1:
        sort = edges.pop()  # "took part in the last two days of the round, which had opened on Monday"
    if status.rule.endswith((".resume", ".restart", ".reopen")) and status.value == "held":
        return "start" if _after_a_break(mention) else None
    if status.value == "held" and status.rule.endswith((".part", ".pack_up")):
        return "end"  # "they parted on Tuesday"
    return {"open": "start", "close": "end"}.get(sort or "")


def _after_a_break(mention: Mention) -> bool:
    """Whether talks came back after weeks or years ("resumed on Monday after a 13-month suspension"), which begins a round."""
    text = mention.sentence.text.lower()
    return any(f"-{unit}" in text or f" {unit}s" in text for unit in ("week", "month", "year")) and any(w in text for w in _BREAKS)


_BREAKS = ("break", "hiatus", "pause", "suspension", "interruption", "lull", "gap", "freeze", "standstill", "absence")


def sentence_of(ctx: Context, report: Report) -> Sentence:
    """The sentence a report was read from."""
    return ctx.sentences[report.sentence]
