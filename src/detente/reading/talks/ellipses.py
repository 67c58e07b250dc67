"""Rounds told without a word for the meeting: "Rome would be the place", "London came next", "settled in Basel on 2 June"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.model import PlaceMention, TimeExpression
from detente.reading.grammar import is_passive, is_verb, subject
from detente.reading.lemmas import lemma, noun_lemma
from detente.reading.parse import Sentence
from detente.reading.talks.context import Context
from detente.reading.talks.days import lies_ahead, past_of
from detente.reading.talks.lexicon import match, words
from detente.reading.talks.mentions import Mention
from detente.reading.talks.mode import Mode, mode
from detente.reading.talks.numbers import cardinal_of
from detente.reading.talks.parties import codes_of
from detente.reading.talks.status import Status

if TYPE_CHECKING:
    from detente.reading.tree import Token


@dataclass(frozen=True)
class Ellipsis:
    """One round that a sentence speaks of by its place, its day or what became of it."""

    token: Token
    status: Status
    start: int
    end: int
    times: tuple[TimeExpression, ...] = ()
    places: tuple[PlaceMention, ...] = ()

    #: Its number.
    ordinal: int | None = None

    #: How long it took.
    minutes: int | None = None

    #: The day and place are those that were told just before ("named the same day and city").
    same: bool = False

    #: Says something of a round that is told elsewhere, and opens none of its own ("the postponement").
    dependent: bool = False

    #: How many further it is than the round told just before ("three more followed, the last on 21 May").
    further: int = 0

    #: By how many days the round told just before is put off ("the start was put back by a day").
    later: int = 0


def ellipses(ctx: Context, sentence: Sentence, mentions: Sequence[Mention]) -> list[Ellipsis]:
    """The rounds that a sentence of the text tells in this way, beside its mentions of meetings."""
    found: list[Ellipsis] = []
    anchors = {a for m in mentions for a in (*m.anchors(), *([m.over.i] if m.over is not None else []))}
    for token in sentence.span:
        if is_verb(token) and token.i not in anchors:
            rule = _RULES.get(lemma(token))
            found += rule(ctx, sentence, token) if rule is not None else ()
        elif is_verb(token) and lemma(token) == "follow":
            found += _more(ctx, sentence, token, next((c for c in token.children if c.dep_ == "nsubj"), None))
    return found


def plan_status(how: Mode) -> str | None:
    """The status of a plan by how its verb is meant; None where it tells of none."""
    if how.negated or how.bygone:
        return None
    if how.kind in ("planned", "present"):
        return "announced"
    return "proposed" if how.kind in ("possible", "proposed", "hoped") else None


def extent(sentence: Sentence, first: Token, last: Token) -> tuple[int, int]:
    """Where the words from one to another stand."""
    return sentence.paragraph.offset(first), sentence.paragraph.end(last)


def place_at(ctx: Context, sentence: Sentence, token: Token) -> PlaceMention | None:
    """The city or country that a word names."""
    at = sentence.paragraph.offset(token)
    return next((p for p in ctx.places(sentence) if p.start <= at < p.end and p.kind in ("city", "country")), None)


def _is_place(ctx: Context, sentence: Sentence, verb: Token) -> list[Ellipsis]:
    """ "Rome would be the place", "the venue will be Rome", "it would be Rome once more"."""
    who = subject(verb)
    what = next((c for c in verb.children if c.dep_ == "attr" and c.i > verb.i), None)
    how = mode(verb)
    value = plan_status(replace(how, bygone=False))
    if who is None or what is None or value is None:
        return []
    here, there = place_at(ctx, sentence, who), place_at(ctx, sentence, what)
    named = noun_lemma(what.lower_) in words("ellipses", "places") and not _of_something(what)
    asked = noun_lemma(who.lower_) in words("ellipses", "places") and not _of_something(who)
    alone = who.lower_ == "it" and how.kind == "planned"
    own = noun_lemma(who.lower_) == "country" and any(c.dep_ == "poss" for c in who.lefts)
    place: PlaceMention | None = None
    if (here is not None or own) and named and how.kind != "present":
        place = here
    elif there is not None and there.kind == "city" and (alone or asked):
        place = there
    else:
        return []
    start, end = extent(sentence, who.left_edge, what if what.right_edge.i - what.i > 6 else what.right_edge)
    bygone = how.bygone or any(c.lower_ == "would" for c in verb.children)  # "Rome would be the place": what was said before they met
    status = Status(value, f"round.{value}.place", how.certainty, bygone=bygone)
    return [Ellipsis(what, status, start, end, times_on(ctx, sentence, verb), cities(place))]


def _of_something(noun: Token) -> bool:
    """ "The site of the plant": of something else than the meeting."""
    return any(c.lower_ in ("of", "for") and c.dep_ == "prep" for c in noun.children)


def cities(place: PlaceMention | None) -> tuple[PlaceMention, ...]:
    """A place where it is a city, else none."""
    return (place,) if place is not None and place.kind == "city" else ()


def _considered(ctx: Context, sentence: Sentence, verb: Token) -> list[Ellipsis]:
    """ "Sweden is being considered as the venue", "both sides chose Porto as the venue"."""
    noun = next(
        (g for c in verb.children if c.lower_ == "as" for g in c.children if noun_lemma(g.lower_) in words("ellipses", "places")), None
    )
    what = next((c for c in verb.children if c.dep_ in ("nsubjpass", "dobj")), None)
    place = place_at(ctx, sentence, what) if what is not None else None
    how = mode(verb)
    if what is None or how.negated or how.kind in ("irreal", "none"):
        return []
    if noun is None:
        return _suggested(ctx, sentence, verb, what)
    if place is None:
        return []
    value = "proposed" if lemma(verb) in words("ellipses", "floating") else "announced"
    start, end = extent(sentence, what.left_edge if what.i < verb.i else verb, noun)
    certainty = "possible" if value == "proposed" else how.certainty
    return [Ellipsis(noun, Status(value, f"round.{value}.place", certainty), start, end, places=cities(place))]


def _suggested(ctx: Context, sentence: Sentence, verb: Token, what: Token) -> list[Ellipsis]:
    """ "Had suggested the last week of July", "proposed Lima": another day or city for the meeting that is spoken of."""
    at = sentence.paragraph.offset(what)
    covering = (t for t in ctx.times(sentence) if t.start <= at < t.end and t.grain in ("day", "week", "month") and t.edtf)
    time = next((t for t in covering if t.minutes is None), None)
    place = place_at(ctx, sentence, what)
    alone = not any(c.dep_ in ("prep", "poss", "conj", "compound") and (time is None or c.dep_ != "prep") for c in what.children)
    named = time is not None or (place is not None and place.kind == "city")
    if lemma(verb) not in words("ellipses", "suggesting") or not named or not alone or any(c.lower_ == "to" for c in verb.children):
        return []
    start, end = extent(sentence, verb, what)
    status = Status("proposed", "round.proposed.suggested")
    return [Ellipsis(what, status, start, max(end, time.end if time else 0), (time,) if time else (), cities(place))]


def _named(ctx: Context, sentence: Sentence, verb: Token) -> list[Ellipsis]:
    """ "Confirmed Rome", "named Thursday": a city or a day alone is what somebody names."""
    what = next((c for c in verb.children if c.dep_ in ("dobj", "oprd") and c.i > verb.i), None)
    how = mode(verb)
    if what is None or how.negated or how.kind not in ("real", "present", "ongoing"):
        return _considered(ctx, sentence, verb)
    at = sentence.paragraph.offset(what)
    place = place_at(ctx, sentence, what)
    day = next((t for t in ctx.times(sentence) if t.start <= at < t.end and t.grain == "day" and t.edtf), None)
    bare = not any(c.dep_ in ("prep", "poss", "conj") for c in what.children) and not any(c.lower_ in ("as", "to") for c in verb.children)
    if what.lower_ in ("day", "date", "city", "place", "venue", "time") and any(c.lower_ == "same" for c in what.lefts):
        start, end = extent(sentence, what.left_edge, what.right_edge)
        return [Ellipsis(what, Status("announced", "round.announced.named"), start, end, same=True)]
    if not bare or (day is None and (place is None or place.kind != "city")):
        return _considered(ctx, sentence, verb)
    value = "confirmed" if lemma(verb) == "confirm" else "announced"
    status = Status(value, f"round.{value}.named", bygone=verb.tag_ == "VBD")
    start, end = extent(sentence, what, what)  # the verb is the cue of whoever names it
    end = max(end, day.end if day else 0)
    return [Ellipsis(what, status, start, end, (day,) if day else (), cities(place))]


def _did_so(ctx: Context, sentence: Sentence, verb: Token) -> list[Ellipsis]:
    """ "Nobody knew where they would meet. On Saturday they did so in Rome": the verb of meeting of the sentence before, taken up."""
    if not any(c.lower_ == "so" and c.dep_ == "advmod" for c in verb.children):
        return []
    before = [s for s in ctx.sentences[max(0, sentence.index - 1) : sentence.index + 1] if s.field == sentence.field]
    met = any(next(match(t, meet=True), None) is not None for s in before for t in s.span if is_verb(t) and t.i != verb.i)
    how = mode(verb)
    if not met or how.negated or how.kind not in ("real", "planned"):
        return []
    subtree = {t.i for t in verb.subtree}
    places = [
        p for p in ctx.places(sentence) if p.kind == "city" and (t := ctx.root(sentence, p.start, p.end)) is not None and t.i in subtree
    ]
    length = next((t.minutes for t in ctx.times(sentence) if t.minutes is not None and t.timex3.value.startswith("PT")), None)
    value = "held" if how.kind == "real" else "announced"
    start, end = extent(sentence, verb.left_edge, verb)
    end = max([end, *(p.end for p in places)])
    times = times_on(ctx, sentence, verb)
    return [Ellipsis(verb, Status(value, f"round.{value}.did_so"), start, end, times, tuple(places), minutes=length)]


def _more(ctx: Context, sentence: Sentence, verb: Token, who: Token | None) -> list[Ellipsis]:
    """ "Three more followed, the last on 21 September", "two further rounds followed, the last of them in Rome on 3 May"."""
    more = [t for t in (who, *who.children) if t.lower_ in ("more", "others", "further", "other")] if who is not None else []
    number = next((n for t in (who, *who.children) if (n := cardinal_of(t.lower_))), None) if who is not None else None
    last = next(
        (t for t in sentence.span[verb.i - sentence.span.start :] if t.lower_ in ("last", "latest") and t.nbor(-1).lower_ == "the"), None
    )
    if not more or number is None or last is None or mode(verb).kind != "real" or mode(verb).negated:
        return []
    at = sentence.paragraph.offset(last)
    times = tuple(t for t in ctx.times(sentence) if t.start > at and t.edtf and t.grain in ("day", "month"))[:1]
    places = tuple(p for p in ctx.places(sentence) if p.start > at and p.kind == "city" and p.sense != "metonymic")[:1]
    if not times and not places:
        return []
    end = max([*(t.end for t in times), *(p.end for p in places)])
    start = sentence.paragraph.offset(verb.left_edge)
    return [Ellipsis(last, Status("held", "round.held.more"), start, end, times, places, further=number)]


def _going(ctx: Context, sentence: Sentence, verb: Token) -> list[Ellipsis]:
    """ "They moved to Rome a week later", "the negotiators will return there on Saturday", "the team will not come to Lima in May"."""
    who, how = subject(verb), mode(verb)
    if who is None or not (who.lower_ == "they" or noun_lemma(who.lower_) in words("ellipses", "envoys")):
        return []
    goals = [g for c in verb.children if c.dep_ == "prep" and c.lower_ == "to" for g in c.children if g.dep_ == "pobj"]
    place = next((p for g in goals if (p := place_at(ctx, sentence, g)) is not None and p.kind == "city"), None)
    times = times_on(ctx, sentence, verb)
    if not times or (place is None and not any(c.lower_ == "there" for c in verb.children)):
        return []
    value = plan_status(how)
    if how.kind == "real" and not how.negated and lemma(verb) in ("move", "return", "shift"):
        value = "held"
    elif how.kind == "planned" and how.negated:
        value = "cancelled"
    if value is None or (value != "held" and who.lower_ != "they" and place is not None):
        return []  # of these tells reading/talks/trips.py
    if value == "held" and any(past_of(t.edtf, ctx.published) is False for t in times):
        return []
    start, end = extent(sentence, who.left_edge, verb)
    end = max([end, *(t.end for t in times), *([place.end] if place else [])])
    return [Ellipsis(verb, Status(value, f"round.{value}.going", how.certainty), start, end, times, cities(place))]


def _next(ctx: Context, sentence: Sentence, verb: Token) -> list[Ellipsis]:
    """ "London came next, in June", "Geneva followed in July"."""
    who = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    place = place_at(ctx, sentence, who) if who is not None else None
    how = mode(verb)
    if lemma(verb) == "follow" and (told := _more(ctx, sentence, verb, who)):
        return told
    ordered = lemma(verb) == "follow" or any(c.lower_ in ("next", "then", "first", "second", "third", "last") for c in verb.children)
    if who is None or place is None or place.kind != "city" or how.kind != "real" or how.negated or not ordered:
        return _going(ctx, sentence, verb)
    if any(c.dep_ in ("dobj", "ccomp") and c.i > verb.i for c in verb.children):
        return []
    times = times_on(ctx, sentence, verb)
    start, end = extent(sentence, who.left_edge, next((c for c in verb.children if c.lower_ == "next"), verb))
    return [Ellipsis(who, Status("held", "round.held.next"), start, max([end, *(t.end for t in times)]), times, (place,))]


def times_on(ctx: Context, sentence: Sentence, verb: Token) -> tuple[TimeExpression, ...]:
    """The days and months that hang on a verb itself, or on a place or day that does."""
    found = []
    for time in ctx.times(sentence):
        token = ctx.root(sentence, time.start, time.end)
        told = time.minutes is None or lies_ahead(time)
        if time.edtf and told and time.grain in ("day", "part_of_day", "week", "month", "vague") and hangs_on(token, verb):
            found.append(time)
    return tuple(found)


#: Verbs of going, whose day may stand after the place that one goes to.
_GOING = ("move", "return", "shift", "travel", "fly", "go")


def hangs_on(token: Token | None, verb: Token) -> bool:
    """Whether a word hangs on a verb through prepositions and nouns of place and time alone."""
    before = token
    for _ in range(6):
        if token is None or token.i == verb.i:
            return token is not None
        if token.dep_ == "dobj" and before is not None and before.dep_ == "prep":
            return token.head.i == verb.i  # "exchanged notes in Vienna": of the notes or of the exchange
        if is_verb(token) or token.dep_ in ("nsubj", "nsubjpass", "dobj", "relcl", "acl", "appos"):
            return False
        way = token.lower_ == "to" and token.head.i == verb.i and lemma(verb) in _GOING
        if token.dep_ == "prep" and token.lower_ not in ("in", "at", "on") and not way:
            return False
        before, token = token, token.head
    return False


def _settled(ctx: Context, sentence: Sentence, verb: Token) -> list[Ellipsis]:
    """ "What was settled in Basel on 2 June", "in Basel in May the two sides agreed …, and in Bern in June …": they met there."""
    how = mode(verb)
    if (
        how.negated
        or _heads_of_state(verb)
        or how.kind not in ("real", "present")
        or (how.kind == "present" and not is_passive(verb))
        or not by_all(ctx, sentence, verb)
    ):
        return _named(ctx, sentence, verb)
    if lemma(verb) in ("exchange", "swap") and not any(
        c.dep_ == "dobj" and noun_lemma(c.lower_) in words("ellipses", "papers") for c in verb.children
    ):
        return []  # prisoners are exchanged elsewhere
    times = [t for t in times_on(ctx, sentence, verb) if t.grain != "vague" and past_of(t.edtf, ctx.published) is not False]
    begins = ctx.begins(sentence)
    named = [p for p in ctx.places(sentence) if p.kind in ("city", "country")]
    places = [p for p in named if p.start >= begins and hangs_on(ctx.root(sentence, p.start, p.end), verb)] or _abroad(ctx, sentence, verb)
    found: list[Ellipsis] = []
    for place in places:
        day = _paired(place, times, places)
        if day is not None:
            start, end = max(begins, min(place.start, day.start)), max(place.end, day.end)
            found.append(Ellipsis(verb, Status("held", "round.held.settled"), start, end, (day,), cities(place)))
    return found


def _heads_of_state(verb: Token) -> bool:
    """Whether two presidents by name agreed on something ("the truce that President A and President B agreed in Lima in May"): no round."""
    who = next((c for c in verb.children if c.dep_ == "nsubj" and c.tag_ == "NNP"), None)
    people = (who, *who.conjuncts) if who is not None else ()
    return len(people) > 1 and any(t.lower_ in ("president", "presidents") for p in people for t in p.lefts)


def _abroad(ctx: Context, sentence: Sentence, verb: Token) -> list[PlaceMention]:
    """The dateline of "BRUSSELS, Feb 27 — The leaders of Kosovo and Serbia agreed on Monday": a city that is in neither land."""
    who = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    places = [p for p in ctx.dateline() if p.kind == "city"]
    if who is None or len(places) != 1 or ctx.begins(sentence) == sentence.start:
        return []
    codes = codes_of(ctx, sentence, who.subtree)
    return places if len(codes) > 1 and places[0].country not in codes else []


def _paired(place: PlaceMention, times: Sequence[TimeExpression], places: Sequence[PlaceMention]) -> TimeExpression | None:
    """The time that stands closest to a place, and to no other place closer."""
    best = min(times, key=lambda t: _gap(t, place), default=None)
    if best is None or any(_gap(best, other) < _gap(best, place) for other in places):
        return None
    return best


def _gap(time: TimeExpression, place: PlaceMention) -> int:
    return time.start - place.end if time.start >= place.end else place.start - time.end + 1


def by_all(ctx: Context, sentence: Sentence, verb: Token) -> bool:
    """Whether it is the sides together who settled something: several parties, a plural of people, or nobody named."""
    who = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if who is None:
        return is_passive(verb) or verb.dep_ in ("acl", "relcl")
    if who.lower_ == "they":
        return True
    if who.tag_ == "NNS" and noun_lemma(who.lower_) in words("nouns", "people"):
        return True
    return len(codes_of(ctx, sentence, who.subtree)) > 1 or (is_passive(verb) is False and verb.dep_ == "relcl" and who.tag_ == "WDT")


_RULES = {
    "be": _is_place,
    "do": _did_so,
    "remain": _is_place,
    "become": _is_place,
    "come": _next,
    **dict.fromkeys(_GOING, _going),
    "follow": _next,
    **dict.fromkeys(("name", "confirm", "give", "announce", "mention", "specify"), _named),
    **dict.fromkeys(("consider", "propose", "suggest", "discuss", "float", "choose", "pick", "select", "designate", "offer"), _considered),
    **dict.fromkeys(("agree", "settle", "accept", "reach", "thrash", "hammer", "clinch", "strike", "exchange", "swap"), _settled),
}
