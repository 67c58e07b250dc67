"""Which of several reports counts for a round, and who has fixed it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from detente.model import Certainty, Link
from detente.model.edtf import bounds
from detente.reading.talks.context import Context
from detente.reading.talks.days import past_of
from detente.reading.talks.lexicon import words
from detente.reading.talks.records import BROKEN, REAL, Report, Slot, bounded
from detente.reading.talks.reports import Dispatch
from detente.reading.talks.status import CALLED_OFF, PLANNED, RANK


def unconfirmed(report: Report) -> bool:
    """ "Never confirmed its part" is a claim beside what the same speaker expects."""
    return report.status == "confirmed" and report.polarity == "denied"


def chief_of(group: Sequence[Report], live: bool) -> Report:
    """The report whose status counts: what really became of it before plans, firm before past plans; the last in a live blog."""
    told = [r for r in group if r.status]
    firm = [r for r in told if not r.bygone] or told
    if live:
        real = [r for r in firm if RANK[r.status or ""] >= 4 and r.status != "denied"]
        return (real or firm)[-1]
    if any(r.status == "postponed" for r in firm):  # "will not be held on Monday; it has been put off": put off, not called off
        firm = [r for r in firm if not (r.status == "cancelled" and not r.rule.endswith(CALLED_OFF))]
    if any(r.status == "held" for r in firm):  # put off at first, and held in the end
        firm = [r for r in firm if r.status not in BROKEN or not r.anaphor] or firm
    return max(firm, key=lambda r: (RANK[r.status or ""] >= 4, r.field == "text", r.date is not None, -r.order))


def status_told(
    ctx: Context, dispatch: Dispatch, slot: Slot, group: Sequence[Report], chief: Report, over: Sequence[Slot]
) -> tuple[str, Certainty]:
    """What became of a round as one chain tells it, and how surely, in the light of what the dispatch tells besides."""
    status = chief.status or "announced"
    if chief.rule.endswith("under_way.be") and any(r.status == "held" for r in slot.reports):
        status = "held"
    elif status == "held" and slot not in over and _goes_on(ctx, slot):
        status = "under_way"
    elif status == "held" and dispatch.live and chief.chain and all(_has_begun(ctx, r) for r in group if r.status in REAL):
        status = "under_way"  # as it stood when he said so
    certainty = chief.certainty
    if (
        status == "cancelled"
        and not chief.missed
        and not chief.rule.endswith(CALLED_OFF)
        and any(r.status == "postponed" and r.chain for r in slot.reports)
    ):
        status = "postponed"  # "will not be held as planned", and another source: put off
    if status == "cancelled" and not chief.missed and not chief.rule.endswith(CALLED_OFF) and set_anew(slot, chief):
        status = "postponed"  # "will not meet on Monday as planned; the round is now due on 2 July"
    if status == "announced" and _set_back(ctx, slot, chief):
        return "postponed", certainty
    if status == "announced" and certainty == "possible":  # hoped for: by a side, or by somebody else
        return ("proposed" if chief.hoped and _third(chief.chain, dispatch.main) else status), certainty
    if status == "announced" and (_fixed_by_host(ctx, dispatch, chief, group) or _fixed_by_both(dispatch, slot, chief)):
        status, certainty = "confirmed", "certain" if chief.joint else certainty
    if status in PLANNED and not chief.chain and certainty == "certain" and status == "announced":
        certainty = "probable"
    return status, certainty


def _set_back(ctx: Context, slot: Slot, chief: Report) -> bool:
    """ "The round will be held at a later date", of one that "had been scheduled for Wednesday": put off."""
    said = _LATER.search(ctx.scene.parsed.document.field(chief.field)[chief.start : chief.end]) is not None
    return said and any(r is not chief and r.status in PLANNED and r.bygone and r.date for r in slot.reports)


_LATER = re.compile(r"\bat a later (?:date|day|stage|time)\b", re.I)


def set_anew(slot: Slot, off: Report) -> list[Report]:
    """The plans for a later day that are told of a round which will not be held on the day that was set."""
    first = bounds(off.date).latest if off.date else None
    planned = [r for r in slot.reports if r.status in ("announced", "confirmed") and r.date and not r.bygone and r.order > off.order]
    return [r for r in planned if first is not None and (day := bounds(r.date or "").earliest) is not None and day > first]


#: How many days after its opening a round may still go on, where nothing is told of its end; a cycle takes weeks.
GOES_ON = {"cycle": 45}
A_DAY_OR_TWO = 2


def _goes_on(ctx: Context, slot: Slot) -> bool:
    """Whether all that a dispatch tells of a round that has begun is that it opened a short while ago."""
    told = [r for r in slot.reports if r.status in REAL]
    if (
        slot.lasting
        and not _long_ago(slot, ctx.published)
        and not any(r.edge == "end" and past_of(r.date, ctx.published) is not False for r in told)
    ):
        return True
    over = any(r.edge == "end" for r in told) or (bool(told) and told[-1].rule.endswith(".length"))
    if any(r.status == "under_way" and r.edge in (None, "day") and not r.chain for r in told) and not over:
        return True
    if ctx.published is not None and not over and any(r.edge == "day" and r.date == ctx.published.isoformat() for r in told):
        return True  # "met on Wednesday for a second day of talks", told on that day
    if ctx.published is None or not told or not all(r.opening for r in told):
        return False
    noun = next((word for r in told for word in GOES_ON if word in ctx.sentences[r.sentence].text.lower()), "")
    opened = [d for r in told if r.date and (d := bounds(r.date).earliest) is not None]
    if not opened:
        return any(_has_begun(ctx, r) for r in told)
    return bool(opened) and (ctx.published - max(opened)).days <= GOES_ON.get(noun, A_DAY_OR_TWO)


def _long_ago(slot: Slot, today: date | None) -> bool:
    """Whether all days of a round lie further back than a round goes on."""
    latest = [d for value in slot.dates if (d := bounds(value).latest) is not None]
    return bool(latest) and today is not None and (today - max(latest)).days > GOES_ON["cycle"]


def _has_begun(ctx: Context, report: Report) -> bool:
    """Whether a report tells in the perfect that a round has begun: news of today."""
    return report.opening and _BEGUN.search(ctx.sentences[report.sentence].text) is not None


_BEGUN = re.compile(
    r"\b(?:has|have|'s|'ve|\u2019s|\u2019ve) (?:(?:just|now|also|already|finally) )?"
    r"(?:begun|started|opened|resumed|restarted|commenced|kicked off|convened|got(?:ten)? under ?way)\b"
)


def _fixed_by_host(ctx: Context, dispatch: Dispatch, chief: Report, group: Sequence[Report]) -> bool:
    """Whether host or mediator gives date or venue, or confirms."""
    fixed = chief.cue == "confirm" or any(r.venue or (r.date and not _soon(ctx, r)) for r in group)
    country = next((r.country for r in group if r.country), None)
    invites = not chief.rule.endswith(".kept_free")  # whose diary is told has fixed nothing
    if (
        invites
        and country is not None
        and chief.chain
        and chief.chain[0].party == country
        and any(r.date and bounded(r.date) for r in group)
    ):
        return True  # a side that invites the other to its own city on a day
    return fixed and _by_host(chief.chain, dispatch.main, country)


def _soon(ctx: Context, report: Report) -> bool:
    """Whether a report's time is "soon" or the like, from which nobody can tell a day."""
    if not (report.date or "").endswith("/.."):
        return False
    said = ctx.scene.parsed.document.field(report.field)[report.start : report.end].casefold()
    return any(word in said for word in words("nouns", "soon"))


def _third(chain: tuple[Link, ...], main: tuple[str, ...]) -> bool:
    """Whether a speaker belongs to none of those who meet."""
    return bool(chain) and len(main) > 1 and chain[0].party is not None and chain[0].party not in main


def _fixed_by_both(dispatch: Dispatch, slot: Slot, chief: Report) -> bool:
    """Whether both sides have fixed it together, or one confirms what the other announced."""
    if chief.chain and _DOCUMENT.match(chief.chain[0].name):
        return chief.date is not None or chief.venue is not None
    if not chief.chain or _ALL.search(chief.chain[0].name) or (len(chief.chain) > 1 and _JOINT.search(chief.chain[-1].name)):
        return chief.joint and chief.date is not None
    if len(dispatch.main) > 1 and chief.chain[0].party is None and _PAIR.match(chief.chain[0].name):
        return chief.date is not None or chief.venue is not None
    first = {r.chain[0].party for r in slot.reports if r.chain and r.status in PLANNED and r.order < chief.order}
    party = chief.chain[0].party
    return chief.cue == "confirm" and party is not None and bool(first - {None, party})


_ALL = re.compile(
    r"^(?:(?:the|both|two) )*(?:sides|parties|delegations|governments|countries|teams|negotiators|communiqu[eé]|statement)$|\bjoint\b",
    re.I,
)
_PAIR = re.compile(r"[A-Z][\w.' -]* and (?:the )?[A-Z][\w.' -]*$")
_JOINT = re.compile(r"\b(?:communiqu[eé]|joint|declaration|document|text|protocol)\b", re.I)
_DOCUMENT = re.compile(
    r"(?:(?:the|a|their|its|this|that|final|closing|concluding|joint|common|press|shared|agreed|official)\s+)*"
    r"(?:communiqu[eé]|declaration|joint (?:press )?(?:statement|release|text|readout)|agreed (?:minutes|record|text))\b",
    re.I,
)
_BOTH = re.compile(
    r"(?:the )?(?:both|two) (?:[a-z]+ )?(?:sides|parties|delegations|governments|countries|capitals|teams|ministries)\b|"
    r"(?:the two|(?:the )?both(?: the)?) (?:[a-z]+ )?(?:ministers|men|women|"
    r"negotiators|envoys|leaders|presidents|officials|spokesmen|spokespersons|representatives)\b|"
    r".*\bof (?:the two|both) (?:countries|sides|governments|states|parties)\b",
    re.I,
)


def _by_host(chain: tuple[Link, ...], main: tuple[str, ...], country: str | None) -> bool:
    """Whether the word is that of a host or mediator: of someone who is no party to the talks."""
    if not chain:
        return False
    first = chain[0]
    if len(main) > 2 and first.party is not None and first.party == country:  # one of three invites the others
        return True
    if first.role and ("mediat" in first.role.lower() or "facilitat" in first.role.lower()):
        return True
    if _mediating(first.name) or _BOTH.match(first.name):
        return True
    if first.party in _MEDIATING or _HEAD_OF_UN.search(first.name):
        return True
    if main and country is not None and first.party == country and country not in main:
        return True
    sides = [party for party in main if party not in _MEDIATING]
    return len(sides) >= 2 and first.party is not None and first.party not in main and first.kind != "agency"


def _mediating(name: str) -> bool:
    """Whether the words for a speaker name a mediator or a body that mediates."""
    said = f" {' '.join(re.findall(r'[a-z]+', name.casefold()))} "
    return any(f" {word} " in said for word in words("nouns", "mediating")) or "mediat" in said or "facilitat" in said


#: Bodies that bring others together, also where the text names them beside the parties.
_MEDIATING = frozenset({"UN", "AU", "OSCE", "IGAD"})
_HEAD_OF_UN = re.compile(r"\bsecretary-general\b", re.I)
