"""What is on the table and what came of it: issues, outcomes, commitments, assessments, no information."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from detente.model import Claim
from detente.reading.agenda.antecedents import Things
from detente.reading.agenda.assessments import find_assessments
from detente.reading.agenda.bullets import find_listed
from detente.reading.agenda.commitments import find_commitments
from detente.reading.agenda.enumerations import find_answers, find_singled_out
from detente.reading.agenda.issues import find_issues, with_antecedents
from detente.reading.agenda.matching import Match, Passage, matches
from detente.reading.agenda.outcomes import find_outcomes
from detente.reading.agenda.rules import FILES, rules_of
from detente.reading.agenda.scope import is_aside, of_the_past, without_doubles
from detente.reading.agenda.unknowns import find_unknowns
from detente.reading.agenda.who import Roll
from detente.reading.frames import Scene

_FINDERS: dict[str, Callable[[Iterable[Match]], Iterator[Claim]]] = {
    "issue": find_issues,
    "outcome": find_outcomes,
    "commitment": find_commitments,
    "assessment": find_assessments,
    "no_information": find_unknowns,
}


@cache
def _order() -> dict[str, int]:
    """Where each rule stands in its file."""
    return {f"{kind}.{rule.name}": at for kind in FILES for at, rule in enumerate(rules_of(kind))}


def find_agenda(scene: Scene) -> list[Claim]:
    """Issues, outcomes, commitments, assessments and what is not known, in the order of the text."""
    roll, things = Roll(scene), Things(scene.parsed)
    found: list[Claim] = []
    for sentence in scene.parsed.sentences:
        if sentence.field != "text" or is_aside(sentence, roll):
            continue
        matched: dict[str, list[Match]] = {}
        passage = Passage(sentence, roll, things)
        for match in matches(passage):
            matched.setdefault(match.rule.claim, []).append(match)
        for kind, of_kind in matched.items():
            claims = [claim for claim in _FINDERS[kind](of_kind) if not of_the_past(claim, roll)]
            found += without_doubles(claims, _order())
            found += find_singled_out(passage, claims) if kind == "issue" else ()
        found += find_answers(passage)
    listed = list(find_listed(roll, things))
    found = [*(c for c in found if not any(_within(c, item) for item in listed)), *listed]
    issues = with_antecedents([c for c in found if c.kind == "issue"])
    found = [*(c for c in found if c.kind != "issue"), *issues]
    return sorted(found, key=lambda c: (c.evidence.start, c.evidence.end, c.kind))


def _within(claim: Claim, item: Claim) -> bool:
    """Whether a claim reads words that a line of a list has told already."""
    return claim.kind == item.kind and claim.evidence.start < item.evidence.end and claim.evidence.end > item.evidence.start
