"""Dates, places and lengths, each given to the meeting that it belongs to in its sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING

from detente.model import PlaceMention, TimeExpression
from detente.model.edtf import valid
from detente.reading.frames import Attribution
from detente.reading.grammar import is_verb
from detente.reading.lemmas import lemma, noun_lemma
from detente.reading.parse import Sentence
from detente.reading.talks.context import Context
from detente.reading.talks.days import lies_ahead
from detente.reading.talks.extents import days_of, from_to
from detente.reading.talks.lexicon import words
from detente.reading.talks.mentions import Mention, is_meeting
from detente.reading.talks.mode import mode
from detente.reading.talks.numbers import apposed, ordinal_of
from detente.reading.talks.sites import CLAUSES, is_site, site_of

if TYPE_CHECKING:
    from detente.reading.tree import Token

_NOW = re.compile(r"(?:at present|now|currently|for now|at the moment|so far|presently|to date|until now|these days|yet)", re.I)
_LATE = re.compile(r"\W*(?:late|later|early|earlier|before|after|ago|behind|from now)\b", re.I)


@dataclass(frozen=True)
class Slots:
    """What a sentence says of when, where and how long one meeting was or is to be."""

    times: tuple[TimeExpression, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    minutes: int | None = None
    days: int | None = None

    #: The day since which people had been meeting, as EDTF.
    began: str | None = None

    #: The length is told from the end ("broke up after four days").
    ended: bool = False
    site: str | None = None
    here: bool = False

    #: Furthest offsets of the words used, for the evidence.
    spans: tuple[tuple[int, int], ...] = field(default=())


def owner(token: Token, mentions: list[Mention]) -> tuple[Mention | None, Token, Token]:
    """The meeting that a word hangs on in the parse, the last word on the way, and the word it hangs on at the end."""
    here = token
    for _ in range(12):
        for mention in mentions:
            if here.head.i in mention.anchors() and here.head.i != here.i and not (is_verb(here) and here.dep_ in CLAUSES):
                return mention, here, here.head
        head = here.head
        if head.tag_ == "VB" and head.dep_ == "advcl" and token.i < head.i and here.i < head.i:
            over = next((m for m in mentions if head.head.i in m.anchors()), None)
            if over is not None:  # "met on Saturday to try …": said before the purpose, it is no part of it
                return over, here, head.head
        if head.i == here.i or (is_verb(here) and here.i != token.i and here.dep_ in (*CLAUSES, "conj")):
            return None, here, here
        if here.dep_ == "acl" and is_verb(here) and here.tag_ != "VB" and head.tag_.startswith("NN") and not _near(head, mentions):
            return None, here, here  # "the truce reached in Doha": the place is the truce's
        here = head
    return None, here, here


def _near(noun: Token, mentions: list[Mention]) -> bool:
    """Whether a noun is a meeting or hangs on one by "of" ("two days of talks held in Rome")."""
    anchors = {i for m in mentions for i in m.anchors()}
    return noun.i in anchors or any(a.i in anchors for a in (noun.head, noun.head.head) if not is_verb(a))


#: Predicates that tell when something was said or done about a meeting, not when it is: only these prepositions tell that.
_ABOUT: dict[str, tuple[str, ...]] = {
    "cancel": (),
    "confirm": ("for",),
    "deny": (),
    "hope": ("for", "in"),
    "propose": ("for", "in", "between"),
    "postpone": ("to", "until", "till", "for"),
    "move": ("to", "from"),
}
_ANNOUNCING = frozenset({"announce", "promise", "agree", "agree_on", "approve", "prepare", "coordinate", "give_the_nod_to", "await"})


def _of_meeting(mention: Mention, token: Token, anchor: Token) -> bool:
    """Whether a time or place on a predicate is that of the meeting ("postponed to May"), not of the act ("postponed on Monday")."""
    predicate = next((p for p in mention.predicates if p.verb.i == anchor.i), None)
    if predicate is None:
        return True
    before = next((a.lower_ for a in (token, *token.ancestors) if a.dep_ == "prep" or a.i == anchor.i), "")
    if predicate.form.name in _ANNOUNCING:
        return before in ("for", "to", "in")
    if before == "from" and predicate.form.sort == "move" and any(c.lower_ == "to" and any(c.children) for c in anchor.children):
        return False  # "moved from 9 October to 21 October"
    if predicate.form.sort == "propose" and predicate.role == "for" and token.dep_ in ("dobj", "npadvmod"):
        return True  # "proposed 4 April for the next round"
    allowed = _ABOUT.get(predicate.form.sort)
    soon = before == "before" and predicate.form.sort in ("propose", "hope") and anchor.i < token.i  # "is likely before long"
    return allowed is None or before in allowed or soon


def _governs(verb: Token, mention: Mention) -> bool:
    """Whether the meeting stands in the same simple clause as a verb that the lexicon does not know."""
    here = mention.predicates[0].verb if mention.predicates else mention.token
    anchors = mention.anchors()
    for _ in range(8):
        if here.i == verb.i:
            return True
        if here.head.i == here.i or (is_verb(here) and (here.dep_ in CLAUSES or here.i not in anchors)):
            return False
        if here.dep_ == "conj" and is_verb(here) and any(c.dep_ in ("nsubj", "nsubjpass") for c in here.lefts):
            return False  # "finished the text in March, and the commissions last met in January"
        here = here.head
    return False


def _closest(token: Token, mentions: list[Mention]) -> Mention:
    return min(mentions, key=lambda m: min(abs(token.i - a) for a in m.anchors()))


def assign(ctx: Context, sentence: Sentence, mentions: list[Mention], taken: Sequence[object] = ()) -> list[Slots]:
    """Times, places and durations of a sentence, meeting by meeting; those already taken by a list are left out."""
    if not mentions:
        return []
    voices = [ctx.speaker_of(sentence.field, *_extent(m)) for m in mentions]
    times: list[list[TimeExpression]] = [[] for _ in mentions]
    places: list[list[PlaceMention]] = [[] for _ in mentions]
    items: list[TimeExpression | PlaceMention] = [*ctx.times(sentence), *ctx.places(sentence)]
    begins = ctx.begins(sentence)
    for item in items:
        if item.start < begins or any(item is t for t in taken) or _numeral(item, mentions) or _counted_in(ctx, sentence, item):
            continue
        if isinstance(item, PlaceMention) and not _usable(ctx, sentence, item, mentions):
            continue
        at = _place_of(ctx, sentence, item, mentions, voices)
        if at is None and isinstance(item, TimeExpression):
            at = _resumed(ctx, sentence, item, mentions)
        if at is not None:
            (times if isinstance(item, TimeExpression) else places)[at].append(item)  # type: ignore[arg-type]
    return [_slots(m, t, p) for m, t, p in zip(mentions, times, places, strict=True)]


def _resumed(ctx: Context, sentence: Sentence, item: TimeExpression, mentions: list[Mention]) -> int | None:
    """The meeting of a clause that takes up a time ("in April 2025, when the two sides first sat down")."""
    for n, mention in enumerate(mentions):
        for predicate in mention.predicates:
            when = next((c for c in predicate.verb.children if c.lower_ == "when" and c.i < predicate.verb.i), None)
            if when is not None and 0 <= sentence.paragraph.offset(when) - item.end <= 2:
                return n
    return None


_ORDINAL = re.compile(r"(?:the\s)?(\d{1,2}(?:st|nd|rd|th))$", re.I)


def _numeral(item: TimeExpression | PlaceMention, mentions: list[Mention]) -> bool:
    """Whether "the 13th" was read as a day though it is the number of a meeting."""
    found = _ORDINAL.match(item.text) if isinstance(item, TimeExpression) else None
    return found is not None and any(apposed(m.token) == ordinal_of(found[1]) for m in mentions if m.sort == "noun")


def _counted_in(ctx: Context, sentence: Sentence, item: TimeExpression | PlaceMention) -> bool:
    """Whether a year only counts meetings ("the third such meeting this year"): it is no day of this one."""
    if not isinstance(item, TimeExpression) or item.grain != "year" or not item.text.lower().startswith("this"):
        return False
    token = ctx.root(sentence, item.start, item.end)
    over = token.head if token is not None and token.dep_ in ("npadvmod", "nmod", "pobj") else None
    return over is not None and is_meeting(over) and any(ordinal_of(t.lower_) is not None for t in over.lefts)


def _is_time(token: Token) -> bool:
    return token.lower_ in ("day", "days", "night", "evening", "morning", "hours", "hour")


_INSTEAD = re.compile(r"\b(?:instead of|rather than|and not|but not|, not)(?: in| at)?\s+(?:the )?$", re.I)


_INITIAL = re.compile(r"\s[A-Z]\.\s?[A-Z]")


def _usable(ctx: Context, sentence: Sentence, item: PlaceMention, mentions: list[Mention]) -> bool:
    """Whether a place may be where people met: a city meant as a place, or set before the meeting ("the Geneva meeting")."""
    if item.kind not in ("city", "site", "feature"):
        return False
    if sentence.text[item.end - sentence.start :].startswith((" capital", "'s capital", "’s capital")):
        return False  # "the Kazakh capital": a village of that name is not meant
    if _INITIAL.match(sentence.text[item.end - sentence.start :]):
        return False  # "George P. Shultz Centre": a person
    if _INSTEAD.search(sentence.text[: item.start - sentence.start]):
        return False
    if item.sense != "metonymic":
        return True
    token = ctx.root(sentence, item.start, item.end)
    before = token is not None and token.dep_ in ("compound", "poss", "nmod") and any(token.head.i == m.token.i for m in mentions)
    before = before or (token is not None and any(token.i + 1 == m.token.i == token.head.i and m.sort == "noun" for m in mentions))
    return (
        before
        and token is not None
        and not any(c.text in ("-", "–", "/") for c in (token.nbor(1), *token.children) if token.i + 1 < len(token.doc))
    )


def _place_of(
    ctx: Context, sentence: Sentence, item: TimeExpression | PlaceMention, mentions: list[Mention], voices: list[Attribution | None]
) -> int | None:
    """Index of the meeting that a time or place belongs to, or None."""
    token = ctx.root(sentence, item.start, item.end)
    if token is None:
        return None
    voice = ctx.speaker_of(sentence.field, item.start, item.end)
    same = [m for m, v in zip(mentions, voices, strict=True) if v is voice]
    if not same:
        return None
    near = [a for a in takewhile(lambda a: not any(a.i == m.token.i for m in mentions), token.ancestors) if _close_before(a, token)]
    if any(a.lower_ in ("since", "after", "before", "beyond") and a.nbor().lower_ != "long" for a in near):
        return None
    if isinstance(item, PlaceMention):
        if token.head.lower_ in ("between", "with", "and", "among") or _sent_from(token):
            return None
        office = token.head.head  # "the ambassador in Rome"
        posted = token.head.dep_ == "prep" and office.tag_.startswith("NN") and noun_lemma(office.lower_) in words("nouns", "posted")
        if posted and not (office.dep_ == "pobj" and office.head.lower_ in ("at", "in", "inside") and is_site(office)):
            return None
    if isinstance(item, TimeExpression) and (_of_a_thing(token, mentions) or _beside_an_event(token, mentions)):
        return None
    if token.left_edge.i > 0 and token.left_edge.nbor(-1).lower_ == "time":  # "for the third time this month"
        return None
    found, through, anchor = owner(token, mentions)
    argument = found is not None and through.i != token.i and through.dep_ in ("nsubj", "nsubjpass", "appos", "dobj", "poss")
    if argument and found is not None and anchor.i != found.token.i and not _is_time(through):
        return None  # "the ambassador in Rome met his colleague": the place is the ambassador's
    if (gap := _in_gap(token, same)) is not None:
        return mentions.index(gap)
    if found is not None and found in same:
        bare = [m for m in same if m.sort == "number" and not m.predicates and token.i >= m.token.i - 2]
        if bare and anchor.i < bare[-1].token.i and found is not bare[-1]:  # "…, Istanbul the second on February 27"
            return mentions.index(bare[-1])
        if isinstance(item, TimeExpression) and token.i < found.token.i and _came(found, anchor):
            return None
        return mentions.index(found) if _of_meeting(found, token, anchor) else None
    verb = anchor if found is None and is_verb(anchor) else None
    if verb is not None and not any(_governs(verb, m) for m in same):
        if voice is None or len(same) != 1 or verb.i in range(same[0].sentence.span.start, same[0].token.i):
            return None
        if not _detached(verb, voice, sentence):
            return None
    if verb is not None and _speaks(verb, item, ctx, sentence):
        return None
    closest = _closest(token, same)
    if any(p.form.sort in _ABOUT or p.form.name in _ANNOUNCING for p in closest.predicates[:1]):
        return None
    loose = verb is not None and not closest.predicates and closest.role in ("subject", "object") and lemma(verb) != "be"
    if loose and closest.token.head.lower_ not in ("at", "during", "in") and not 0 < token.i - closest.token.i < 9:
        return None
    return mentions.index(closest)


def _in_gap(token: Token, mentions: list[Mention]) -> Mention | None:
    """The number without a verb right before a time or place ("…, the 62nd in Athens on March 16"), wherever the parser hangs them."""
    before = [m for m in mentions if m.token.i < token.i]
    if not before or before[-1].sort != "number" or before[-1].predicates or not before[-1].ordinals or len(mentions) < 2:
        return None
    between = token.doc[before[-1].token.i + 1 : token.i]
    return None if any(is_verb(t) or t.text in (";", ":") for t in between) else before[-1]


def _sent_from(city: Token) -> bool:
    """Whether people come from a city ("met delegates from Lima")."""
    over = city.head.head
    return city.head.lower_ == "from" and (noun_lemma(over.lower_) in _SENT or lemma(over) == "meet")


_SENT = words("nouns", "people") | words("ellipses", "envoys")


def _beside_an_event(token: Token, mentions: list[Mention]) -> bool:
    """Whether a day is that of something else that comes before or after ("in September, following the general election on 4 July")."""
    anchors = {i for m in mentions for i in m.anchors()}
    for before in reversed(token.doc[max(token.sent.start, token.left_edge.i - 10) : token.left_edge.i]):
        if before.lower_ == "following" and before.tag_ != "JJ":
            named = [t for t in token.doc[before.i + 1 : token.i] if t.tag_ in ("NN", "NNS")]
            return bool(named) and not any(is_meeting(t) or _is_time(t) for t in named)
        if is_verb(before) or before.text in (",", ";"):
            break
    here = token
    for _ in range(8):
        here = here.head
        if here.head.i == here.i or here.i in anchors or (is_verb(here) and here.dep_ != "prep"):
            return False
        if here.head.lower_ in ("following", "after", "before") and here.dep_ == "pobj":
            if any(c.i in anchors for c in here.children):
                return False  # "before the eighth round starts in April": a verb that the tagger took for a noun
            return here.i != token.i and here.tag_ in ("NN", "NNS") and not _is_time(here) and not is_meeting(here)
    return False


def _close_before(word: Token, token: Token) -> bool:
    far = word.lower_ == "since" and word.i < token.i and word.dep_ == "prep"  # "since Ana Ruiz's speech in Lima on Friday"
    return (far or token.i - 5 < word.i < token.i) and not is_verb(word)


def _came(mention: Mention, anchor: Token) -> bool:
    """ "Arrived on Tuesday for the second round, which begins on Thursday": the first day is that of the journey."""
    return any(p.verb.i == anchor.i and p.form.sort == "travel" and mode(anchor).kind == "real" for p in mention.predicates)


def _of_a_thing(token: Token, mentions: list[Mention]) -> bool:
    """Whether a time is that of another noun than a meeting: "a Dec. 30 cease-fire", "missed the deadline of December 2006"."""
    noun = token.head
    if token.dep_ == "pobj" and noun.lower_ == "of":
        noun = noun.head
    elif token.dep_ not in ("nmod", "compound", "poss"):
        return False
    timely = noun_lemma(noun.lower_) in words("nouns", "lengths")
    return noun.tag_ in ("NN", "NNS") and not timely and not _near(noun, mentions) and not _is_time(noun)


def _detached(verb: Token, voice: Attribution, sentence: Sentence) -> bool:
    """Whether the parser hung words of what is said on the verb of saying ("… "in the near future", he told TASS")."""
    start = sentence.paragraph.offset(verb)
    return voice.cue is not None and voice.cue[0] <= start < voice.cue[1]


def _speaks(verb: Token, item: TimeExpression | PlaceMention, ctx: Context, sentence: Sentence) -> bool:
    """Whether a verb is the cue of an attribution in this sentence, and the time or place is not in what is said."""
    at = sentence.paragraph.offset(verb)
    cued = [a for a in ctx.attributions_in(sentence) if a.cue is not None and a.cue[0] <= at < a.cue[1]]
    return any(not a.covers(item.start, item.end) for a in cued)


def _extent(mention: Mention) -> tuple[int, int]:
    paragraph = mention.sentence.paragraph
    return paragraph.offset(mention.token), paragraph.end(mention.token)


def _stands_at(here: Token, anchors: set[int]) -> bool:
    """Whether "here" stands near a meeting or its verb, or hangs on one of them however far."""
    return here.head.i in anchors or any(abs(here.i - a) < 10 for a in anchors)


def _told_anew(mention: Mention, dates: list[TimeExpression]) -> list[TimeExpression]:
    """The days of "the talks due on Tuesday will now begin on Friday": those of the new plan."""
    anew = next((p.verb for p in mention.predicates if any(c.lower_ == "now" for c in p.verb.children)), None)
    if anew is None:
        return dates
    return [t for t in dates if t.start > mention.sentence.paragraph.offset(anew)] or dates


def _of_its_clause(mention: Mention, dates: list[TimeExpression]) -> list[TimeExpression]:
    """The days of "arrived on Tuesday for the second round slated for Thursday": those of the clause on the meeting."""
    going = any(p.form.sort == "travel" for p in mention.predicates)
    clause = next((p.verb for p in mention.predicates if going and p.role == "attached" and p.form.sort == "plan"), None)
    if clause is None:
        return dates
    at = mention.sentence.paragraph.offset(clause)
    return [t for t in dates if t.start > at] or dates


#: "The last two days of the talks", "the first day": a part of a round.
_PART = re.compile(r"(?:the\s)?(?:last|final|first|closing|opening)\s(?:\w+\s)?(?:days?|hours?)$", re.I)


def _happened(mention: Mention) -> bool:
    return any(p.form.sort in ("open", "close", "meet", "conduct", "occur") and p.verb.tag_ in ("VBD", "VBN") for p in mention.predicates)


def _slots(mention: Mention, times: list[TimeExpression], places: list[PlaceMention]) -> Slots:
    times = [t for t in times if not _NOW.fullmatch(t.text)]
    dates = [t for t in times if t.edtf and valid(t.edtf) and (t.minutes is None or lies_ahead(t)) and t.timex3.type != "SET"]
    dates = [t for t in dates if not (t.text.lower().startswith("by ") and t.grain == "day" and _happened(mention))]
    text = mention.sentence.text
    dates = [t for t in dates if not text[t.end - mention.sentence.start :].lstrip().startswith("than ")]  # "a day earlier than planned"
    dates = _told_anew(mention, [t for t in dates if not _PART.match(t.text)])
    dates = from_to(mention, _of_its_clause(mention, dates))
    delayed = next((p.verb for p in mention.predicates if p.form.sort == "postpone"), None)
    if delayed is not None:  # "expected on Saturday, will be pushed back to next week": the new day counts
        at = mention.sentence.paragraph.offset(delayed)
        dates = [t for t in dates if t.start > at] or dates
        places = [p for p in places if p.start > at and p.kind == "city"] or places
    lengths = [t for t in times if t.minutes is not None and 10 <= t.minutes <= 60 * 24 * 2 and t.timex3.value.startswith("PT")]
    lengths = [t for t in lengths if not _LATE.match(mention.sentence.text[t.end - mention.sentence.start :])]
    paragraph = mention.sentence.paragraph
    site, site_span = site_of(mention)
    here = any(t.lower_ == "here" and _stands_at(t, mention.anchors()) for t in mention.sentence.span)
    spans = [(t.start, t.end) for t in (*dates, *lengths)] + [(p.start, p.end) for p in places if p.kind == "city"]
    if site_span is not None:
        spans.append((paragraph.offset(site_span[0]), paragraph.end(site_span[1])))
    minutes = lengths[0].minutes if lengths else None
    return Slots(tuple(dates), tuple(places), minutes, days_of(mention), site=site, here=here, spans=tuple(spans))
