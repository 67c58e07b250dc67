"""From the rounds of a dispatch to claims: one for each round and chain."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from detente.model import Claim, Link, Round, make_claim
from detente.model.edtf import bounds
from detente.reading.talks.context import Context
from detente.reading.talks.dating import days_of, running
from detente.reading.talks.heads import Heads, Leaders, chiefs, in_sentence, of_chiefs, of_rank, of_text, same_people, taken_up
from detente.reading.talks.numbering import number
from detente.reading.talks.placing import venue_told
from detente.reading.talks.records import BROKEN, REAL, Report, Slot
from detente.reading.talks.reports import Dispatch
from detente.reading.talks.seated import seated
from detente.reading.talks.status import PLANNED
from detente.reading.talks.verdict import chief_of, status_told, unconfirmed


def claims_of(ctx: Context, dispatch: Dispatch, slots: list[Slot]) -> list[Claim]:
    """The claims of all rounds."""
    number(slots)
    main = _main(ctx, slots)
    leaders = of_text(ctx, dispatch.main)
    others = {r.sentence for s in slots if s is not main for r in s.reports if r.status}
    known = {**chiefs(ctx, dispatch.main, leaders.named), **leaders.named}
    lately = main is not None and _lately(ctx, main) and not _of_others(ctx, main, leaders.named)
    coming = _coming(ctx, slots)
    found: list[Claim] = []
    if main is not None and any(s.ordinal and main.ordinal and s.ordinal > main.ordinal + 1 for s in slots):
        main = None  # "the sixth round was held in Lima", told where the eighth is planned
    following = max((s.ordinal for s in slots if s.ordinal and s.dates and not s.real and any(r.ordinal for r in s.reports)), default=0)
    last = max((s.ordinal for s in slots if s.ordinal and s.real), default=0)
    over = [s for s in slots if s.ordinal is not None and s.ordinal < max(following, last)]
    for slot in slots:
        slot.reports = _one_chain(slot.reports)
        for names, unsaid in dict.fromkeys((r.names, unconfirmed(r)) for r in slot.reports):
            group = [r for r in slot.reports if r.names == names and unconfirmed(r) == unsaid]
            if not any(r.status for r in group) or _superseded(slot, group):
                continue
            heads = _own_heads(ctx, slot, group, dispatch.main)
            if not names and slot.real:
                heads = {**_near_by(ctx, group, leaders.told), **heads}
            for report in group:
                meant = {**of_rank(ctx, report, dispatch.main), **(taken_up(ctx, report, dispatch.main) if not names else {})}
                heads = {**(meant if slot.real else {}), **dict(report.heads), **heads}
            anaphor = len(known) > 1 and any(same_people(ctx, r) for r in group)
            if len(known) > 1 and any(of_chiefs(ctx, r) for r in group if r.status):
                heads = {**known, **heads}
            counted = slot is main and all(r.rule == "round.held.counted" for r in group)
            if counted or (not names and slot.real and ((slot is main and lately) or leaders.everywhere or anaphor)):
                heads = {**(known if anaphor else {}), **_common(ctx, main or slot, leaders, others), **heads}
            if names and slot is main and not any(r.status and not r.chain for r in slot.reports):
                heads = {**_told_after(ctx, group, leaders.led), **heads}
            if slot is main and lately and slot.real and not names and len(heads) < 2:
                heads = {**leaders.signed, **heads}
            if slot is main and lately and slot.real and not names:
                heads = {**chiefs(ctx, dispatch.main, heads), **heads}
            if slot is coming and not names and not heads:
                heads = leaders.now if len(leaders.now) > 1 else {}
            if slot is main and slot.real and not names and not heads:
                heads = _together(ctx, dispatch, slot, slots)
            found.append(_claim(ctx, dispatch, slot, group, heads, slot is main, over))
    return found


def _superseded(slot: Slot, group: Sequence[Report]) -> bool:
    """Whether the outlet only recalls the plan that somebody says was put off ("was to begin on 21 November")."""
    told = [r for r in group if r.status]
    if any(r.chain or not r.bygone or r.status not in PLANNED for r in told):
        return False
    return any(r.status in BROKEN and r.chain for r in slot.reports)


def _main(ctx: Context, slots: list[Slot]) -> Slot | None:
    """The round that the dispatch is about: the first that is real, unless a later one of the series is told to be of these days."""
    real = [s for s in slots if s.real]
    real = [s for s in real if not _still_planned(s)] or real
    first = real[0] if real else None
    if first is None or first.ordinal is None or _fresh(ctx, first):
        return first
    return next((s for s in real if s.ordinal is not None and s.ordinal > first.ordinal and _fresh(ctx, s)), first)


def _coming(ctx: Context, slots: list[Slot]) -> Slot | None:
    """The round to come that a dispatch opens with, where none is told to be of these days."""
    first = slots[0] if slots and not slots[0].real else None
    opening = first is not None and any(r.paragraph <= 1 and not r.chain and r.status in PLANNED for r in first.reports)
    return first if opening and not any(s.real and _fresh(ctx, s) for s in slots) else None


def _still_planned(slot: Slot) -> bool:
    """Whether the outlet only tells of plans for a round of which somebody speaks as if it were there."""
    own = {r.status for r in slot.reports if r.status and not r.chain}
    return bool(own & PLANNED) and not own & REAL


def _fresh(ctx: Context, slot: Slot) -> bool:
    """Whether a round is told to be of the ten days before publication."""
    latest = [d for value in slot.dates if (d := bounds(value).latest) is not None]
    return ctx.published is not None and any(0 <= (ctx.published - d).days <= _THESE_DAYS for d in latest)


_LEVEL = re.compile(
    r"\b(?:(foreign|defen[cs]e|prime|interior|trade|finance|culture) ministers|(president)s of"
    r"|(working) groups?|(expert)s|(technical) teams?)\b",
    re.I,
)


def _together(ctx: Context, dispatch: Dispatch, slot: Slot, slots: list[Slot]) -> Heads:
    """Those whom the text shows together, where the round is of these weeks and not told to be of another level."""
    others = [s for s in slots if s is not slot and (s.ordinal or not _fresh(ctx, s))]
    elsewhere = {r.sentence for s in others for r in s.reports if r.status} - {r.sentence for r in slot.reports}
    heads = seated(ctx, dispatch.main, elsewhere)
    return heads if heads and _lately(ctx, slot) and not _of_others(ctx, slot, heads) else {}


def _of_others(ctx: Context, slot: Slot, leaders: Heads) -> bool:
    """Whether a meeting is told to be of people of another level than those who lead ("the working groups met")."""
    roles = " ".join((h.role or "").lower() for h in leaders.values())
    for report in slot.reports:
        if report.status in REAL and not report.chain and report.field == "text":
            text = ctx.scene.parsed.document.text[report.start : report.end]
            if any(not any(g and g.lower() in roles for g in m.groups()) for m in _LEVEL.finditer(text)):
                return True
    return False


def _lately(ctx: Context, slot: Slot) -> bool:
    """Whether a round may be of these weeks, so that those whom the dispatch names as heads led it."""
    latest = [d for value in slot.dates if not value.startswith("X") and (d := bounds(value).latest) is not None]
    return ctx.published is None or not latest or any((ctx.published - d).days <= _THESE_WEEKS for d in latest)


_THESE_DAYS, _THESE_WEEKS = 10, 31


def _common(ctx: Context, main: Slot, leaders: Leaders, others: set[int]) -> Heads:
    """Heads of the round that the dispatch is about: said to lead, else told to meet in its paragraphs or next to them."""
    around = {p for r in main.reports for p in (r.paragraph - 1, r.paragraph, r.paragraph + 1)}
    found: Heads = {}
    for n, heads in leaders.met.items():
        if n not in others and ctx.sentences[n].paragraph.index in around:
            found = {**heads, **found}
    elsewhere = others - {r.sentence for r in main.reports}
    away = {h.name for n, heads in leaders.led.items() if n in elsewhere for h in heads.values()}
    here = {h.name for n, heads in leaders.led.items() if n not in elsewhere for h in heads.values()}
    return {**found, **{p: h for p, h in leaders.named.items() if h.name in here or h.name not in away}}


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


def _told_after(ctx: Context, group: Sequence[Report], led: dict[int, Heads]) -> Heads:
    """Heads that the sentence right after that of a speaker names, in his paragraph."""
    for report in group:
        after = ctx.sentences[report.sentence + 1 : report.sentence + 2]
        if report.status in REAL and after and after[0].index in led and after[0].paragraph.index == report.paragraph:
            return led[after[0].index]
    return {}


def _own_heads(ctx: Context, slot: Slot, group: Sequence[Report], main: tuple[str, ...]) -> Heads:
    found: Heads = {}
    for report in group:
        if report.rule.endswith(".listed"):
            continue
        for party, head in in_sentence(ctx, ctx.sentences[report.sentence], main, report.start).items():
            found.setdefault(party, head)
    return found


def _claim(
    ctx: Context, dispatch: Dispatch, slot: Slot, group: Sequence[Report], heads: Heads, is_main: bool, over: Sequence[Slot]
) -> Claim:
    chief = chief_of(group, dispatch.live)
    status, certainty = status_told(ctx, dispatch, slot, group, chief, over)
    when = days_of(ctx, slot, group, status, is_main)
    if status == "held" and slot in over and when is not None and when.endswith("/.."):
        when = when.removesuffix("/..")  # one that began before a later round was held is over
    if status == "under_way":
        when = running(ctx, when, group)
    own = Counter(r.venue for r in slot.reports)
    elsewhere = {city for city, times in dispatch.cities.items() if times > own[city]}
    venue = venue_told(ctx, slot, group, status, is_main, dispatch.main, elsewhere)
    minutes = next((r.minutes for r in group if r.minutes), None)
    site = next((r.site for r in group if r.site), None)
    if site is None and not chief.chain:
        site = next((r.site for r in slot.reports if r.site), None)
    parties = tuple(dict.fromkeys(p for r in group for p in r.parties))
    if len(parties) < 2 and set(parties) <= set(dispatch.main):
        parties = dispatch.main  # nobody meets alone: the others are those whom the dispatch is about
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
