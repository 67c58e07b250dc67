"""The people whom a sentence names or describes for a party, and how they stand in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.codebook import table
from detente.model import ActorMention, Head
from detente.reading.grammar import is_verb
from detente.reading.lemmas import noun_lemma
from detente.reading.parse import Sentence
from detente.reading.talks.context import Context

if TYPE_CHECKING:
    from detente.reading.tree import Token

Heads = dict[str, Head]

#: Word lists for delegations and meetings, by name.
WORDS = {name: frozenset(some) for name, some in table("en/roles.toml")["delegates"].items()}

#: How many words a title before a name may have.
TITLE = 9


@dataclass(frozen=True)
class Delegate:
    """Somebody of a party whom a sentence names or describes."""

    head: Head
    party: str

    #: The head token of the words that name him, and the word over all that belongs to them.
    token: Token
    top: Token

    #: How the top stands to its governor: a relation of the parse, or a preposition.
    relation: str

    #: The verb, noun or preposition that it hangs on in the end.
    over: Token | None

    #: The party whose delegation he is said to lead anywhere in the text.
    leads: str | None

    #: The party that the words right after him give him to ("Y the Ukrainian one", "Z for Norway"), or None.
    given: str | None = None


def delegates(ctx: Context, sentence: Sentence) -> list[Delegate]:
    """The people of a sentence who speak for a party, in order, less those who only own something ("Trump's envoy")."""
    owners, cast = ctx.scene.cast.owners, ctx.scene.cast
    found: list[Delegate] = []
    for mention in ctx.actors(sentence):
        if mention.kind != "person" or (mention.field, mention.start) in owners:
            continue
        token = ctx.root(sentence, mention.start, mention.end)
        if token is None or (token.tag_ in ("NNS", "NNPS") and mention.text[:1].islower()):
            continue
        gap = _given_to(ctx, sentence, mention)
        party = mention.party or gap
        if party is None:
            continue
        if any(d.head.name == mention.name for d in found):
            continue
        top, relation, over = stand(token)
        person = cast.person(mention.name)
        leads = person.leads if person is not None else None
        beside = next((d for d in found if over is not None and relation == "of" and over.i == d.token.i and top is not token), None)
        if beside is not None:  # "X of Peru and Y of Chile": the parser hangs Y on Peru
            top, relation, over = beside.top, beside.relation, beside.over
        found.append(Delegate(Head(mention.name, mention.role), party, token, top, relation, over, leads, gap))
    return found


#: Words between a name and the party that it stands for.
_FOR = frozenset({",", "the", "for", "representing", "speaking", "negotiating", "acting", "represented", "represents", "represent"})


def _given_to(ctx: Context, sentence: Sentence, mention: ActorMention) -> str | None:
    """The party to which the words after a name give him: "X for Norway", "… and Y the Ukrainian one", "… and Z Sudan's"."""
    doc = sentence.paragraph.doc
    last = doc.char_span(mention.start - sentence.paragraph.start, mention.end - sentence.paragraph.start, alignment_mode="expand")
    i = last.end if last is not None else len(doc)
    speaks = False
    while i < len(doc) and doc[i].lower_ in _FOR:
        speaks = speaks or doc[i].lower_ in ("for", "representing", "represented", "represents", "represent")
        i += 1
    for width in (3, 2, 1):
        form = ctx.scene.cast.named(doc[i : i + width].text) if i + width <= len(doc) and doc[i].text[:1].isupper() else None
        if form is not None:
            after = doc[i + width] if i + width < len(doc) else None
            team = after is not None and (noun_lemma(after.lower_) in WORDS["team"] or (after.tag_ == "POS" and not _owns(after)))
            by = team and after is not None and after.i + 1 < len(doc) and after.nbor().lower_ == "by"
            return form.code if speaks != team and form.way != "capital" and not by else _gapped_before(ctx, sentence, mention)
    return _gapped_before(ctx, sentence, mention)


def _gapped_before(ctx: Context, sentence: Sentence, mention: ActorMention) -> str | None:
    """The party of "…, Norway's by X" and "… and the Chilean one by X"."""
    doc = sentence.paragraph.doc
    first = doc.char_span(mention.start - sentence.paragraph.start, mention.end - sentence.paragraph.start, alignment_mode="expand")
    if first is None:
        return None
    by = next((i for i in range(first.start - 1, max(-1, first.start - 1 - TITLE), -1) if doc[i].lower_ == "by"), None)
    if by is None or by < 2 or is_verb(doc[by - 1]) or not (doc[by - 1].tag_ == "POS" or noun_lemma(doc[by - 1].lower_) in WORDS["team"]):
        return None
    form = ctx.scene.cast.named(doc[by - 2].text)
    return form.code if form is not None and form.way != "capital" else None


def _owns(mark: Token) -> bool:
    return mark.i + 1 < len(mark.doc) and mark.nbor().tag_.startswith(("NN", "JJ"))


def stand(token: Token) -> tuple[Token, str, Token | None]:
    """The top of the words around a name, how it stands to what it hangs on, and that word."""
    here = token
    for _ in range(8):
        if here.dep_ not in ("appos", "conj", "compound", "nmod", "npadvmod") or here.head.i == here.i or is_verb(here.head):
            break
        here = here.head
    head = here.head
    if head.i == here.i:
        return here, "", None
    if here.dep_ in ("pobj", "pcomp"):
        preposition, over = head, head.head
        while over.dep_ in ("prep", "advmod") and not is_verb(over) and over.head.i != over.i:
            over = over.head
        return here, preposition.lower_, over
    return here, here.dep_, head
