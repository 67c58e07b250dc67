"""Rounds told by what people did: "left Brussels without a deal", "received the two leaders", "as they were in Geneva on 17 March"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.reading.grammar import is_verb, subject
from detente.reading.lemmas import lemma, noun_lemma
from detente.reading.parse import Sentence
from detente.reading.talks.context import Context
from detente.reading.talks.days import past_of
from detente.reading.talks.ellipses import Ellipsis, by_all, cities, extent, hangs_on, place_at, plan_status, times_on
from detente.reading.talks.lexicon import match, words
from detente.reading.talks.mentions import Mention
from detente.reading.talks.mode import mode
from detente.reading.talks.numbers import DAYS, ordinal_at
from detente.reading.talks.parties import codes_of
from detente.reading.talks.status import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from detente.reading.tree import Token


def encounters(ctx: Context, sentence: Sentence, mentions: Sequence[Mention]) -> list[Ellipsis]:
    """The rounds that a sentence of the text tells in this way, beside its mentions of meetings."""
    anchors = {a for m in mentions for a in (*m.anchors(), *([m.over.i] if m.over is not None else []))}
    found: list[Ellipsis] = []
    for token in sentence.span:
        if is_verb(token) and lemma(token) == "meet":
            found += _not_since(ctx, sentence, token)
        elif is_verb(token) and token.i not in anchors:
            rule = _RULES.get(lemma(token))
            found += rule(ctx, sentence, token) if rule is not None else ()
        elif token.lower_ in ("date", "up", "follow-up"):
            found += _dated(sentence, token) if token.lower_ == "date" else _follow_up(ctx, sentence, token)
    return found


def _left(ctx: Context, sentence: Sentence, verb: Token) -> Iterator[Ellipsis]:
    """ "The two left Brussels on Thursday without a result", "the leaders went home from Ohrid with a verbal agreement"."""
    how = mode(verb)
    outcome = any(
        c.lower_ in ("with", "without") and any(noun_lemma(g.lower_) in words("ellipses", "results") for g in c.children)
        for c in verb.children
    )
    outcome = outcome or any(c.lower_ in ("handed", "empty-handed") and c.i > verb.i for c in verb.subtree)
    outcome = outcome or any(g.lower_ == "nothing" for c in verb.children if c.lower_ == "with" for g in c.children)
    if not outcome or how.kind != "real" or how.negated or not _several(ctx, sentence, verb):
        return
    goals = [c for c in verb.children if c.dep_ == "dobj"]
    goals += [g for c in verb.children if c.dep_ == "prep" and c.lower_ == "from" for g in c.children]
    place = next((p for g in goals if (p := place_at(ctx, sentence, g)) is not None), None)
    times = tuple(t for t in times_on(ctx, sentence, verb) if past_of(t.edtf, ctx.published) is not False)
    if place is None:
        return
    start, end = extent(sentence, verb.left_edge, verb)
    yield Ellipsis(verb, Status("held", "round.held.left"), start, max([end, place.end, *(t.end for t in times)]), times, cities(place))


def _spent(ctx: Context, sentence: Sentence, verb: Token) -> Iterator[Ellipsis]:
    """ "The ten officers spent Monday and Tuesday in Ghadames": days that both sides gave to one place."""
    how = mode(verb)
    goal = next((c for c in verb.children if c.dep_ in ("dobj", "npadvmod") and c.i > verb.i), None)
    if goal is None or goal.lower_ not in DAYS | {"weekend"} or how.kind != "real" or how.negated or not _several(ctx, sentence, verb):
        return
    places = [p for p in ctx.places(sentence) if p.kind == "city" and hangs_on(ctx.root(sentence, p.start, p.end), verb)]
    first, last = sentence.paragraph.offset(goal), sentence.paragraph.offset(goal.right_edge)
    times = tuple(t for t in ctx.times(sentence) if t.edtf and t.start <= last and t.end > first)
    if not places or not times or past_of(times[-1].edtf, ctx.published) is False:
        return
    start, end = extent(sentence, verb.left_edge, goal)
    yield Ellipsis(verb, Status("held", "round.held.spent"), start, max(end, places[0].end, times[-1].end), times, (places[0],))


def _several(ctx: Context, sentence: Sentence, verb: Token) -> bool:
    who = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if who is None:
        return False
    paired = (
        who.tag_ == "NNS" and noun_lemma(who.lower_) in words("ellipses", "sides") and any(t.lower_ in ("two", "both") for t in who.lefts)
    )
    return by_all(ctx, sentence, verb) or paired or who.lower_ in ("two", "both")


def _received(ctx: Context, sentence: Sentence, verb: Token) -> Iterator[Ellipsis]:
    """ "When he received the leaders in New York", "will see the two leaders together": who brings the sides before himself."""
    how = mode(verb)
    what = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if what is None or how.negated:
        return
    value = "held" if how.kind == "real" else plan_status(how) if how.kind != "present" else None
    place = next((p for p in ctx.places(sentence) if p.kind == "city" and hangs_on(ctx.root(sentence, p.start, p.end), verb)), None)
    times = times_on(ctx, sentence, verb)
    told = bool(place or times) and _each_other(ctx, sentence, verb, what)
    if value is None or not (told or _both_sides(ctx, sentence, what)):
        return
    start, end = extent(sentence, verb.left_edge, what.right_edge)
    if told and place is not None:
        end = max(end, place.end)
    yield Ellipsis(verb, Status(value, f"round.{value}.received", how.certainty), start, end, times, cities(place))


def _each_other(ctx: Context, sentence: Sentence, verb: Token, what: Token) -> bool:
    """Whether the man of one side receives that of the other ("the Kenyan minister received Abdi Warsame in Lamu", "received him")."""
    main = ctx.scene.main
    who = subject(verb)
    host = _side_of(ctx, sentence, who) if who is not None else None
    guest = _side_of(ctx, sentence, what)
    if what.lower_ in ("him", "her"):
        guest = _last_named(ctx, sentence, what, host)
    return len(main) > 1 and host in main and guest in main and host != guest


def _side_of(ctx: Context, sentence: Sentence, noun: Token) -> str | None:
    """The party of a person, by his name or by the words for him ("his Somali colleague")."""
    at = sentence.paragraph.offset(noun)
    person = next((a for a in ctx.actors(sentence) if a.kind == "person" and a.start <= at < a.end), None)
    if person is None and noun_lemma(noun.lower_) not in words("nouns", "people"):
        return None
    codes = codes_of(ctx, sentence, [noun, *noun.lefts])
    return person.party if person is not None and person.party else codes[0] if len(codes) == 1 else None


def _last_named(ctx: Context, sentence: Sentence, pronoun: Token, host: str | None) -> str | None:
    """The party of the man named last before a pronoun who is not of the host's side."""
    at = sentence.paragraph.offset(pronoun)
    near = ctx.sentences[max(0, sentence.index - _BACK) : sentence.index + 1]
    named = [
        a
        for s in near
        if s.field == "text"
        for a in ctx.actors(s)
        if a.kind == "person" and a.party and (s.index < sentence.index or a.end <= at)
    ]
    guests = [a.party for a in named if a.party != host]
    return guests[-1] if guests else None


#: How many sentences back a pronoun reaches for the man it stands for.
_BACK = 4


def _both_sides(ctx: Context, sentence: Sentence, noun: Token) -> bool:
    """Whether a noun means both sides: "the two leaders", "both delegations", the names of people of two parties."""
    plural = noun.tag_ == "NNS" and noun_lemma(noun.lower_) in words("ellipses", "sides")
    if plural and any(t.lower_ in ("the", "both", "two") for t in noun.lefts) and not any(t.tag_ in ("JJ", "NNP") for t in noun.lefts):
        of = [g for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for g in c.children]
        both = any(g.lower_ in ("sides", "parties", "countries") and any(t.lower_ in ("both", "two") for t in g.lefts) for g in of)
        return not of or both or len(codes_of(ctx, sentence, noun.subtree)) > 1
    people = [noun, *noun.conjuncts]
    parties = {
        a.party for t in people for a in ctx.actors(sentence) if a.kind == "person" and a.start <= sentence.paragraph.offset(t) < a.end
    }
    return len(people) == 2 and len(parties - {None}) == 2


def _were_there(ctx: Context, sentence: Sentence, verb: Token) -> Iterator[Ellipsis]:
    """ "As they were in Geneva on 17 and 18 March": people of both sides at one place on one day."""
    how = mode(verb)
    if how.kind != "real" or how.negated or any(c.dep_ in ("attr", "acomp", "xcomp", "ccomp") for c in verb.children):
        return
    goals = [g for c in verb.children if c.dep_ == "prep" and c.lower_ == "in" for g in c.children]
    place = next((p for g in goals if (p := place_at(ctx, sentence, g)) is not None and p.kind == "city"), None)
    times = tuple(t for t in times_on(ctx, sentence, verb) if t.grain == "day" and past_of(t.edtf, ctx.published) is True)
    if place is None or not times or not _several(ctx, sentence, verb):
        return
    start, end = extent(sentence, verb.left_edge, verb)
    yield Ellipsis(verb, Status("held", "round.held.were_there"), start, max(place.end, times[-1].end, end), times, (place,))


def _dated(sentence: Sentence, noun: Token) -> Iterator[Ellipsis]:
    """ "By evening they had a third date": the number of a meeting to come."""
    number = next((n for t in noun.lefts if (n := ordinal_at(t)) is not None and n > 1), None)
    verb = noun.head
    if (
        number is None
        or noun.dep_ != "dobj"
        or lemma(verb) not in ("have", "set", "fix", "name", "announce", "agree")
        or mode(verb).negated
    ):
        return
    start, end = extent(sentence, verb, noun)
    yield Ellipsis(noun, Status("announced", "round.announced.date"), start, end, ordinal=number)


def _follow_up(ctx: Context, sentence: Sentence, noun: Token) -> Iterator[Ellipsis]:
    """ "A follow-up could take place in Amman within two months"."""
    verb = noun.head
    paired = noun.lower_ == "follow-up" or any(c.lower_ == "follow" for c in noun.lefts)
    if not paired or noun.dep_ not in ("nsubj", "nsubjpass") or not any(f.sort in ("occur", "conduct", "plan") for f in match(verb)):
        return
    value = plan_status(mode(verb))
    if value is None:
        return
    places = [g for c in verb.children if c.dep_ == "prep" and c.lower_ == "in" for g in c.children]
    place = next((p for g in places if (p := place_at(ctx, sentence, g)) is not None), None)
    times = tuple(t for t in ctx.times(sentence) if t.edtf and t.start > sentence.paragraph.offset(verb))[:1]
    start, end = extent(sentence, noun.left_edge, verb)
    end = max([end, *(t.end for t in times), *([place.end] if place else [])])
    yield Ellipsis(noun, Status(value, f"round.{value}.follow_up", mode(verb).certainty), start, end, times, cities(place))


def _invited(ctx: Context, sentence: Sentence, verb: Token) -> Iterator[Ellipsis]:
    """ "Has invited the delegations back for Sunday": a day proposed to both sides."""
    how = mode(verb)
    what = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None)
    if what is None or what.tag_ != "NNS" or noun_lemma(what.lower_) not in words("ellipses", "sides") or how.negated:
        return
    value = "proposed" if how.kind in ("real", "present", "ongoing") else plan_status(how)
    after = {sentence.paragraph.offset(t) for t in verb.subtree if t.i > verb.i}
    times = tuple(t for t in ctx.times(sentence) if t.edtf and t.grain == "day" and any(t.start <= at < t.end for at in after))
    coming = times and past_of(times[0].edtf, ctx.published) is not True
    if value is None or not coming:
        return
    place = next((p for p in ctx.places(sentence) if p.kind == "city" and p.start in after), None)
    start, end = extent(sentence, verb, what)
    spans = [end, times[0].end, *([place.end] if place else [])]
    yield Ellipsis(
        verb, Status(value, f"round.{value}.invited", how.certainty), min(start, times[0].start), max(spans), times[:1], cities(place)
    )


def _not_since(ctx: Context, sentence: Sentence, verb: Token) -> Iterator[Ellipsis]:
    """ "Who had not met since Ohrid": there they met."""
    since = next((c for c in verb.children if c.lower_ == "since" and c.dep_ == "prep"), None)
    if since is None or not mode(verb).negated or mode(verb).kind != "real":
        return
    place = next((p for g in since.children if (p := place_at(ctx, sentence, g)) is not None and p.kind == "city"), None)
    if place is not None:
        start, end = extent(sentence, verb, since)
        yield Ellipsis(since, Status("held", "round.held.not_since"), start, max(end, place.end), (), (place,))


_RULES: dict[str, Callable[[Context, Sentence, Token], Iterator[Ellipsis]]] = {
    **dict.fromkeys(("leave", "depart", "return", "emerge", "go", "fly"), _left),
    "spend": _spent,
    **dict.fromkeys(("receive", "see", "host", "welcome"), _received),
    "be": _were_there,
    **dict.fromkeys(("invite", "summon"), _invited),
}
