"""Who leads which delegation, as the words of a paragraph say: "X led the Russian team and Y the Ukrainian one"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from detente.reading.actors.line import Line
from detente.reading.actors.named import MARKS, Named
from detente.reading.actors.vocabulary import DELEGATIONS, LEAD_VERBS
from detente.reading.grammar import is_passive
from detente.reading.lemmas import lemma


def add_leaders(line: Line, named: list[Named], houses: Mapping[int, str | None]) -> None:
    """Who leads which delegation: "X led the Russian team and Y the Ukrainian one", "was headed by X".

    `houses` holds the parties of houses by their nouns ("the *government* delegation").
    """
    for token in line.tokens:
        if not token.tag_.startswith("VB") or lemma(token) not in LEAD_VERBS:
            continue
        passive = is_passive(token)
        led, right = _delegation(line, token.i, passive, houses)
        if not led:
            continue
        code = led if isinstance(led, str) else None
        person = _leader(named, token.i, passive)
        if person is None:
            continue
        person.leading, person.leads = True, code or person.leads
        if code:
            person.hints.insert(0, ("leads", code))
        _gapped(line, named, person, token.i, right, passive)


#: How far before its verb a delegation may stand.
_FAR = 25


def _delegation(line: Line, verb: int, passive: bool, houses: Mapping[int, str | None]) -> tuple[str | bool, int]:
    """The party of the delegation that a verb of leading has (True where none is given), and where it ends."""
    places: Iterable[int] = range(verb - 1, max(-1, verb - 9), -1) if passive else range(verb + 1, min(len(line.text), verb + 10))
    led = next((c for c in line.tokens[verb].children if c.dep_ == "nsubjpass"), None) if passive else None
    if led is not None and verb - led.i < _FAR:  # "the Lebanese team, four strong, was led by X"
        places = [*range(led.i, led.left_edge.i - 1, -1)]
    code, found, end = None, False, verb
    for k in places:
        if found and not passive and (line.low[k] in ("in", "at", "for", "to", "and", ",") or line.run_at(k) is not None):
            break
        if line.tokens[k].is_sent_start and not passive and k > verb + 1:
            break
        if line.text[k] in (".", ";") or (line.run_at(k) is not None and not passive and not found and line.at(k + 1) not in MARKS):
            break
        code = code or line.code_at(k) or houses.get(k)
        found = found or line.base[k] in DELEGATIONS or line.low[k] in DELEGATIONS
        end = max(end, k)
        if code and (found or (line.at(k + 1) in MARKS and not line.tag_at(k + 2).startswith(("NN", "JJ")))):
            return code, k + 1
        if line.text[k] == ",":
            break
    return found, end


def _leader(named: list[Named], verb: int, passive: bool) -> Named | None:
    if passive:
        after = [n for n in named if verb < n.run.start <= verb + 12]
        return after[0] if after else None
    before = [n for n in named if verb - 16 <= n.run.start < verb]
    if not before:
        return None
    token = before[0].line.tokens[verb]
    subjects = {c.i for c in token.children if c.dep_ == "nsubj"}
    for one in before:
        if any(one.run.start <= i < one.run.end for i in subjects):
            return one
    return before[-1] if before[-1].line.tokens[before[-1].run.start].sent == token.sent else None


def _gapped(line: Line, named: list[Named], first: Named, verb: int, right: int, passive: bool) -> None:
    """The second half: "… and Y the Ukrainian one", "… and Z Sudan's", "by X for China and by Y for the United States"."""
    sentence = line.tokens[verb].sent
    for one in named:
        if one is first or one.leading or not (verb < one.run.start and sentence.start <= one.run.start < sentence.end):
            continue
        k = one.run.end
        while line.at(k) in (",", "the", "for"):
            k += 1
        code = line.code_at(k)
        known = line.cover[k] if code else None
        if code is None or known is None:
            continue
        after = line.at(known.end)
        if after in MARKS or after in DELEGATIONS or line.at(k - 1) == "for" or (line.at(k - 2) == "for"):
            one.leading, one.leads = True, code
            one.hints.insert(0, ("leads", code))
