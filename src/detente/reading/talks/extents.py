"""How many days a round took and on which day it began, told beside its meeting: "they took six", "had been meeting since Monday"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.model import PlaceMention, TimeExpression
from detente.model.edtf import bounds, valid
from detente.reading.grammar import is_verb, subject
from detente.reading.lemmas import lemma, noun_lemma
from detente.reading.parse import Sentence
from detente.reading.talks.context import Context
from detente.reading.talks.days import after_they_opened, day_part
from detente.reading.talks.lexicon import words
from detente.reading.talks.mentions import Mention, is_meeting
from detente.reading.talks.mode import mode
from detente.reading.talks.numbers import cardinal_of, ordinal_at, ordinal_of
from detente.reading.talks.sites import is_site

if TYPE_CHECKING:
    from detente.reading.tree import Token

#: A round of fewer days is told by its day, one of more by the names of months.
_FEWEST, _MOST = 2, 31
_LENGTH = re.compile(r"P(\d+)D$")


@dataclass(frozen=True)
class Extent:
    """What some words say of how long a meeting went on."""

    token: Token

    #: How many days.
    days: int | None = None

    #: The day on which it began, as EDTF.
    began: str | None = None

    #: Where the days were spent ("after five days in Quito").
    place: PlaceMention | None = None

    #: The days themselves ("spent two days in Quito, Wednesday and Thursday").
    times: tuple[TimeExpression, ...] = ()

    #: Told from its end ("broke up after four days"), which the day beside it then is.
    ended: bool = False

    #: The length of the round that the dispatch is about ("called the two days useful"), wherever that was told.
    whole: bool = False


def extents_of(ctx: Context, sentence: Sentence) -> list[Extent]:
    """What a sentence says of the length and the beginning of a meeting, whichever it is."""
    found: list[Extent] = []
    for time in ctx.times(sentence):
        token = ctx.root(sentence, time.start, time.end)
        if token is None:
            continue
        token = next((c for c in token.children if c.dep_ == "pobj"), token) if token.dep_ == "prep" else token
        number = _LENGTH.match(time.timex3.value)
        if number is not None and time.edtf is None and _FEWEST <= int(number[1]) <= _MOST:
            place, times = _spent_in(ctx, sentence, token), _spent_on(ctx, sentence, token)
            told = [*_lasted(token, int(number[1]))] or [*_over_days(token, time.text, int(number[1]))]
            found += [replace(e, place=place, times=times) for e in told]
        elif time.grain in ("day", "part_of_day") and time.edtf and _begun(ctx, token, time):
            found.append(Extent(token, began=day_part(time.edtf)))
    return found


def _spent_in(ctx: Context, sentence: Sentence, days: Token) -> PlaceMention | None:
    """The city in which people spent some days."""
    preps = [c for c in (*days.children, *days.head.children) if c.dep_ == "prep" and c.lower_ == "in" and 0 < c.i - days.i < 3]
    nouns = [g for c in preps for g in c.children]
    at = [sentence.paragraph.offset(g) for g in nouns]
    return next((p for p in ctx.places(sentence) if p.kind == "city" and any(p.start <= a < p.end for a in at)), None)


def _spent_on(ctx: Context, sentence: Sentence, days: Token) -> tuple[TimeExpression, ...]:
    """The days of the calendar that hang on the verb by which people spent some days."""
    if not is_verb(days.head) or lemma(days.head) != "spend":
        return ()
    roots = [(t, ctx.root(sentence, t.start, t.end)) for t in ctx.times(sentence) if t.grain == "day" and t.edtf]
    return tuple(t for t, root in roots if root is not None and days.head.i in (root.head.i, root.head.head.i))


def _lasted(token: Token, days: int) -> Iterator[Extent]:
    """A length of days where it is that of a meeting, by the verb that it hangs on."""
    if any(c.dep_ == "prep" and c.lower_ == "of" and not any(is_meeting(g) or _bargaining(g) for g in c.children) for c in token.children):
        return  # "after four days of rain"
    head = token.head
    if _at_the_table(token):
        yield Extent(token, days=days)
    elif _those_days(token):
        yield Extent(token, days=days, whole=True)
    elif after_they_opened(token) and any(_over(a) for a in token.ancestors if is_verb(a) and a.i < token.i):
        yield Extent(token, days=days + 1, ended=True)
    elif head.lower_ == "after" and _indoors(token):
        yield Extent(token, days=days, ended=True)
    elif head.lower_ in ("over", "to") and is_verb(head.head) and lemma(head.head) in words("extents", "lasting"):
        if mode(head.head).kind == "real" and not mode(head.head).negated and _met(subject(head.head)):
            yield Extent(token, days=days)
    elif head.dep_ == "prep" and head.lower_ in _AFTER:
        if _over(_under(head)) and not any(t.lower_ in ("ago", "later", "before", "earlier") for t in token.rights):
            yield Extent(token, days=days, ended=head.lower_ == "after")
    elif lemma(head) == "take" and any(c.lower_ == "for" and c.i > token.i for c in (*head.children, *token.children)):
        return  # "it took two days for the picture to come out"
    elif is_verb(head) and token.i > head.i and token.dep_ in _MEASURES and lemma(head) in words("extents", "lasting"):
        if mode(head).kind in ("real", "present") and not mode(head).negated and _met(subject(head)):
            yield Extent(token, days=days)
    elif head.dep_ == "prep" and head.lower_ == "for" and is_verb(head.head) and _sat(head.head):
        yield Extent(token, days=days)


def _those_days(days: Token) -> bool:
    """ "Called the two days useful", "the three days in the hotel brought little": those of the meeting that is spoken of."""
    before = list(days.lefts)
    plain = [t.lower_ for t in before] and all(t.lower_ in ("the", "these", "those") or t.tag_ == "CD" for t in before)
    if not plain or not any(t.lower_ in ("the", "these", "those") for t in before):
        return False
    if any(c.dep_ in ("relcl", "acl") or c.lower_ in ("before", "after", "since", "leading") for c in days.children):
        return False
    verb = next((a for a in days.ancestors if is_verb(a)), None)
    real = verb is not None and mode(verb).kind in ("real", "present", "ongoing") and not mode(verb).negated
    return real and days.dep_ in ("nsubj", "nsubjpass", "dobj")


def _indoors(days: Token) -> bool:
    """ "After seven days at a hotel outside Quito", "after two days behind closed doors": those of a meeting."""
    for prep in days.children:
        if prep.dep_ == "prep" and prep.i > days.i and any(is_site(g) or g.lower_ in ("doors", "table") for g in prep.children):
            return prep.lower_ in ("at", "in", "inside", "behind", "around")
    return False


def _under(prep: Token) -> Token:
    """What a preposition hangs on, past the day right before it ("concluded on January 23 after five days")."""
    here = prep.head
    return here.head if here.dep_ == "prep" and here.lower_ == "on" and here.i < prep.i else here


def _at_the_table(days: Token) -> bool:
    """Whether days by themselves are such of a meeting ("Two days in Cairo, and no deal", "two days at one table")."""
    apart = days.dep_ == "pobj" and any(t.text == "," for t in days.doc[days.head.i : days.left_edge.i])  # "After years, two days …"
    if (days.dep_ not in _ALONE and not apart) or any(t.lower_ in ("last", "next", "first", "more") for t in days.subtree if t.i < days.i):
        return False
    for prep in days.children:
        if prep.dep_ == "prep" and prep.i > days.i:
            for noun in prep.children:
                if prep.lower_ == "of" and (is_meeting(noun) or _bargaining(noun)):
                    return True
                if prep.lower_ in ("in", "at", "around") and (noun.tag_ == "NNP" or noun.lower_ in ("table", "tables")):
                    return True
    return False


def _over_days(token: Token, text: str, days: int) -> Iterator[Extent]:
    """ "Concluded a second round by video and over five days": told of the verb, wherever the parser hangs it."""
    verb = next((a for a in token.ancestors if is_verb(a)), None)
    if text.lower().startswith("over ") and verb is not None and verb.i < token.i and _over(verb):
        yield Extent(token, days=days)


_ALONE = ("ROOT", "nsubj", "appos", "dep", "conj", "npadvmod")
_MEASURES = ("dobj", "npadvmod", "attr", "oprd")
_AFTER = frozenset({"after", "in", "within", "over"})


def _bargaining(noun: Token) -> bool:
    return (
        noun_lemma(noun.lower_) in words("nouns", "meeting")
        or noun.lower_ in words("nouns", "bargaining")
        or noun_lemma(noun.lower_) in words("extents", "company")
    )


def _over(verb: Token) -> bool:
    """Whether a verb tells that a meeting is over ("broke up", "packed their bags", "are on their way home")."""
    if not is_verb(verb):
        return noun_lemma(verb.lower_) in ("end", "conclusion", "close") or (is_meeting(verb) and _ends(verb.head.head))
    how = mode(verb)
    if how.negated or how.kind not in ("real", "present", "ongoing", "none"):
        return False
    if any(_ends(c) for c in verb.children if c.dep_ == "dobj"):
        return True  # "declared the end of the round after five days"
    base = lemma(verb)
    if how.kind == "none" or base in words("extents", "again"):
        return False
    who = subject(verb)
    return base in words("extents", "ending") and (who is None or _met(who) or verb.dep_ in ("advcl", "relcl", "acl"))


def _ends(noun: Token) -> bool:
    """Whether a noun is the end of a meeting."""
    of = [g for c in noun.children if c.dep_ == "prep" and c.lower_ in ("of", "to") for g in c.children]
    return noun_lemma(noun.lower_) in ("end", "conclusion", "close") and any(is_meeting(g) for g in of)


def _sat(verb: Token) -> bool:
    """Whether people were at the table ("had negotiated for five days")."""
    how = mode(verb)
    return how.kind in ("real", "ongoing") and not how.negated and lemma(verb) in words("extents", "sitting") and _met(subject(verb))


def _met(who: Token | None) -> bool:
    """Whether a subject means a meeting or those who meet."""
    if who is None:
        return False
    if who.lower_ in ("it", "they", "which", "that", "who", "this", "all", "both", "sides", "what"):
        return True
    people = {noun_lemma(t.lower_) for t in (who, *who.conjuncts)} & (words("nouns", "people") | words("ellipses", "envoys"))
    return (
        is_meeting(who) or bool(people) or (who.tag_ in ("NNP", "NNPS") and any(c.dep_ == "conj" for c in who.children)) or _numbered(who)
    )


def _numbered(who: Token) -> bool:
    return ordinal_of(who.lower_) is not None


def _begun(ctx: Context, token: Token, time: TimeExpression) -> bool:
    """Whether a day is that since which people have been at the table ("had been meeting since Monday", "in session since 3 May")."""
    prep = token.head
    if ctx.published is None:
        return False
    if prep.lower_ != "since":
        return _after_opening(prep) or _by_pronoun(ctx, token, time)
    first = bounds(day_part(time.edtf or "")).latest
    if first is None or not 0 <= (ctx.published - first).days <= _LONGEST:
        return False
    verb = prep.head
    while not is_verb(verb) and verb.head.i != verb.i:
        verb = verb.head
    if not is_verb(verb) or mode(verb).negated or mode(verb).kind not in ("real", "ongoing", "present"):
        return False
    if any(c.lower_ in ("times", "twice", "once", "again") or c.dep_ == "nummod" for c in verb.children):
        return False
    base = lemma(verb)
    who = subject(verb) or (verb.head if verb.dep_ in ("acl", "relcl") else None)
    if base in ("hold", "conduct") and any(c.dep_ == "dobj" and is_meeting(c) for c in verb.children):
        return True
    if base == "be":
        halted = any(noun_lemma(g.lower_) in words("nouns", "conditions") for c in verb.children if c.dep_ == "prep" for g in c.children)
        return _met(who) and not halted and not any(c.dep_ == "attr" for c in verb.children)
    return base in words("extents", "sitting") and _met(who) and not any(c.dep_ == "dobj" and not is_meeting(c) for c in verb.children)


def _after_opening(prep: Token) -> bool:
    """ "Ended on 20 May after opening on 12 May", "having begun on Monday"."""
    word = prep.head
    if prep.lower_ not in ("on", "in") or _over_first(word) is None:
        return False
    return word.head.lower_ == "after" or any(c.lower_ == "having" for c in word.children)


def _over_first(word: Token) -> Token | None:
    """The verb over a word of beginning, where it is one of ending."""
    if word.lower_ not in ("opening", "beginning", "starting", "begun", "opened", "started", "convening", "convened"):
        return None
    return next((a for a in word.ancestors if is_verb(a) and lemma(a) in words("extents", "ending")), None)


def _by_pronoun(ctx: Context, token: Token, time: TimeExpression) -> bool:
    """ "It had begun with kinder words on Sunday": a pronoun for the meeting, a day of the last two weeks."""
    day = bounds(day_part(time.edtf or "")).latest
    prep = token.head
    verb = prep.head if prep.dep_ == "prep" and prep.lower_ == "on" else prep
    if day is None or ctx.published is None or not 0 <= (ctx.published - day).days <= _FORTNIGHT or not is_verb(verb):
        return False
    who = subject(verb)
    plain = not any(c.dep_ in ("dobj", "xcomp", "ccomp", "advcl", "prt") for c in verb.children)
    real = mode(verb).kind == "real" and not mode(verb).negated
    return lemma(verb) in ("begin", "open", "start") and who is not None and who.lower_ in ("it", "they") and plain and real


_FORTNIGHT, _LONGEST = 14, 60


def nth_day(mention: Mention) -> int | None:
    """Which day of a round is told ("a second day of talks", "entered its third day", "on day two of the talks"), else None."""
    verbs = {p.verb.i for p in mention.predicates} | ({mention.over.i} if mention.over is not None else set())
    for token in mention.sentence.span:
        if token.lower_ != "day":
            continue
        number = next((n for t in token.lefts if (n := ordinal_at(t))), None)
        if number is None and token.i + 1 < len(token.doc):
            number = cardinal_of(token.nbor().lower_)
        if number is None or not 1 < number <= _MOST:
            continue
        of = any(g.i in mention.anchors() or is_meeting(g) for c in token.children if c.lower_ == "of" for g in c.children)
        own = any(c.lower_ in ("its", "their") for c in token.lefts) and (token.head.i in verbs or token.head.head.i in verbs)
        again = token.head.lower_ in ("for", "into") and token.head.head.i in verbs
        if of or own or again:
            return number
    return None


def days_of(mention: Mention) -> int | None:
    """How many days a meeting took: "two days of talks", "the two-day meeting", "met for two days"."""
    if mention.role == "as":
        return None  # "scheduled as a two-day meeting"
    near = mention.sentence.span
    delayed = {p.verb.i for p in mention.predicates if p.form.sort in ("postpone", "cancel")}
    for token in near:
        if token.lower_ not in ("days", "day") or any(t.lower_ in ("last", "final", "first", "next") for t in token.lefts):
            continue
        number = next((n for t in token.lefts if (n := cardinal_of(t.lower_.removesuffix("-")))), None)
        if number is None and token.i > 1 and token.nbor(-1).text == "-":
            number = cardinal_of(token.nbor(-2).lower_)
        if number is None or not _FEWEST <= number <= 14:
            continue
        anchors = mention.anchors()
        of = any(c.lower_ == "of" and any(g.i in anchors for g in c.children) for c in token.children)
        of = of or (token.head.lower_ == "of" and token.head.head.i in anchors)  # "a session of three days"
        of = of or _set_beside(token.head, anchors)  # "the round, a two-day affair, …"
        if token.i in anchors or of or (token.head.i in anchors and token.lower_ == "day"):
            return number
        if token.head.lower_ == "for" and token.head.head.i in anchors and token.head.head.i not in delayed:
            return number
    return None


def _set_beside(noun: Token, anchors: set[int]) -> bool:
    """Whether a noun is set beside a meeting, or beside the last of the words that hang on it ("the round of talks with Peru, a …")."""
    if noun.dep_ != "appos":
        return False
    over = noun.head
    while over.i not in anchors and over.head.i != over.i and not is_verb(over):
        over = over.head
    return over.i in anchors and not is_verb(over)


def planned_days(mention: Mention) -> int | None:
    """How many days a meeting is to take ("starts on Monday and is expected to take three days")."""
    for predicate in mention.predicates:
        for verb in (predicate.verb, *(c for c in predicate.verb.children if c.dep_ == "xcomp")):
            if lemma(verb) not in words("extents", "lasting"):
                continue
            for noun in (*verb.children, *(g for c in verb.children if c.dep_ == "prep" for g in c.children)):
                number = next((n for t in noun.lefts if (n := cardinal_of(t.lower_))), None) if noun.lower_ == "days" else None
                if number is not None and _FEWEST <= number <= 14:
                    return number
    return None


def from_to(mention: Mention, dates: list[TimeExpression]) -> list[TimeExpression]:
    """The days of "opened on 15 May and concluded on 18 May" as one; a last day that was only planned is left out."""
    if len(dates) == 2 and _UNTIL.match(
        mention.sentence.text[dates[0].end - mention.sentence.start : dates[1].start - mention.sentence.start]
    ):
        return _whole(*dates) or dates
    opened = next((p.verb for p in mention.predicates if p.form.sort == "open"), None)
    closed = next((p.verb for p in mention.predicates if p.form.sort == "close"), None)
    if opened is None or closed is None or len(dates) != 2 or opened.i > closed.i or mode(opened).kind != "real":
        return dates
    at = mention.sentence.paragraph.offset(closed)
    first, last = dates
    if not (first.start < at < last.start and first.grain in _DAY and last.grain in _DAY and first.edtf and last.edtf):
        return dates
    how = mode(closed)
    if how.kind != "real" or how.negated or how.bygone:
        return [first]
    return _whole(first, last) or dates


#: "From 6 May until its suspension on 1 June", "between 3 May and its close on 9 May".
_UNTIL = re.compile(r",?\s(?:until|till|to|through|and)\s(?:its|their|the)\s(?:\w+\s){1,2}on\s$", re.I)


def _whole(first: TimeExpression, last: TimeExpression) -> list[TimeExpression]:
    """Two days as one stretch from the first to the last, where they lie at most a month apart."""
    edtf = f"{day_part(first.edtf or '')}/{day_part(last.edtf or '')}"
    span = bounds(edtf) if valid(edtf) else None
    if span is None or span.earliest is None or span.latest is None or not 0 < (span.latest - span.earliest).days <= _MOST:
        return []
    return [replace(first, edtf=edtf, end=last.end, alternative=None)]


_DAY = ("day", "part_of_day")


def nearest_of(extent: Extent, mentions: Sequence[Mention]) -> int | None:
    """Index of the mention in whose clause an extent stands: the first that a word over it belongs to; None where there is none."""
    here = extent.token
    for _ in range(12):
        for n, mention in enumerate(mentions):
            if here.i in mention.anchors():
                return n
        if here.head.i == here.i:
            break
        here = here.head
    return None
