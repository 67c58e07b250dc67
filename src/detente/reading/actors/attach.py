"""What a paragraph says of the names in it: titles before and after, relative clauses, possessors, and who leads a delegation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from detente.reading.actors.line import Line, Run, trim
from detente.reading.actors.phrases import Phrase
from detente.reading.actors.vocabulary import BETWEEN, DELEGATIONS, HOLD_VERBS, HONORIFICS, HOUSES, HUMAN_VERBS, LEAD_VERBS, MIRRORS, RANKS
from detente.reading.grammar import is_passive
from detente.reading.lemmas import lemma, verb_lemma

#: What only a person utters.
WORDS_OF = frozenset({"version", "comment", "remark", "statement", "account", "speech", "view", "opinion", "assessment", "reply", "answer"})
_MARKS = ("'s", "’s", "'", "’")


@dataclass
class Named:
    """A name in a paragraph with all that the words about it say."""

    line: Line
    run: Run
    titles: list[Phrase] = field(default_factory=list)
    honorific: str = ""

    #: Parties from weaker signs, best first: (sign, code).
    hints: list[tuple[str, str]] = field(default_factory=list)

    #: The party whose delegation he or she leads.
    leads: str | None = None
    leading: bool = False

    #: A role told in a relative clause ("runs the ministry's North Atlantic department").
    clause: str | None = None

    #: Whether it says, tells, meets, …
    acts: bool = False

    @property
    def text(self) -> str:
        """The name as written, without an honorific within it."""
        start = self.run.start
        while start < self.run.end - 1 and self.line.low[start] in HONORIFICS | RANKS and self.run.end - start > 2:
            start += 1
        return self.line.words(start, self.run.end)


def attach(line: Line, phrases: list[Phrase], state: str | None = None) -> tuple[list[Named], set[int]]:
    """The names of a paragraph with their titles, and which phrases (by start) were titles.

    `state` is the country whose "government delegation" it is, where an armed group sits opposite.
    """
    runs = [r for r in line.runs if trim(line, r) is not None]
    named = [Named(line, run) for run in runs]
    roles = [p for p in phrases if p.sort == "role"]
    used: set[int] = set()
    by_end = {p.end: p for p in reversed(roles)}  # of two that end together the whole one
    by_head = {p.head + 1: p for p in roles}
    by_start = {p.start: p for p in phrases if p.sort in ("role", "house")}
    for one in named:
        _before(one, by_end, by_head, used)
    for one in named:
        _after(one, by_start, used)
        _around(one)
        _posted(one)
    _for_each(named)
    _shared(named, roles, used)
    houses = {i: state for i, word in enumerate(line.low) if word == "government"} if state else {}
    _leaders(line, named, {**houses, **{p.head: p.party for p in phrases if p.party}})
    return named, used


def _before(one: Named, by_end: dict[int, Phrase], by_head: dict[int, Phrase], used: set[int]) -> None:
    """A title straight before the name, or before a comma: "Oman's foreign minister, X,"."""
    line, start = one.line, one.run.start
    while start > 0 and line.low[start - 1] in HONORIFICS | RANKS and line.run_at(start - 1) is None:
        one.honorific = f"{line.text[start - 1]} {one.honorific}".strip()
        start -= 1
    title = by_end.get(start) or by_end.get(one.run.start) or by_head.get(one.run.start)
    if title is not None and not (
        title.determiner == "a" and title.start < title.head and title.head + 1 == one.run.start and not line.tokens[one.run.start].dep_
    ):
        one.titles.append(title)
        used.add(title.start)
        if title.noun not in RANKS:
            return
        start = title.start  # "the army spokesman, Colonel X,"
    if line.at(start - 1) == "," and (title := by_end.get(start - 1)) is not None:
        after = line.at(one.run.end)
        if (
            (title.determiner or title.party)
            and not title.plural
            and (after in (",", ".", ")", "of", ";", ":", "") or line.tag_at(one.run.end).startswith(("V", "MD")))
        ):
            one.titles.append(title)
            used.add(title.start)


def _after(one: Named, by_start: dict[int, Phrase], used: set[int]) -> None:
    """An apposition or relative clause after the name: "X, the French foreign minister,", "X, who runs …"."""
    line, i = one.line, one.run.end
    if line.at(i) not in (",", "(", "—", "–", "is", "was"):
        return
    i += 1
    steps = 0
    while steps < 6 and line.at(i) in BETWEEN:
        i, steps = i + 1, steps + 1
    if line.at(i - 1) == "who" or (line.at(one.run.end + 1) == "who" and line.tag_at(i).startswith("V")):
        _clause(one, i)
        return
    title = by_start.get(i)
    one_of = line.at(i) == "one" and line.at(i + 1) == "of"  # "one of the government's negotiators"
    if one_of:
        title = by_start.get(i + 2)
    if title is None and steps == 0:
        title = _late(line, i, by_start)
    if title is None or title.sort != "role" or title.start in used:
        return
    following = line.run_at(title.head + 1)
    if following is not None and following.start == title.head + 1 and line.at(one.run.end) == ",":
        return
    if one.run.end - one.run.start == 1 and line.at(one.run.start - 1) in ("in", "at", "from", "near", "to", "outside"):
        return
    if (title.plural and not one_of) or (line.at(one.run.end) in ("is", "was") and steps > 0):
        return
    one.titles.append(title)
    used.add(title.start)


def _late(line: Line, i: int, by_start: dict[int, Phrase]) -> Phrase | None:
    """A role after an adverb or month in apposition: "X, since last month Russia's ambassador"."""
    for k in range(i, min(i + 4, len(line.text))):
        if line.text[k] in (",", ".", ";") or line.tag[k].startswith("V"):
            return None
        found = by_start.get(k)
        if found is not None:
            return found if line.at(i) in ("since", "until", "now", "then", "currently", "formerly", "himself", "herself", "also") else None
    return None


def _clause(one: Named, i: int) -> None:
    """ "who negotiates for Ethiopia", "who heads Ukraine's military intelligence"."""
    line = one.line
    if verb_lemma(line.at(i)) not in HOLD_VERBS or not line.tag_at(i).startswith("V"):
        return
    end = i + 1
    while (
        end < len(line.text)
        and end - i < 14
        and line.text[end] not in (",", ".", ";", ":", "—")
        and line.tag[end] not in ("VBD", "VBZ", "VBP", "MD")
    ):
        end += 1
    blocked = False
    for k in range(i + 1, end):
        blocked = blocked or line.low[k] in ("to", "with", "against", "on", "in")
        code = line.code_at(k)
        if code is not None and not blocked:
            one.hints.insert(0, ("clause", code))
            if verb_lemma(line.at(i)) in LEAD_VERBS and any(line.base[m] in DELEGATIONS for m in range(i, end)):
                one.leads, one.leading = code, True
            break
    while end > i + 1 and line.low[end - 1] in ("and", "or", "to", "but"):
        end -= 1
    one.clause = line.words(i, end)


def _possessor(line: Line, i: int) -> str | None:
    """The party of what a possessive mark stands behind ("Russia's", "the Brazilian Trade Ministry's")."""
    code = line.code_at(i)
    k = i
    while code is None and k >= 0 and i - k < 6 and line.base[i] in HOUSES and line.tag[k].startswith(("NN", "JJ")):
        code, k = line.code_at(k), k - 1
    return code


def _around(one: Named) -> None:
    """Signs beside the name: "the Foreign Office's X", "X of Colombia", "X of the State Department", "X (Russia)"; a verb of speech."""
    line, run = one.line, one.run
    if line.at(run.start - 1) in _MARKS and (code := _possessor(line, run.start - 2)):
        one.hints.append(("possessor", code))
    if line.at(run.end) == "of":
        k = run.end + (2 if line.at(run.end + 1) == "the" else 1)
        limit = min(k + 3, len(line.text))
        for m in range(k, limit):
            code, known = line.code_at(m), line.cover[m]
            if code is not None and known is not None:
                strong = known.entry.sort in ("institution", "adjective") or any(
                    line.base[x] in HOUSES | DELEGATIONS for x in range(m, min(m + 4, len(line.text)))
                )
                one.hints.append(("of-house" if strong else "of", code))
                break
    if line.at(run.end) == "for" and (code := line.code_at(run.end + (2 if line.at(run.end + 1) == "the" else 1))):
        one.hints.append(("for", code))
    if line.at(run.end) == "(" and (code := line.code_at(run.end + 1)) and line.at(run.end + 2) == ")":
        one.hints.append(("of", code))
    if line.at(run.end) in _MARKS and line.base[min(run.end + 1, len(line.base) - 1)] in WORDS_OF:
        one.acts = True  # "X's version came first"
        return
    head = line.tokens[run.end - 1].head
    one.acts = (
        lemma(head) in HUMAN_VERBS and head.tag_.startswith("VB") and line.tokens[run.end - 1].dep_ in ("nsubj", "nsubjpass", "agent")
    )
    one.acts = one.acts or (
        verb_lemma(line.at(run.start - 1)) in ("say", "write", "tell", "add") and line.tag_at(run.start - 1).startswith("V")
    )


def _posted(one: Named) -> None:
    """ "X at the head of the Norwegian team", "X in charge of Chile's delegation"."""
    line, i = one.line, one.run.end
    i += line.at(i) == ","
    if tuple(line.low[i : i + 4]) not in _POSTS and tuple(line.low[i : i + 3]) not in _POSTS:
        return
    for k in range(i + 3, min(i + 8, len(line.text))):
        code = line.code_at(k)
        if code is not None and any(line.base[m] in DELEGATIONS for m in range(k, min(k + 5, len(line.text)))):
            one.leads, one.leading = code, True
            one.hints.insert(0, ("leads", code))
            return


_POSTS = frozenset({("at", "the", "head", "of"), ("at", "the", "helm", "of"), ("in", "charge", "of")})


def _for_each(named: list[Named]) -> None:
    """Names that share a pattern with the one before: "X for Norway and Y for Chile", "X speaking for Norway and Y for Chile"."""
    for before, one in pairwise(named):
        line = one.line
        between = line.low[before.run.end : one.run.start]
        if one.hints and one.hints[0][0] == "for" and "for" in between and "and" in between and len(between) < 8:
            one.acts = True


def _shared(named: list[Named], roles: list[Phrase], used: set[int]) -> None:
    """Plural titles before several names: "defence ministers X and Y", "Presidents X and Y"; and a role that mirrors another."""
    for role in roles:
        if not role.plural or role.start not in used:
            continue
        group = [n for n in named if n.run.start >= role.head]
        for before, after in pairwise(group):
            between = before.line.low[before.run.end : after.run.start]
            if role in before.titles and between and set(between) <= {",", "and", "&"}:
                after.titles.append(role)
            else:
                break
    latest: Phrase | None = None
    for one in named:
        for i, title in enumerate(one.titles):
            if title.noun in MIRRORS and latest is not None:
                if title.party and _of_delegation(one.line, latest):
                    one.leads = title.party
                one.titles[i] = Phrase(
                    "role", title.start, title.head, title.end, latest.noun, "the", title.party, title.owner, core=title.core, past=False
                )
            elif title.noun not in MIRRORS:
                latest = title


def _of_delegation(line: Line, title: Phrase) -> bool:
    """Whether a title, of a name in the same paragraph, is that of the head of a delegation or of a chief negotiator."""
    words = set(line.base[title.start : title.end]) | set(line.low[title.start : title.end])
    return title.noun in ("head", "leader", "chief", "negotiator") and bool(
        words & {"delegation", "team"} or (words & {"negotiator"} and words & {"chief", "lead", "top", "main"})
    )


def _leaders(line: Line, named: list[Named], houses: Mapping[int, str | None]) -> None:
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
        if line.text[k] in (".", ";") or (line.run_at(k) is not None and not passive and not found and line.at(k + 1) not in _MARKS):
            break
        code = code or line.code_at(k) or houses.get(k)
        found = found or line.base[k] in DELEGATIONS or line.low[k] in DELEGATIONS
        end = max(end, k)
        if code and (found or (line.at(k + 1) in _MARKS and not line.tag_at(k + 2).startswith(("NN", "JJ")))):
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
        if after in _MARKS or after in DELEGATIONS or line.at(k - 1) == "for" or (line.at(k - 2) == "for"):
            one.leading, one.leads = True, code
            one.hints.insert(0, ("leads", code))
