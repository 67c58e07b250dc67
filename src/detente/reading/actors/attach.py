"""What a paragraph says of the names in it: titles before and after, relative clauses, possessors, and who leads a delegation."""

from __future__ import annotations

from itertools import pairwise

from detente.reading.actors.leads import add_leaders
from detente.reading.actors.line import Line, trim
from detente.reading.actors.named import MARKS, Named
from detente.reading.actors.phrases import Phrase
from detente.reading.actors.vocabulary import (
    APPOINTED,
    BETWEEN,
    DELEGATIONS,
    HOLD_VERBS,
    HONORIFICS,
    HOUSES,
    HUMAN_VERBS,
    LEAD_VERBS,
    MEETING_VERBS,
    MIRRORS,
    OFFICES,
    RANKS,
    STAND_VERBS,
)
from detente.reading.lemmas import lemma, verb_lemma

#: What only a person utters.
WORDS_OF = frozenset({"version", "comment", "remark", "statement", "account", "speech", "view", "opinion", "assessment", "reply", "answer"})


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
    _apposed(named, [p for p in phrases if p.sort in ("role", "collective")])
    houses = {i: state for i, word in enumerate(line.low) if word == "government"} if state else {}
    add_leaders(line, named, {**houses, **{p.head: p.party for p in phrases if p.party}})
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
    if line.at(run.start - 1) in MARKS and (code := _possessor(line, run.start - 2)):
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
    _stands_for(one)
    if line.at(run.end) == "from" and (code := line.code_at(run.end + (2 if line.at(run.end + 1) == "the" else 1))):
        one.hints.append(("of", code))
    if line.at(run.end) == "(" and (code := line.code_at(run.end + 1)) and line.at(run.end + 2) == ")":
        one.hints.append(("of", code))
    if line.at(run.end) in MARKS and line.base[min(run.end + 1, len(line.base) - 1)] in WORDS_OF:
        one.acts = True  # "X's version came first"
        return
    head = line.tokens[run.end - 1].head
    one.acts = (
        lemma(head) in HUMAN_VERBS and head.tag_.startswith("VB") and line.tokens[run.end - 1].dep_ in ("nsubj", "nsubjpass", "agent")
    )
    one.acts = one.acts or (run.end - run.start > 1 and any(sign == "of" for sign, _ in one.hints) and _is_met(line, run.end - 1))
    one.acts = one.acts or (
        verb_lemma(line.at(run.start - 1)) in ("say", "write", "tell", "add") and line.tag_at(run.start - 1).startswith("V")
    )


def _is_met(line: Line, i: int) -> bool:
    """Whether a name is of somebody whom others meet ("received X of Peru", "shook hands with X of Peru")."""
    token = line.tokens[i]
    if token.dep_ == "dobj":
        return lemma(token.head) in MEETING_VERBS
    prep = token.head
    return (
        token.dep_ == "pobj"
        and prep.lower_ in ("with", "opposite", "from", "beside")
        and any(lemma(a) in MEETING_VERBS for a in prep.ancestors)
    )


def _stands_for(one: Named) -> None:
    """ "X signed for Peru", "X, for Peru, called it good", "X, speaking for Peru", "X, one of the mediators named by the AU"."""
    line, i = one.line, one.run.end
    i += line.at(i) == ","
    i += 2 if line.at(i) in ("who", "which") and line.at(i + 1) in ("is", "was", "has") else line.at(i) == "who"
    word = verb_lemma(line.at(i)) if line.tag_at(i).startswith("V") else ""
    bare = line.at(i) == "for" and i > one.run.end
    if word in STAND_VERBS and line.at(i + 1) in ("in", "as", "on"):  # "who acts in that office for Peru"
        i = next((k for k in range(i + 1, min(i + 6, len(line.low) - 2)) if line.low[k + 1] == "for" and line.tag[k].startswith("NN")), i)
    if (word in STAND_VERBS and line.at(i + 1) == "for") or bare:
        k = i + (1 if bare else 2)
        k += line.at(k) == "the"
        code, known = line.code_at(k), line.cover[k] if k < len(line.cover) else None
        after = line.at(known.end) if known is not None else ""
        if code is not None and (not bare or after in (",", ";", ")")):
            one.hints.append(("clause", code))
            one.acts = True
        return
    for k in range(i, min(i + 9, len(line.text) - 2)):
        if line.tag[k] in ("VBD", "VBZ", "VBP", "MD") or line.low[k] in (".", ";"):
            return
        if line.low[k] in APPOINTED and line.at(k + 1) == "by" and line.base[k - 1] in OFFICES and i > one.run.end:
            code = line.code_at(k + (3 if line.at(k + 2) == "the" else 2))
            if code is not None:
                one.hints.append(("clause", code))
                one.acts = True
            return


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
        of = [dict(n.hints).get("of") for n in (before, one)]
        row = len(between) < 6 and between[:1] == ["of"] and between[-1] in ("and", ",")
        if row and None not in of and of[0] != of[1] and min(n.run.end - n.run.start for n in (before, one)) > 1:
            before.acts = one.acts = True  # "X of Peru and Y of Chile took stock"
        if between == ["and"] and (before.acts or before.titles) and one.run.end - one.run.start > 1:
            one.acts = True  # "X and Y put their names to it"


def _shared(named: list[Named], roles: list[Phrase], used: set[int]) -> None:
    """Plural titles before several names: "defence ministers X and Y", "Presidents X and Y"; and a role that mirrors another."""
    for role in roles:
        if not role.plural or role.start not in used:
            continue
        group = [n for n in named if n.run.start >= role.head]
        for before, after in pairwise(group):
            own = (before.line.low[k] for k in range(before.run.end, after.run.start) if before.line.code_at(k) is None)
            between = [w for w in own if w not in ("of", "the")]  # "Presidents X of Peru and Y of Chile"
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


def _apposed(named: list[Named], roles: list[Phrase]) -> None:
    """Let names in a row after the office of several parties be people's ("the ministers of Peru and Chile, X and Y, met")."""
    at = {n.run.start: i for i, n in enumerate(named)}
    for role in roles:
        first = at.get(role.end + 1) if role.plural else None
        if first is None or named[first].line.at(role.end) != ",":
            continue
        last = first
        while last + 1 < len(named):
            line = named[last].line
            row = range(named[last].run.end, named[last + 1].run.start)
            between = [line.low[k] for k in row if line.code_at(k) is None]
            if not set(between) & {",", "and", "&"} or not set(between) <= {",", "and", "&", "of", "from", "for", "the"}:
                break  # "the chief negotiators, X of Peru and Y of Chile"
            if role.sort == "collective" and len(between) == len(row):
                break  # "the two sides, Fatah and Hamas"
            last += 1
        if last > first:
            for one in named[first : last + 1]:
                one.acts = True


def _of_delegation(line: Line, title: Phrase) -> bool:
    """Whether a title, of a name in the same paragraph, is that of the head of a delegation or of a chief negotiator."""
    words = set(line.base[title.start : title.end]) | set(line.low[title.start : title.end])
    return title.noun in ("head", "leader", "chief", "negotiator") and bool(
        words & {"delegation", "team"} or (words & {"negotiator"} and words & {"chief", "lead", "top", "main"})
    )
