"""Meetings that are no rounds of the talks of a dispatch: among people of one land, of a union of states, at home, with a third party."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.codebook.parties import kind_of
from detente.reading.grammar import is_verb, subject
from detente.reading.lemmas import lemma, noun_lemma
from detente.reading.talks.context import Context
from detente.reading.talks.formats import level_of
from detente.reading.talks.looking import Found
from detente.reading.talks.mentions import Mention
from detente.reading.talks.parties import codes_of
from detente.reading.talks.status import PLANNED

if TYPE_CHECKING:
    from detente.reading.tree import Token


def of_others(ctx: Context, item: Found, main: tuple[str, ...]) -> bool:
    """Whether a mention is of a meeting of others than the parties of the talks, or of one party alone."""
    if _of_bank(item.mention) or _over_years(item.mention) or _of_his_own(item.mention) or _recalled(item.mention):
        return True
    if len(main) < 2:
        return False
    return (
        _among_one(ctx, item.mention, main)
        or _of_union(item.mention, item.parties, main)
        or _homeward(ctx, item, main)
        or _with_a_third(ctx, item, main)
    )


def _among_one(ctx: Context, mention: Mention, main: tuple[str, ...]) -> bool:
    """ "Talks among Afghans": those of one people, where the talks are between states or that people is no party to them."""
    for prep in mention.token.children:
        if prep.dep_ != "prep" or prep.lower_ not in ("among", "amongst", "between"):
            continue
        who = next((g for g in prep.children if g.dep_ == "pobj" and g.tag_ in ("NNS", "NNPS", "NNP")), None)
        codes = codes_of(ctx, mention.sentence, who.subtree) if who is not None else []
        if who is not None and len(codes) == 1 and who.lower_.endswith("s") and not who.conjuncts:
            return codes[0] not in main or all(kind_of(p) == "country" for p in main)
    return False


def _of_union(mention: Mention, parties: tuple[str, ...], main: tuple[str, ...]) -> bool:
    """ "The summit of the African Union", where the union is no party of the talks."""
    if noun_lemma(mention.token.lower_) != "summit" or len(parties) != 1:
        return False
    return parties[0] not in main and kind_of(parties[0]) == "organization"


def _homeward(ctx: Context, item: Found, main: tuple[str, ...]) -> bool:
    """ "The Chilean envoy flies to Santiago for consultations": with his own government."""
    if item.mention.ordinals or (item.status is not None and item.status.value not in PLANNED):
        return False
    verb = next((p.verb for p in item.mention.predicates if p.form.sort == "travel"), None)
    who = subject(verb) if verb is not None else None
    city = next((p for p in item.slots.places if p.kind == "city"), None)
    if who is None or city is None or city.country is None:
        return False
    at = item.mention.sentence.paragraph.offset(who)
    own = set(codes_of(ctx, item.mention.sentence, who.subtree))
    own |= {a.party for a in ctx.actors(item.mention.sentence) if a.start <= at < a.end and a.party}
    return own == {city.country} and set(item.parties) <= own and city.country in main


def _with_a_third(ctx: Context, item: Found, main: tuple[str, ...]) -> bool:
    """ "Kabul hopes for direct talks with the rebels": what somebody wishes for himself who belongs to none of those who meet."""
    mention, status = item.mention, item.status
    if item.voice is None or not item.voice.chain or status is None or status.value not in ("announced", "proposed"):
        return False
    own = item.voice.chain[0].party
    company = any(c.dep_ == "prep" and c.lower_ == "with" for c in mention.token.children)
    if own is None or own in main or kind_of(own) != "country" or not company or len(item.parties) != 1 or item.parties[0] not in main:
        return False
    verbs: list[Token] = [p.verb for p in mention.predicates] + ([mention.over] if mention.over is not None else [])
    verbs += [a for v in verbs for a in v.ancestors if is_verb(a)]
    subjects = [s for v in verbs if (s := subject(v)) is not None]
    return not any(set(codes_of(ctx, mention.sentence, s.subtree)) & set(main) for s in subjects)


def _of_his_own(mention: Mention) -> bool:
    """ "His own talks in Geneva", "the UN's own talks", "held consultations of their own": other ones than those that are told."""
    if mention.sort != "noun" or mention.ordinals:
        return False
    owned = any(t.lower_ == "own" and t.i > t.sent.start and t.nbor(-1).tag_ in ("PRP$", "POS") for t in mention.token.lefts)
    after = [g for c in mention.token.children if c.dep_ == "prep" and c.lower_ == "of" for g in c.subtree]
    return owned or [t.lower_ for t in after[2:3]] == ["own"]


def _of_bank(mention: Mention) -> bool:
    """ "The Bank of Canada meets on 6 September", "the board will meet on Friday": a body that sits alone."""
    who = subject(mention.token) if mention.sort == "verb" else None
    if who is None or who.conjuncts or who.lower_ not in _SITTING:
        return False
    return not any(c.dep_ == "prep" and c.lower_ == "with" for c in mention.token.children)


_SITTING = frozenset({"bank", "fed", "reserve", "board", "opec", "opec+"})


def _recalled(mention: Mention) -> bool:
    """ "Was called home for consultations", "has recalled its ambassador for consultations": with his own government."""
    verb, plain = mention.over, mention.sort == "noun" and not mention.ordinals
    if not plain or verb is None or mention.role != "for" or not is_verb(verb):
        return False
    home = any(c.lower_ in ("home", "back") for c in verb.children)
    return lemma(verb) in ("recall", "withdraw") or (home and lemma(verb) in ("call", "bring", "summon", "order", "fly", "go", "return"))


def beside_rounds(item: Found, found: list[Found]) -> bool:
    """Whether experts are to meet beside a numbered round of those over them ("the technical teams will meet before that")."""
    if item.mention.ordinals or item.status is None or item.status.value not in PLANNED or level_of(item.mention) != "experts":
        return False
    counted = [f for f in found if f.mention.ordinals and f.mention.ordinals[0] > 1]
    return bool(counted) and all(level_of(f.mention) != "experts" for f in counted)


def _over_years(mention: Mention) -> bool:
    """ "Proposes consultations over 15 years": what a text is to provide for, no meeting."""
    if mention.sort != "noun" or mention.ordinals:
        return False
    near = [*mention.token.children, *(c for p in mention.predicates for c in p.verb.children if c.i > mention.token.i)]
    spans = [g for c in near if c.dep_ == "prep" and c.lower_ in ("over", "for", "lasting") for g in c.children]
    return any(noun_lemma(g.lower_) in ("year", "decade") and any(t.tag_ == "CD" for t in g.lefts) for g in spans)
