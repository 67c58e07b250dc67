"""Who is said to meet: "X met Y", "X and Y sat down", "talks between X and Y", "the foreign ministers of Peru and Chile"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from detente.codebook.parties import kind_of
from detente.model import Head
from detente.reading.grammar import is_verb, subject
from detente.reading.lemmas import lemma, noun_lemma
from detente.reading.parse import Sentence
from detente.reading.talks.context import Context
from detente.reading.talks.delegates import TITLE, WORDS, Delegate, Heads, delegates, stand
from detente.reading.talks.mentions import Mention, is_meeting
from detente.reading.talks.status import status_of

if TYPE_CHECKING:
    from detente.reading.tree import Token


def meeting(
    ctx: Context,
    sentence: Sentence,
    main: Collection[str],
    own: Mention | None = None,
    *,
    among: Sequence[Mention] = (),
    real: bool = False,
) -> Heads:
    """Those whom a sentence says to meet each other: subject and object of "meet", "held talks with", the talks "between" them.

    `own` keeps to the people of one meeting, one of those `among` which the sentence tells; `real` to meetings that have begun.
    """
    people = delegates(ctx, sentence)
    mentions = ctx.mentions(sentence) if real and people else among
    alone = len(mentions) < 2
    apart = {i for m in mentions if own is not None and m.token.i != own.token.i for i in m.anchors()}
    unreal = [m for m in mentions if real and (s := status_of(m)) is not None and s.value not in ("held", "under_way")]
    groups: dict[int, list[tuple[str, Head]]] = {}
    for party, head, verb in (*_by_name(ctx, sentence, people), *_by_office(ctx, sentence, main, past=own is None or _happened(own))):
        if (own is None or alone or _belongs(verb, own, apart)) and not any(verb.i in m.anchors() for m in unreal):
            groups.setdefault(verb.i, []).append((party, head))
    found: Heads = {}
    for group in groups.values():
        parties = {p for p, _ in group}
        beside = own is not None and _happened(own) and bool(parties & set(main))  # one side with those who go between
        if len(parties) > 1 and (beside or len(parties & set(main)) > 1 or len(main) < 2):
            for party, head in group:
                found.setdefault(party, head)
    return of_sides(found, main)


def _happened(mention: Mention) -> bool:
    status = status_of(mention)
    return status is not None and status.value in ("held", "under_way")


def _by_name(ctx: Context, sentence: Sentence, people: list[Delegate]) -> Iterator[tuple[str, Head, Token]]:
    between = dict(_between(sentence, people))
    verbs: dict[int, Token] = {}
    for n, person in enumerate(people):
        verb = between.get(n) or _meets(person)
        if person.given and verb is None:  # "X for Peru and Y for Chile sat down": the parser hangs Y on the first "for"
            verb = next((v for p in people if p.given and p is not person and (v := _meets(p)) is not None), None)
        if verb is not None:
            verbs[verb.i] = verb
            yield person.party, person.head, verb
    for verb in verbs.values():  # "he would sit down with X": he who says so
        who = subject(verb)
        if who is None or who.lower_ not in ("he", "she", "i"):
            continue
        at = sentence.paragraph.offset(who)
        voice = ctx.speaker_of(sentence.field, at, at + len(who))
        if voice is not None and voice.chain and voice.chain[0].kind == "person" and voice.chain[0].party:
            yield voice.chain[0].party, Head(voice.chain[0].name, voice.chain[0].role), verb
        elif voice is None and (before := _subject_before(ctx, sentence)) is not None:
            yield before.party, before.head, verb


def _subject_before(ctx: Context, sentence: Sentence) -> Delegate | None:
    """The only person who is subject of the sentence before in the same paragraph: whom "he" means in the outlet's own voice."""
    before = ctx.sentences[sentence.index - 1] if sentence.index else sentence
    if before is sentence or before.paragraph.index != sentence.paragraph.index or before.field != sentence.field:
        return None
    people = [d for d in delegates(ctx, before) if d.relation == "nsubj"]
    return people[0] if len(people) == 1 else None


def _between(sentence: Sentence, people: list[Delegate]) -> Iterator[tuple[int, Token]]:
    """Indices of the people of "the meeting between X and Y", by their order: the parser may give Y to the verb after it."""
    for token in sentence.span:
        if token.lower_ not in ("between", "of") or not (is_meeting(token.head) or token.head.lower_ in WORDS["encounter"]):
            continue
        last: int | None = None
        for n, person in enumerate(people):
            if person.token.i < token.i:
                continue
            stretch = sentence.paragraph.doc[(token.i if last is None else people[last].token.i) + 1 : person.token.i]
            joined = last is None or any(t.lower_ in ("and", ",") for t in stretch)
            if not joined or len(stretch) > TITLE or any((is_verb(t) and t.tag_ != "VBN") or t.text in (":", ";") for t in stretch):
                break
            yield n, token.head
            last = n


def announced(ctx: Context, sentence: Sentence, main: Collection[str]) -> Heads:
    """The people of "the meeting between X and Y", of two parties at least."""
    people = delegates(ctx, sentence)
    found = {people[n].party: people[n].head for n, _ in reversed([*_between(sentence, people)])}
    return of_sides(found, main) if len(found) > 1 else {}


def of_sides(heads: Heads, main: Collection[str]) -> Heads:
    """Heads less those of hosts and mediators: of two parties only their own; of more, no organisation beside two countries."""
    if len(main) == 2:
        return {p: h for p, h in heads.items() if p in main} if all(kind_of(p) != "organization" for p in main) else heads
    states = {p: h for p, h in heads.items() if kind_of(p) != "organization" or (p in main and len(main) > 2)}
    return states if len(states) > 1 else heads


def _meets(person: Delegate) -> Token | None:
    """The verb by which a person meets others, or the noun for the meeting; None where he does something else."""
    over, relation = person.over, person.relation
    if over is None:
        return None
    if not is_verb(over):
        noun = is_meeting(over) or over.lower_ in WORDS["encounter"]
        if not noun or relation not in ("between", "with", "of", "among", "by", "and"):
            return None
        return over.head if over.dep_ in ("dobj", "attr", "pobj") and is_verb(over.head) else over
    if relation in ("nsubj", "nsubjpass", "agent", "by", "conj", "dobj", "with", "opposite", "against", "between", "to"):
        return _verb_of_meeting(over, relation)
    return None


def _verb_of_meeting(verb: Token, relation: str) -> Token | None:
    """A verb of meeting, or one that a person comes to do ("flew in to meet"); who agrees to meet need not be the one who will."""
    if _joint(verb, relation):
        return verb
    if relation != "nsubj":
        return None
    for child in verb.children:
        if child.dep_ in ("xcomp", "advcl", "conj") and is_verb(child) and subject(child) is subject(verb) and _joint(child, relation):
            return None if lemma(verb) in WORDS["deciding"] else child
        if child.dep_ == "prep" and (met := _on_the_way(child)) is not None:
            return met
    return None


def _on_the_way(prep: Token) -> Token | None:
    """What somebody does around something else: "said after meeting X", "flew in for talks with X"."""
    for goal in prep.children:
        if (
            goal.dep_ == "pcomp"
            and goal.tag_ == "VBG"
            and prep.lower_ in ("after", "before", "on", "while", "since")
            and _joint(goal, "nsubj")
        ):
            return goal
        if prep.lower_ == "for" and goal.dep_ == "pobj" and is_meeting(goal) and any(c.lower_ == "with" for c in goal.children):
            return goal
    return None


#: Verbs by which people meet only where a meeting is their object.
_HOLDING = frozenset(
    [
        "hold",
        "keep",
        "have",
        "resume",
        "open",
        "conduct",
        "conclude",
        "wrap",
        "begin",
        "start",
        "end",
        "close",
        "finish",
        "complete",
        "wind",
        "wound",
        "continue",
        "kick",
    ]
)


def _joint(verb: Token, relation: str) -> bool:
    word = lemma(verb)
    if word == "see":  # "had seen each other in Lima"
        return any(c.dep_ == "dobj" and c.lower_ in ("other", "another") for c in verb.children)
    if word not in WORDS["meet"]:
        return False
    if word in _HOLDING:
        return any(c.dep_ in ("dobj", "nsubjpass") and (is_meeting(c) or _meeting_of(c)) for c in verb.children)
    if word == "shake":
        return any(c.dep_ == "dobj" and c.lower_ == "hands" for c in verb.children)
    if word in ("speak", "talk"):
        return relation == "with" or any(c.lower_ in ("with", "to") and _each_other(c) for c in verb.children)
    return True


def _meeting_of(noun: Token) -> bool:
    return any(c.lower_ == "of" and any(is_meeting(g) for g in c.children) for c in noun.children)


def _each_other(prep: Token) -> bool:
    return any(c.lower_ in ("other", "another") or c.tag_ == "NNP" for c in prep.children)


def _belongs(verb: Token, own: Mention, others: Collection[int]) -> bool:
    """Whether a verb of meeting is that of a mention, or in its clause and no other mention's."""
    anchors = own.anchors()
    return verb.i in anchors or (verb.i not in others and (verb.head.i in anchors or any(c.i in anchors for c in verb.children)))


_OFFICES = ("minister", "president", "leader", "premier", "chancellor", "commander", "envoy", "negotiator", "chief", "secretary", "adviser")


def _by_office(ctx: Context, sentence: Sentence, main: Collection[str], *, past: bool) -> Iterator[tuple[str, Head, Token]]:
    """People meant by an office of several parties that meets ("the foreign ministers of Peru and Chile sat down").

    Offices without their parties ("the two leaders") count only where the meeting is past: who is to come is not told by them.
    """
    for token in sentence.span:
        if token.tag_ not in ("NNS", "NNPS") or noun_lemma(token.lower_) not in _OFFICES:
            continue
        if not past and not _parties_within(ctx, token):
            continue
        _, relation, over = stand(token)
        if over is None or not is_verb(over) or relation not in ("nsubj", "nsubjpass", "dobj") or not _joint(over, relation):
            continue
        for party, head in of_office(ctx, token, main).items():
            yield party, head, over


def _parties_within(ctx: Context, noun: Token) -> set[str]:
    return {f.code for t in noun.subtree if t.text[:1].isupper() and (f := ctx.scene.cast.named(t.text)) is not None}


def of_office(ctx: Context, noun: Token, main: Collection[str]) -> Heads:
    """The people whom the text names with the office that a plural means, one of each party of the words, else of the main ones."""
    kind = [t.lower_ for t in noun.subtree if t.i < noun.i and t.lower_ in WORDS["kinds"]]
    wanted = " ".join([*kind, noun_lemma(noun.lower_)]).replace("defense", "defence")
    named = _parties_within(ctx, noun)
    found: Heads = {}
    for person in ctx.scene.cast.people():
        role = (person.role or "").lower().replace("defense", "defence")
        fits = (wanted in role and (wanted != "minister" or "prime minister" not in role)) or (
            wanted == "leader" and any(w in role for w in WORDS["top"])
        )
        if person.party in (named or set(main)) and fits and not any(w in role.split() for w in WORDS["below"] - set(kind)):
            found.setdefault(person.party or "", Head(person.name, person.role))
    return found
