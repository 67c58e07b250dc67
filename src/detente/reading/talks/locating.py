"""Venues that are only pointed to: "there", "in the same city", "in the Omani capital", "all were in Geneva"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from detente.codebook import table
from detente.codebook.townfile import name_key
from detente.model import PlaceMention
from detente.reading.grammar import auxiliaries, is_negated, is_verb, tense
from detente.reading.lemmas import lemma, noun_lemma
from detente.reading.talks.context import Context
from detente.reading.talks.lexicon import words
from detente.reading.talks.mentions import Mention
from detente.reading.talks.sites import SITE, capital_of, site_of
from detente.reading.talks.slots import owner
from detente.reading.talks.status import status_of

if TYPE_CHECKING:
    from detente.reading.parse import Sentence
    from detente.reading.tree import Token

_ALL_IN = re.compile(
    r"^\W*(?:all|both|each)(?: (?:three|four|five|six))?(?: of (?:them|these|the \w+))? "
    r"(?:were|was|took place|happened)(?: held)? (?:in|at)\b"
)


def pointed_to(ctx: Context, mention: Mention, last: str | None) -> str | None:
    """The city that "there" or "in the same city" points back to: one named before it in the sentence, else the last venue.

    Where nothing points, the city of the building in which people meet, that of the clause which goes on ("gathered in Rome and
    wound up the first round"), or, for what was called off, where it was to be.
    """
    for token in mention.sentence.span:
        if token.lower_ == "capital" and token.dep_ == "pobj" and (named_so := capital_of(token)) and _hangs(token, mention):
            return named_so
        adverb = token.lower_ == "there" and token.dep_ == "advmod" and token.head.i in mention.anchors()
        noun = (
            token.lower_ in ("city", "capital", "town", "village") and token.dep_ == "pobj" and token.head.lower_ == "in" and _bare(token)
        )
        if adverb or (noun and token.head.head.i in mention.anchors()):
            at = mention.sentence.paragraph.offset(token)
            named = [p for p in ctx.places(mention.sentence) if p.kind in ("city", "country") and p.sense != "metonymic" and p.end < at]
            if not named:
                return last
            return named[-1].name if named[-1].kind == "city" else None
    return _of_site(ctx, mention, last) or _gone_on(ctx, mention) or _called_off(ctx, mention, last) or _of_title(ctx, mention)


def _of_site(ctx: Context, mention: Mention, last: str | None) -> str | None:
    """The city of the building in which people meet: a landmark's, one named beside it, that told last, or the title's."""
    name, span = site_of(mention)
    low = name_key(name or "")
    landmark = next((city for known, city in _landmarks().items() if known in low), None)
    if name is None or span is None or in_land(ctx, mention) or unlisted(ctx, mention) is not None:
        return landmark if landmark == name else None  # "at Camp David"
    at, end = mention.sentence.paragraph.offset(span[0]), mention.sentence.paragraph.end(span[1])
    within = [p.name for p in ctx.places(mention.sentence) if p.kind == "city" and at <= p.start and p.end <= end]
    if len(within) == 1 and span[0].i < span[1].i and any(t.tag_ == "POS" for t in span[0].doc[span[0].i : span[1].i]):
        return within[0]  # "at Geneva's UN headquarters"
    if len(within) == 1 and _NAMED_AFTER.search(name):
        return within[0]  # "at the Havana Convention Center"
    if landmark is not None:
        return landmark
    beside = [p for p in ctx.places(mention.sentence) if p.kind == "city" and p.sense != "metonymic" and 0 <= p.start - at < _BESIDE]
    if beside:
        return beside[0].name
    if last is not None and not (_OUTLYING.search(name) and _at_home(ctx, mention, last)):
        return last
    title = {p.name for s in ctx.titles for p in ctx.places(s) if p.kind == "city" and p.sense != "metonymic"}
    return title.pop() if len(title) == 1 else None


#: Halls that bear the name of their city.
_NAMED_AFTER = re.compile(r"\b(?:convention|conference|congress|exhibition|peace|trade)\s(?:cent(?:er|re)|hall|palace)$", re.I)

#: Places that lie outside the city in which a paper sits.
_OUTLYING = re.compile(r"\b(?:point|crossing|checkpoint|post|base|camp|barracks|border|resort|retreat|castle|lodge|airport)\b", re.I)


def _of_title(ctx: Context, mention: Mention) -> str | None:
    """The city of the headline, where it gives the same days ("Leaders called to Rome for July 16 and 17")."""
    if in_land(ctx, mention) or status_of(mention) is None:
        return None
    titles = ctx.titles
    cities = {p.name for s in titles for p in ctx.places(s) if p.kind == "city" and p.sense != "metonymic"}
    days = {t.edtf for s in titles for t in ctx.times(s) if t.edtf and t.grain == "day"}
    same = days & {t.edtf for t in ctx.times(mention.sentence)}
    return cities.pop() if len(cities) == 1 and same else None


def _at_home(ctx: Context, mention: Mention, city: str) -> bool:
    """Whether a city is only that of the dateline, and a party's own: the paper may write from there about talks elsewhere."""
    line = next((p for p in ctx.dateline() if p.kind == "city" and p.name == city), None)
    if line is None or line.country not in ctx.scene.main:
        return False
    before = ctx.sentences[: mention.sentence.index + 1]
    return not any(p.name == city and p.sense != "metonymic" and p != line for s in before for p in ctx.places(s))


#: How far after a building, in code points, its city may be named.
_BESIDE = 60


@cache
def _landmarks() -> dict[str, str]:
    """Cities of buildings that are known by name, by the key of the name."""
    return {name_key(name): city for city, names in table("en/places.toml")["landmarks"].items() for name in names}


def _gone_on(ctx: Context, mention: Mention) -> str | None:
    """The city of the clause that the one of a meeting goes on from, where both are told as past."""
    for predicate in mention.predicates:
        verb = predicate.verb
        bare = not auxiliaries(verb) and not any(c.dep_ in ("nsubj", "nsubjpass", "aux") for c in verb.children)
        if verb.dep_ != "conj" or not is_verb(verb.head) or tense(verb.head) != "past" or not (bare or tense(verb) == "past"):
            continue
        for place in ctx.places(mention.sentence):
            token = ctx.root(mention.sentence, place.start, place.end) if place.kind == "city" and place.sense != "metonymic" else None
            if token is not None and token.dep_ == "pobj" and token.head.lower_ in ("in", "at") and token.head.head.i == verb.head.i:
                return place.name
    return None


def _called_off(ctx: Context, mention: Mention, last: str | None) -> str | None:
    """Where a meeting that is off was to be: where the text has set it, or the dateline, unless that is a party's own city."""
    status = status_of(mention)
    off = status is not None and status.value == "cancelled" and status.polarity != "denied"
    if off and (refused := _not_gone_to(ctx, mention)) is not None:
        return refused
    if any(t.lower_ in ("a", "an", "another") for t in mention.token.lefts):
        return None  # "a session foreseen for July fell through": another one than that which was told
    return last if off and last is not None and not in_land(ctx, mention) and not _at_home(ctx, mention, last) else None


def _not_gone_to(ctx: Context, mention: Mention) -> str | None:
    """The city to which somebody does not go, in the sentence or right before ("Peru will not go to Quito. The meeting cannot …")."""
    for sentence in reversed(ctx.sentences[max(0, mention.sentence.index - 1) : mention.sentence.index + 1]):
        for place in ctx.places(sentence) if sentence.field == "text" else ():
            token = ctx.root(sentence, place.start, place.end) if place.kind == "city" else None
            verb = token.head.head if token is not None and token.dep_ == "pobj" and token.head.lower_ in ("to", "for") else None
            if verb is not None and lemma(verb) in _GOING and is_negated(verb):
                return place.name
    return None


_GOING = frozenset({"go", "come", "travel", "fly", "leave", "head", "return"})


def _hangs(noun: Token, mention: Mention) -> bool:
    """Whether a noun is tied to a meeting by a preposition of place ("in the capital")."""
    if noun.head.lower_ not in ("in", "at"):
        return False
    found, _, _ = owner(noun, [mention])
    return found is not None


def _town_of(ctx: Context, mention: Mention) -> str | None:
    """The name of "in the Costa Rican town of Liberia", whichever country bears it too, and of an island by its own."""
    for token in mention.sentence.span:
        if token.lower_ not in _LOCALITY | {"city", "island"} or token.dep_ != "pobj" or token.head.lower_ not in ("at", "in", "on"):
            continue
        name = next((g for c in token.children if c.lower_ == "of" for g in c.children if g.tag_ == "NNP"), None)
        at = mention.sentence.paragraph.offset(name) if name is not None else 0
        if name is not None and _tied(token.head, mention.anchors()):
            there = next((p for p in ctx.places(mention.sentence) if p.start <= at < p.end), None)
            renamed = there is not None and token.lower_ == "island" and there.name != there.text
            return there.text if there is not None and (renamed or there.kind == "country") else None
    return None


_LOCALITY = frozenset({"village", "town", "district", "point", "post", "crossing", "checkpoint", "pass", "oasis", "valley"})


def unlisted(ctx: Context, mention: Mention) -> str | None:
    """The name of a place that is in no table: "met at Moldo", "held in the village of Kidal", "the Chushul border point"."""
    sentence, anchors = mention.sentence, mention.anchors()
    if _all_capitals(sentence):
        return None
    taken = [(p.start, p.end) for p in ctx.places(sentence)] + [(a.start, a.end) for a in ctx.actors(sentence)]
    taken += [(t.start, t.end) for t in ctx.times(sentence)]
    for token in sentence.span:
        if token.dep_ != "pobj" or token.head.lower_ not in ("at", "in") or not _tied(token.head, anchors):
            continue
        row = [t for t in token.subtree if (t.i <= token.i and t.dep_ in ("compound", "amod", "nmod")) or t.i == token.i]
        if token.lower_ in _LOCALITY:
            row = [t for t in row if t.tag_ in ("NNP", "NNPS")]
        elif token.tag_ != "NNP" or any(t.dep_ == "det" for t in token.lefts) or not token.text[:1].isupper():
            continue
        row = [t for t in row if t.text[:1].isupper()]
        at = [sentence.paragraph.offset(t) for t in row]
        if row and len(row[-1].text) > 2 and not any(s <= a < e for a in at for s, e in taken) and not SITE.search(row[-1].text):
            last = row[-1].i
            while last + 2 < len(token.doc) and token.doc[last + 1].text == "-" and not token.doc[last].whitespace_:
                last += 2  # "Pha-an"
            return row[0].doc[row[0].i : last + 1].text
    return None


def _all_capitals(sentence: Sentence) -> bool:
    """Whether every longer word has a capital, as in some headlines: there a capital marks no name."""
    long = [t for t in sentence.span if t.is_alpha and len(t) > 3]
    return len(long) > 3 and all(t.text[0].isupper() for t in long)


def in_land(ctx: Context, mention: Mention) -> bool:
    """Whether a meeting is set in a country or region without its city ("met in Malaysia", "sat down in the Gulf")."""
    anchors = mention.anchors()
    for place in ctx.places(mention.sentence):
        token = ctx.root(mention.sentence, place.start, place.end) if place.kind in ("country", "region", "feature") else None
        if token is not None and token.dep_ == "pobj" and token.head.lower_ in ("in", "at") and _tied(token.head, anchors):
            return True
    return False


def _tied(prep: Token, anchors: set[int]) -> bool:
    """Whether a preposition hangs on a meeting, or on the day or other place that hangs on it."""
    here = prep
    for _ in range(5):
        if here.head.i in anchors:
            return True
        if here.head.i == here.i or is_verb(here.head):
            return False
        here = here.head
    return False


def named_capital(ctx: Context, mention: Mention, places: tuple[PlaceMention, ...]) -> str | None:
    """The city of "opened in the Cuban capital", where it stands before any other that the sentence gives to the meeting."""
    if (told := _town_of(ctx, mention) or _last_of_them(ctx, mention) or _moved_to(ctx, mention) or _where(ctx, mention)) is not None:
        return told
    anchors = mention.anchors()
    for token in mention.sentence.span:
        if token.lower_ != "capital" or token.dep_ != "pobj" or token.head.lower_ != "in" or token.head.head.i not in anchors:
            continue
        at = mention.sentence.paragraph.offset(token)
        if all(at < p.start for p in places if p.kind == "city"):
            return capital_of(token)
    return None


def _where(ctx: Context, mention: Mention) -> str | None:
    """The city of a clause of place ("dates from Paris, where the negotiators met the mediators")."""
    for verb in (p.verb for p in mention.predicates):
        if verb.dep_ == "relcl" and any(c.lower_ == "where" and c.i < verb.i for c in verb.children):
            at = mention.sentence.paragraph.offset(verb.head)
            return next((p.name for p in ctx.places(mention.sentence) if p.kind == "city" and p.start <= at < p.end), None)
    return None


def _moved_to(ctx: Context, mention: Mention) -> str | None:
    """The city to which a meeting is moved ("moved from Lima to Quito")."""
    verbs = {p.verb.i for p in mention.predicates if p.form.sort == "move"}
    for place in ctx.places(mention.sentence) if verbs else ():
        token = ctx.root(mention.sentence, place.start, place.end) if place.kind == "city" else None
        if token is not None and token.dep_ == "pobj" and token.head.lower_ == "to" and {a.i for a in token.ancestors} & verbs:
            return place.name
    return None


def _last_of_them(ctx: Context, mention: Mention) -> str | None:
    """The city of "three in Muscat and two in Rome, the last of them on May 23": the one named right before."""
    for token in mention.sentence.span:
        if token.lower_ not in ("last", "latest") or not any(c.lower_ == "of" for c in token.children):
            continue
        at = mention.sentence.paragraph.offset(token)
        before = [p for p in ctx.places(mention.sentence) if p.kind == "city" and p.end <= at]
        after = [p for p in ctx.places(mention.sentence) if p.kind == "city" and p.start > at]
        if len(before) > 1 and not after and token.i in mention.anchors() | {t.i for m in (mention,) for t in m.token.subtree}:
            return before[-1].name
    return None


def _bare(noun: Token) -> bool:
    return all(t.lower_ in ("the", "same", "that") for t in noun.lefts)


def common_venue(ctx: Context, told: list[int]) -> str | None:
    """The one city of all rounds, told beside one of the sentences that tell of them: "All were in Geneva"."""
    for n in sorted(set(told)):
        for sentence in ctx.sentences[n : n + 2]:
            opening = sentence.text[:60].lower()
            cities = [p.name for p in ctx.places(sentence) if p.kind == "city"]
            if len(set(cities)) == 1 and _ALL_IN.match(opening):
                return cities[0]
    return None


def both_in(ctx: Context, sentence: Sentence) -> str | None:
    """The one city of all rounds of a sentence, told at its end: "the second was held in May, the third in June, both in Lima"."""
    found = _BOTH_IN.search(sentence.text)
    if found is None:
        return None
    at = sentence.start + found.end()
    return next((p.name for p in ctx.places(sentence) if p.kind == "city" and 0 <= p.start - at <= len("the ")), None)


_BOTH_IN = re.compile(r"[,;—–-]\s(?:all|both|each|all of them|both of them)(?: (?:three|four|five|six))?(?: times)?(?: held)? (?:in|at) ")


def came_in(ctx: Context) -> bool:
    """Whether the other side came to where the dispatch is written: "had flown in for the talks", "the visiting negotiators"."""
    opening = [s for s in ctx.sentences[: _OPENING + 1] if s.field == "text"]
    return any(_comes_in(ctx, t) for s in opening for t in s.span)


#: How many sentences from the top it is told that people came or left.
_OPENING = 30


def _dateline_of(ctx: Context, token: Token) -> bool:
    """Whether a word is the city of the dateline."""
    return token.dep_ == "dobj" and any(p.kind == "city" and p.name == token.text for p in ctx.dateline())


def _comes_in(ctx: Context, token: Token) -> bool:
    if token.lower_ == "visiting" and token.dep_ == "amod":
        return noun_lemma(token.head.lower_) in words("ellipses", "envoys") | words("nouns", "people")
    if not is_verb(token) or tense(token) != "past":
        return False
    if lemma(token) in ("leave", "depart"):  # "the delegations left Algiers separately"
        who = next((c for c in token.children if c.dep_ == "nsubj"), None)
        return (
            who is not None and noun_lemma(who.lower_) in words("ellipses", "envoys") and any(_dateline_of(ctx, c) for c in token.children)
        )
    if lemma(token) not in ("fly", "jet"):
        return False
    after = next((t for t in token.children if t.i > token.i and t.lower_ == "in"), None)
    return after is not None and not any(g.tag_ == "NNP" for g in after.children)
