"""From the rounds of a dispatch to claims: one for each round and chain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from detente.model import Certainty, Claim, Link, Round, make_claim
from detente.model.edtf import bounds
from detente.reading.talks.context import Context
from detente.reading.talks.heads import Heads, Leaders, chiefs, in_sentence, of_rank, of_text, same_people
from detente.reading.talks.merge import BROKEN, REAL, Report, Slot, bounded
from detente.reading.talks.reports import Dispatch
from detente.reading.talks.slots import day_part, past_of
from detente.reading.talks.status import CALLED_OFF, PLANNED, RANK


def number(slots: list[Slot]) -> None:
    """Give rounds the numbers that plainly follow from those that are told."""
    held = sorted((s for s in slots if s.real and _first_day(s)), key=lambda s: _first_day(s) or date.max)
    taken = {s.ordinal for s in slots if s.ordinal}
    coming = [s for s in slots if not s.real]
    told = min((s.ordinal for s in coming if s.ordinal and not s.broken), default=None)
    latest = held[-1] if held else next((s for s in slots if s.real), None)
    if told and told > 1 and latest is not None and latest.ordinal is None and told - 1 not in taken:
        latest.ordinal = told - 1
    for n, slot in enumerate(held):  # "the fifth", and four earlier ones with their days
        if slot.ordinal == n + 1 and all(s.ordinal in (None, k + 1) for k, s in enumerate(held[:n])):
            for k, earlier in enumerate(held[:n]):
                earlier.ordinal = k + 1
    for before, here, after in zip(held, held[1:], held[2:], strict=False):
        if here.ordinal is None and before.ordinal and after.ordinal and after.ordinal - before.ordinal == 2:
            here.ordinal = before.ordinal + 1
    highest = max((s.ordinal for s in slots if s.real and s.ordinal), default=None)
    going_on = any(s.ordinal == highest and any(r.status == "under_way" or r.opening for r in s.reports) for s in slots)
    if going_on:
        coming = [s for s in coming if any(r.reach in ("future", "new") for r in s.reports)]
    if highest and highest + 1 not in {s.ordinal for s in slots}:
        # "Agreed to meet again" counts nothing; "another round", "the next meeting" do.
        counted = [s for s in coming if s.ordinal is None and any(not r.by_verb for r in s.reports)]
        for slot in counted[:1]:
            slot.ordinal = highest + 1


#: Stands for the year of days that come without one, so that they can be put in order (a leap year).
_ANY_YEAR = "2000"
_DAY = re.compile(r"XXXX-\d\d-\d\d$")


def _first_day(slot: Slot) -> date | None:
    known = [value.replace("XXXX", _ANY_YEAR) if _DAY.match(value) else value for value in slot.dates]
    days = [d for value in known if (d := bounds(value).earliest) is not None]
    return min(days, default=None)


def claims_of(ctx: Context, dispatch: Dispatch, slots: list[Slot]) -> list[Claim]:
    """The claims of all rounds."""
    number(slots)
    main = next((s for s in slots if s.real), None)
    leaders = of_text(ctx, dispatch.main)
    others = {r.sentence for s in slots if s is not main for r in s.reports if r.status}
    known = {**chiefs(ctx, dispatch.main, leaders.named), **leaders.named}
    found: list[Claim] = []
    following = max((s.ordinal for s in slots if s.ordinal and s.dates and not s.real and any(r.ordinal for r in s.reports)), default=0)
    over = [s for s in slots if s.ordinal is not None and s.ordinal < following]
    for slot in slots:
        slot.reports = _one_chain(slot.reports)
        for names, unsaid in dict.fromkeys((r.names, _unconfirmed(r)) for r in slot.reports):
            group = [r for r in slot.reports if r.names == names and _unconfirmed(r) == unsaid]
            if not any(r.status for r in group):
                continue
            heads = _own_heads(ctx, slot, group, dispatch.main)
            if not names and slot.real:
                heads = {**_near_by(ctx, group, leaders.told), **heads}
            for report in group:
                heads = {**(of_rank(ctx, report, dispatch.main) if slot.real else {}), **dict(report.heads), **heads}
            anaphor = len(known) > 1 and any(same_people(ctx, r) for r in group)
            counted = slot is main and all(r.rule == "round.held.counted" for r in group)
            if counted or (not names and slot.real and (slot is main or leaders.everywhere or anaphor)):
                heads = {**(known if anaphor else {}), **_common(ctx, main or slot, leaders, others), **heads}
            if slot is main and slot.real and not names:
                heads = {**chiefs(ctx, dispatch.main, heads), **heads}
            found.append(_claim(ctx, dispatch, slot, group, heads, slot is main, over))
    return found


def _unconfirmed(report: Report) -> bool:
    """ "Never confirmed its part" is a claim beside what the same speaker expects."""
    return report.status == "confirmed" and report.polarity == "denied"


def _common(ctx: Context, main: Slot, leaders: Leaders, others: set[int]) -> Heads:
    """Heads of the round that the dispatch is about: said to lead, else told to meet in its paragraphs or next to them."""
    around = {p for r in main.reports for p in (r.paragraph - 1, r.paragraph, r.paragraph + 1)}
    found: Heads = {}
    for n, heads in leaders.met.items():
        if n not in others and ctx.sentences[n].paragraph.index in around:
            found = {**heads, **found}
    return {**found, **leaders.named}


def _one_chain(reports: list[Report]) -> list[Report]:
    """Reports of one speaker under one chain: "X announced …", then "speaking to Y, X said …", where both say the same."""
    longest: dict[tuple[str, str | None], list[tuple[Link, ...]]] = {}
    for report in reports:
        if report.chain and report.status:
            longest.setdefault((_last_word(report.chain[0].name), report.status), []).append(report.chain)
    found = []
    for report in reports:
        chains = longest.get((_last_word(report.chain[0].name), report.status), []) if report.chain else []
        fuller = {tuple(link.name for link in chain): chain for chain in chains if len(chain) > len(report.chain)}
        agencies = {names[1:] for names in fuller}
        found.append(replace(report, chain=next(iter(fuller.values()))) if len(agencies) == 1 else report)
    return found


def _last_word(name: str) -> str:
    return name.split()[-1].casefold() if name.split() else ""


def _near_by(ctx: Context, group: Sequence[Report], told: dict[int, Heads]) -> Heads:
    """Heads named within two sentences after a round, in its paragraph: "Two rounds were held … X led the one team, Y the other"."""
    found: Heads = {}
    for report in group:
        for n in range(report.sentence, report.sentence + 3):
            if n in told and ctx.sentences[n].paragraph.index == report.paragraph:
                found = {**told[n], **found}
    return found


def _own_heads(ctx: Context, slot: Slot, group: Sequence[Report], main: tuple[str, ...]) -> Heads:
    found: Heads = {}
    for report in group:
        if report.rule.endswith(".listed"):
            continue
        for party, head in in_sentence(ctx, ctx.sentences[report.sentence], main, report.start).items():
            found.setdefault(party, head)
    return found


def _chief(group: Sequence[Report], live: bool) -> Report:
    """The report whose status counts: what really became of it before plans, firm before past plans; the last in a live blog."""
    told = [r for r in group if r.status]
    firm = [r for r in told if not r.bygone] or told
    if live:
        real = [r for r in firm if RANK[r.status or ""] >= 4 and r.status != "denied"]
        return (real or firm)[-1]
    if any(r.status == "postponed" for r in firm):  # "will not be held on Monday; it has been put off": put off, not called off
        firm = [r for r in firm if not (r.status == "cancelled" and not r.rule.endswith(CALLED_OFF))]
    return max(firm, key=lambda r: (RANK[r.status or ""] >= 4, r.field == "text", r.date is not None, -r.order))


def _claim(
    ctx: Context, dispatch: Dispatch, slot: Slot, group: Sequence[Report], heads: Heads, is_main: bool, over: Sequence[Slot]
) -> Claim:
    chief = _chief(group, dispatch.live)
    status, certainty = _status(ctx, dispatch, slot, group, chief, over)
    when = _date(ctx, slot, group, status, is_main)
    if status == "under_way":
        when = _running(ctx, when)
    venue = _venue(ctx, slot, group, status, is_main, dispatch.main)
    minutes = next((r.minutes for r in group if r.minutes), None)
    site = next((r.site for r in group if r.site), None)
    if site is None and not chief.chain:
        site = next((r.site for r in slot.reports if r.site), None)
    parties = tuple(dict.fromkeys(p for r in group for p in r.parties)) or dispatch.main
    told = (*group, *(r for r in slot.reports if not r.chain))  # whether they met face to face is each speaker's own word
    value = Round(
        status=status,
        ordinal=next((r.ordinal for r in group if r.ordinal), None) or slot.ordinal,
        date=when,
        venue=venue,
        site=site,
        heads=tuple(sorted(heads.items())),
        duration_minutes=minutes,
        parties=parties,
        format=_first(r.format for r in told),
        level=_first(r.level for r in told),
    )
    said = chief.said or (ctx.published.isoformat() if ctx.published else None)
    return make_claim(
        ctx.scene.parsed.document.id,
        "round",
        ctx.scene.span(chief.field, chief.start, chief.end),
        value,
        rule=chief.rule.replace(f".{chief.status}.", f".{status}.", 1),
        chain=chief.chain,
        certainty=certainty,
        polarity=chief.polarity,
        said=said,
    )


def _first(values: Iterable[str | None]) -> str | None:
    return next((v for v in values if v), None)


def _status(
    ctx: Context, dispatch: Dispatch, slot: Slot, group: Sequence[Report], chief: Report, over: Sequence[Slot]
) -> tuple[str, Certainty]:
    """What became of a round as one chain tells it, and how surely, in the light of what the dispatch tells besides."""
    status = chief.status or "announced"
    if chief.rule.endswith("under_way.be") and any(r.status == "held" for r in slot.reports):
        status = "held"
    elif status == "held" and slot not in over and _goes_on(ctx, slot):
        status = "under_way"
    certainty = chief.certainty
    if status == "cancelled" and not chief.rule.endswith(CALLED_OFF) and any(r.status == "postponed" and r.chain for r in slot.reports):
        status = "postponed"  # "will not be held as planned", and another source: put off
    if status == "announced" and (_fixed_by_host(dispatch, chief, group) or _fixed_by_both(slot, chief)):
        status, certainty = "confirmed", "certain" if chief.joint else certainty
    if status in PLANNED and not chief.chain and certainty == "certain" and status == "announced":
        certainty = "probable"
    return status, certainty


#: How many days after its opening a round may still go on, where nothing is told of its end; a cycle takes weeks.
_GOES_ON = {"cycle": 45}
_A_DAY_OR_TWO = 2


def _goes_on(ctx: Context, slot: Slot) -> bool:
    """Whether all that a dispatch tells of a round that has begun is that it opened a short while ago."""
    told = [r for r in slot.reports if r.status in REAL]
    over = any(r.edge == "end" for r in told) or (bool(told) and told[-1].rule.endswith(".length"))
    if any(r.status == "under_way" and r.edge is None and not r.chain for r in told) and not over:
        return True
    if ctx.published is None or not told or not all(r.opening for r in told):
        return False
    noun = next((word for r in told for word in _GOES_ON if word in ctx.sentences[r.sentence].text.lower()), "")
    opened = [d for r in told if r.date and (d := bounds(r.date).earliest) is not None]
    return bool(opened) and (ctx.published - max(opened)).days <= _GOES_ON.get(noun, _A_DAY_OR_TWO)


def _fixed_by_host(dispatch: Dispatch, chief: Report, group: Sequence[Report]) -> bool:
    """Whether host or mediator gives date or venue, or confirms."""
    fixed = chief.cue == "confirm" or any(r.date or r.venue for r in group)
    return fixed and _by_host(chief.chain, dispatch.main, next((r.country for r in group if r.country), None))


def _fixed_by_both(slot: Slot, chief: Report) -> bool:
    """Whether both sides have fixed it together, or one confirms what the other announced."""
    if not chief.chain:
        return chief.joint and chief.date is not None
    first = {r.chain[0].party for r in slot.reports if r.chain and r.status in PLANNED and r.order < chief.order}
    party = chief.chain[0].party
    return chief.cue == "confirm" and party is not None and bool(first - {None, party})


_BOTH = re.compile(r"(?:the )?(?:both|two) (?:sides|parties|delegations|governments|countries|capitals|teams|ministries|ministers)\b", re.I)


def _by_host(chain: tuple[Link, ...], main: tuple[str, ...], country: str | None) -> bool:
    """Whether the word is that of a host or mediator: of someone who is no party to the talks."""
    if not chain:
        return False
    first = chain[0]
    if len(main) > 2 and first.party is not None and first.party == country:  # one of three invites the others
        return True
    if first.role and ("mediat" in first.role.lower() or "facilitat" in first.role.lower()):
        return True
    if any(w in first.name.lower() for w in ("mediat", "facilitat")) or _BOTH.match(first.name):
        return True
    if first.party in _MEDIATING or _HEAD_OF_UN.search(first.name):
        return True
    return len(main) >= 2 and first.party is not None and first.party not in main and first.kind != "agency"


#: Bodies that bring others together, also where the text names them beside the parties.
_MEDIATING = frozenset({"UN", "AU", "OSCE", "IGAD"})
_HEAD_OF_UN = re.compile(r"\bsecretary-general\b", re.I)


def _date(ctx: Context, slot: Slot, group: Sequence[Report], status: str, is_main: bool) -> str | None:
    """The days of the round as this chain tells them, else as the dispatch does where it is the same, real event."""
    own = [r for r in group if r.date and (r.status or status in REAL) and not (status in REAL and past_of(r.date, ctx.published) is False)]
    if status == "postponed":
        ahead = [r for r in own if r.status == "postponed"] or own
        if ahead:
            return ahead[0].date
        return min(
            (d for d in slot.dates if bounded(d)), key=lambda d: bounds(d).earliest or date.max, default=next(iter(slot.dates), None)
        )
    if not own and any(_unconfirmed(r) for r in group):
        return min((d for d in slot.dates if bounded(d)), key=lambda d: bounds(d).earliest or date.max, default=None)
    if not own and status == "cancelled":
        own = [r for r in slot.reports if r.date and bounded(r.date) and r.field == "text"]
    elif not own and (status in REAL or status in BROKEN):
        own = [r for r in slot.reports if r.date and r.field == "text"] or [r for r in slot.reports if r.date]
    if not own and status in ("announced", "confirmed") and any(r.venue and not _unconfirmed(r) for r in group):
        told = {r.date for r in slot.reports if r.date and r.status in PLANNED and bounded(r.date) and not r.bygone}
        return told.pop() if len(told) == 1 else None
    if not own and is_main and status in REAL and not any(r.rule.endswith(".listed") for r in group):
        return _lately(ctx, group)
    if not own:
        return None
    own.sort(key=lambda r: (not bounded(r.date or ""), (r.status in PLANNED) and status in REAL, r.order))
    best = own[0].date or ""
    best = _finer(slot, best) if status in REAL else best
    return _stretched(ctx, slot, own, best, status)


def _finer(slot: Slot, best: str) -> str:
    """The day that the dispatch has for a round of which this chain gives the month alone ("the February session")."""
    if not re.fullmatch(r"\d{4}-\d\d", best):
        return best
    days = {d for d in slot.dates if d.startswith(best + "-")}
    return days.pop() if len(days) == 1 else best


def _running(ctx: Context, when: str | None) -> str | None:
    """The days of a round that goes on: open from its beginning, or from the day of publication where that is not told."""
    if when is None:
        return f"{ctx.published.isoformat()}/.." if ctx.published else None
    span = bounds(when)
    return f"{when}/.." if "/" not in when and span.earliest is not None and span.earliest == span.latest else when


def _lately(ctx: Context, group: Sequence[Report]) -> str | None:
    """The day of the latest round where no word ties one to it: one of the week before, in its own sentence or in the opening."""
    if ctx.published is None:
        return None
    texts = [s for s in ctx.sentences if s.field == "text"]
    for sentence in (*(ctx.sentences[r.sentence] for r in group), *texts[:2]):
        for time in ctx.times(sentence):
            if time.grain not in ("day", "part_of_day") or not time.edtf or time.start < ctx.begins(sentence) or "/" in time.edtf:
                continue
            for value in (time.edtf, time.alternative):
                day = bounds(day_part(value)).earliest if value else None
                if day is not None and timedelta(0) <= ctx.published - day <= timedelta(days=6):
                    return day.isoformat()
    return None


def _stretched(ctx: Context, slot: Slot, own: Sequence[Report], best: str, status: str) -> str:
    """From the first to the last day: "began on Thursday", "two days of talks ended on Tuesday"."""
    span = bounds(best) if "XX" not in best else None
    if span is None or span.earliest is None or span.earliest != span.latest:
        return best
    length = next((r.days for r in slot.reports if r.days), None)
    starts = [r for r in own if r.edge == "start" and r.date]
    if status == "under_way" and starts:
        return f"{starts[0].date}/.."
    if length and status in REAL:
        edge = next((r.edge for r in own if r.date == best and r.edge), None)
        if edge == "end":
            return f"{span.earliest - timedelta(days=length - 1)}/{best}"
        if edge == "start":
            return f"{best}/{span.earliest + timedelta(days=length - 1)}"
    if status == "held" and (closed := _closed(slot, best)) is not None:
        return f"{best}/{closed}"
    if starts and starts[0].date == best and status == "held" and all(r.edge == "start" for r in own):
        return _since(ctx, best, ended=any(r.edge == "end" and r.date is None for r in slot.reports))
    return best


def _closed(slot: Slot, first: str) -> str | None:
    """The day on which a round ended that met on another day before: "gathered on 25 October and wound up on 30 October"."""
    start = bounds(first).earliest
    for report in slot.reports:
        last = bounds(report.date).latest if report.date and report.edge == "end" and _DAY_ALONE.match(report.date) else None
        if start is not None and last is not None and timedelta(0) < last - start <= timedelta(days=31):
            return last.isoformat()
    return None


_DAY_ALONE = re.compile(r"\d{4}-\d\d-\d\d$")


def _since(ctx: Context, first: str, *, ended: bool) -> str:
    """The days of a round that is over and of which only the beginning is told: to today where it began a day or two ago."""
    start, today = bounds(first).earliest, ctx.published
    if start is None or today is None or today == start:
        return first
    if (today - start).days <= (31 if ended else _A_DAY_OR_TWO):
        return f"{first}/{today.isoformat()}"
    return f"{first}/.." if (today - start).days <= _GOES_ON["cycle"] else first


def _venue(ctx: Context, slot: Slot, group: Sequence[Report], status: str, is_main: bool, main: tuple[str, ...]) -> str | None:
    told = sorted((r for r in group if r.venue), key=lambda r: status in REAL and (r.bygone or r.status in PLANNED))
    own = next((r.venue for r in told if not (status in REAL and r.bygone)), None)
    if own is None and (status in REAL or status == "postponed"):
        own = next((r.venue for r in slot.reports if r.venue and not r.bygone), None)
    if own is None and status == "cancelled":  # where one side wanted it is its own word
        own = next((r.venue for r in slot.reports if r.venue and (r.status == "cancelled" or not r.chain)), None)
    if own is None and is_main and status in REAL and not any(r.elsewhere for r in slot.reports):
        own = _dateline(ctx, main, any(r.here for r in slot.reports))
    return own


def _dateline(ctx: Context, main: tuple[str, ...], here: bool) -> str | None:
    """The city of the dateline, where the text says "here" or the city is not one of a party's own."""
    places = [p for p in ctx.dateline() if p.kind == "city"]
    if len(places) != 1 or not (here or (places[0].country not in main and ctx.scene.cast.mentions)):
        return None
    return places[0].name
