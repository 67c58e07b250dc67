"""Who leads the delegations, party by party."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.codebook.parties import kind_of
from detente.model import Head
from detente.reading.frames import Attribution
from detente.reading.grammar import is_verb, subject
from detente.reading.lemmas import noun_lemma
from detente.reading.parse import Sentence
from detente.reading.talks.company import announced, meeting, of_office, of_sides
from detente.reading.talks.context import Context
from detente.reading.talks.delegates import Heads as Heads
from detente.reading.talks.delegates import delegates
from detente.reading.talks.leading import Lead, leaders, leads_now
from detente.reading.talks.lexicon import words
from detente.reading.talks.mentions import Mention
from detente.reading.talks.pairs import by_plural, facing, plural_in, speaking
from detente.reading.talks.records import Report
from detente.reading.talks.status import PLANNED, status_of

if TYPE_CHECKING:
    from detente.reading.tree import Token


@dataclass(frozen=True)
class Leaders:
    """Those whom the outlet's own words make heads of delegation."""

    #: Said to lead, anywhere in the text.
    named: Heads

    #: Whether they led every time.
    everywhere: bool

    #: Said to lead, sentence by sentence.
    led: dict[int, Heads]

    #: The same, where the sentence tells of no round itself.
    told: dict[int, Heads]

    #: Told to meet each other, sentence by sentence.
    met: dict[int, Heads]

    #: Told to sign for two sides, for want of anybody said to lead.
    signed: Heads

    #: Said in the present tense to lead, as before a round that is to come.
    now: Heads


def of_text(ctx: Context, main: tuple[str, ...]) -> Leaders:
    """Everybody whom the text makes head of a delegation of one of the main parties."""
    named: Heads = {}
    everywhere = False
    told: dict[int, Heads] = {}
    led_at: dict[int, Heads] = {}
    met: dict[int, Heads] = {}
    signed: Heads = {}
    now: Heads = {}
    later: set[str] = set()
    for sentence in ctx.sentences:
        if sentence.field != "text" or not any(a.kind == "person" for a in ctx.actors(sentence)):
            continue
        lead = leaders(ctx, sentence)
        later |= {h.name for h in lead.heads.values()} if lead.planned else set()
        led = {**opposite(ctx, sentence, main), **({} if lead.planned else at_table(lead, main))}
        faced = meeting(ctx, sentence, main, real=True) if ctx.speaker_of("text", sentence.start, sentence.end) is None else {}
        always = for_all(sentence) and bool(led or faced)
        signed = {**signers(ctx, sentence, main), **signed}
        if led:
            led_at[sentence.index] = led
            now = {**(led if leads_now(sentence) else {}), **now}
            named = {**led, **named}
            if always or not _of_a_round(ctx, sentence):
                told[sentence.index] = led
        if faced:
            met[sentence.index] = faced
            named = {**faced, **named} if always else named
        everywhere = everywhere or always
    named = {**by_plural(ctx, main), **_by_title(ctx, main, later), **named}
    named = {**facing(ctx, main, named), **named}
    named = {**speaking(ctx, main, named), **named}
    every = {**_series(met.values()), **named} if len(named) < 2 else named
    return Leaders(every, everywhere, led_at, told, met, signed, now)


def signers(ctx: Context, sentence: Sentence, main: tuple[str, ...]) -> Heads:
    """Those who sign for two of the main parties at least ("X signed for Peru, Y for Chile", "X and Y initialled the text")."""
    found: Heads = {}
    for mention in ctx.actors(sentence):
        stand = ctx.scene.cast.stands.get((mention.field, mention.start))
        if stand is not None and stand.sort == "sign" and not stand.planned and mention.kind == "person":
            found.setdefault(stand.party, Head(mention.name, mention.role))
    own = of_sides(found, main)
    return own if len(own) > 1 else {}


def at_table(lead: Lead, main: tuple[str, ...]) -> Heads:
    """Those said to lead who sit at the table: of the main parties, or of a third one whose delegation is named beside theirs."""
    own = of_sides(lead.heads, main)
    return {p: h for p, h in lead.heads.items() if p in own or (own and p in lead.sided and kind_of(p) != "organization")}


def _by_title(ctx: Context, main: tuple[str, ...], later: set[str]) -> Heads:
    """Those whom a title makes heads of delegation ("head of the government delegation", "chief negotiator X")."""
    text = ctx.scene.parsed.document.text.lower()
    found: Heads = {}
    for person in ctx.scene.cast.people():
        chief = _CHIEF.search(person.role or "")
        party = person.leads or (person.party if chief and chief[0].lower() in text else None)
        if party in main and person.name not in later:
            found.setdefault(party or "", Head(person.name, person.role))
    return found


_CHIEF = re.compile(
    r"\b(?:chief|lead|top|head)\b[\w ]* negotiator\b|\bco-?chair(?:man|woman|person)?\b"
    r"|\b(?:head|leader|chief) of (?:the |its |their )?(?:[\w-]+ ){0,3}(?:delegation|team|negotiators)\b",
    re.I,
)


def _series(met: Collection[Heads]) -> Heads:
    """The people of all rounds, where the same ones are told to meet whenever anybody is."""
    names: dict[str, set[str]] = {}
    heads: Heads = {}
    for group in met:
        for party, head in group.items():
            names.setdefault(party, set()).add(head.name)
            heads.setdefault(party, head)
    return heads if all(len(n) == 1 for n in names.values()) else {}


def _of_a_round(ctx: Context, sentence: Sentence) -> bool:
    return any(status_of(m) is not None for m in ctx.mentions(sentence))


def opposite(ctx: Context, sentence: Sentence, main: Collection[str]) -> Heads:
    """The one told to sit on the other side: "Opposite her sat X", "across the table was Y"."""
    if not any(t.lower_ in ("opposite", "across", "opposing") and not any(t.lefts) for t in sentence.span):
        return {}
    found: Heads = {}
    for person in delegates(ctx, sentence):
        if person.party in main:
            found.setdefault(person.party, person.head)
    return found


def in_sentence(ctx: Context, sentence: Sentence, main: tuple[str, ...], at: int) -> Heads:
    """The heads that the sentence of a round names, told of at an offset, or the sentences that go on with it."""
    mentions = ctx.mentions(sentence)
    own = _told_at(mentions, at)
    led = at_table(leaders(ctx, sentence), main)
    found = {**meeting(ctx, sentence, main, own, among=mentions), **led}
    if own is not None:
        found = {
            **_introduced(ctx, sentence, main, own),
            **_going_on(ctx, sentence, main, own, at),
            **_present(ctx, sentence, main),
            **(plural_in(ctx, sentence, main) if len(mentions) < 2 else {}),
            **found,
        }
        found = {**_attending(ctx, sentence, main, own), **found, **_travellers(ctx, sentence, main, own)}
    aside = set()
    for person in delegates(ctx, sentence):
        for over in person.token.ancestors:
            first, last = sentence.paragraph.offset(over.left_edge), sentence.paragraph.end(over.right_edge)
            if over.dep_ == "advcl" and not first <= at < last:
                aside.add(person.head.name)
    return {party: head for party, head in found.items() if head.name not in aside}


def _travellers(ctx: Context, sentence: Sentence, main: tuple[str, ...], own: Mention) -> Heads:
    """He who goes somewhere for the talks ("the minister will be in Rome on Friday for the talks")."""
    verbs = {p.verb.i for p in own.predicates if p.form.sort == "travel"}
    people = [d for d in delegates(ctx, sentence) if d.relation == "nsubj" and d.over is not None and d.over.i in verbs]
    return {d.party: d.head for d in reversed(people) if d.party in main}


def _attending(ctx: Context, sentence: Sentence, main: tuple[str, ...], own: Mention) -> Heads:
    """Those by whom a meeting was attended, or with whom it was ("those of May 2 were attended by X", "two meetings with X took place")."""
    verbs = {p.verb.i for p in own.predicates if p.verb.lower_ == "attended"}
    found: Heads = {}
    for person in delegates(ctx, sentence):
        over = person.over.i if person.over is not None else -1
        by = person.relation in ("by", "agent") and over in verbs
        beside = (
            person.relation == "with"
            and over == own.token.i
            and own.sort == "noun"
            and (s := status_of(own)) is not None
            and s.value == "held"
        )
        if (by or beside) and person.party in main:
            found.setdefault(person.party, person.head)
    return found


def _told_at(mentions: list[Mention], at: int) -> Mention | None:
    """The meeting whose words begin closest to an offset."""

    def begins(mention: Mention) -> int:
        tokens = [mention.token.left_edge if mention.sort != "verb" else mention.token]
        tokens += [c.left_edge for p in mention.predicates[:1] for c in p.verb.children if c.dep_ in ("nsubj", "nsubjpass")]
        return min(mention.sentence.paragraph.offset(t) for t in tokens)

    return min(mentions, key=lambda m: (abs(begins(m) - at), m.token.i), default=None)


#: How many sentences after that of a round are searched for who is to lead, and for what its speaker adds.
_AHEAD, _NEXT = 12, 2


def _going_on(ctx: Context, sentence: Sentence, main: tuple[str, ...], own: Mention, at: int) -> Heads:
    """Who is to lead a planned round by a later sentence, who is there, and whom its speaker names in the next ones."""
    if sentence.field != "text":
        return {}
    status = status_of(own)
    coming = status is not None and (status.value in PLANNED or status.value in ("cancelled", "postponed"))
    voice = ctx.speaker_of(sentence.field, at, at + 1)
    found: Heads = {}
    reach = _AHEAD if coming and voice is None else _NEXT
    for after in ctx.sentences[sentence.index + 1 : sentence.index + 1 + reach]:
        if after.field != "text" or not any(a.kind == "person" for a in ctx.actors(after)):
            continue
        lead = leaders(ctx, after)
        near = after.index - sentence.index <= _NEXT
        if (lead.planned and coming and voice is None) or (near and voice is not None and _same_voice(ctx, voice, after)):
            found = {**opposite(ctx, after, main), **at_table(lead, main), **found}
        if not found and (near or (voice is None and after.index - sentence.index <= 2 * _NEXT)):
            found = _present(ctx, after, main)
    return found


def _introduced(ctx: Context, sentence: Sentence, main: tuple[str, ...], own: Mention) -> Heads:
    """The people between whom a meeting was said to be, where a pronoun or "the two men" takes it up."""
    men = any(t.lower_ == "men" and any(c.lower_ == "two" for c in t.lefts) for t in own.token.subtree)
    if any(c.lower_ == "them" and c.dep_ == "dobj" for v in {own.token, *(p.verb for p in own.predicates)} for c in v.children):
        return _of_both(ctx, ctx.sentences[max(0, sentence.index - 1)], main)  # "the host had brought them together"
    if own.sort != "pronoun" and not men:
        return {}
    before = [s for s in ctx.sentences[max(0, sentence.index - _AHEAD) : sentence.index] if s.field == "text" or men]
    return next((found for s in before if (found := meeting(ctx, s, main) if men else announced(ctx, s, main))), {})


def _of_both(ctx: Context, sentence: Sentence, main: tuple[str, ...]) -> Heads:
    """The people of the main parties whom a sentence names, where there is one of each of two."""
    found: Heads = {}
    for person in delegates(ctx, sentence):
        if person.party in main and found.setdefault(person.party, person.head) != person.head:
            return {}
    return found if len(found) > 1 else {}


def _same_voice(ctx: Context, voice: Attribution, sentence: Sentence) -> bool:
    """Whether the one who told of a round has a sentence too."""
    other = ctx.speaker_of(sentence.field, sentence.start, sentence.start + 1)
    if other is None or not other.chain or not voice.chain:
        return False
    one, two = voice.chain[0], other.chain[0]
    short, long = sorted((one.name.lower(), two.name.lower()), key=len)
    return short == long or (one.kind == two.kind == "institution" and one.party == two.party and short in long)


def _present(ctx: Context, sentence: Sentence, main: tuple[str, ...]) -> Heads:
    """Those of whom a sentence says that they are there: "X, Y and Z are there", "the teams of X and Y took part"."""
    found: Heads = {}
    for person in delegates(ctx, sentence):
        verb = person.over
        if verb is None or person.relation != "nsubj":
            continue
        there = any(c.lower_ in ("there", "present") for c in verb.children) and verb.lower_ in ("are", "were")
        if there:
            found.setdefault(person.party, person.head)
    return of_sides(found, main) if len(found) > 1 else {}


def of_rank(ctx: Context, report: Report, main: tuple[str, ...]) -> Heads:
    """Those meant by "the leaders of both countries" or "the foreign ministers": the one of each party with that office."""
    sentence = ctx.sentences[report.sentence]
    listed = report.rule.endswith(".listed")
    found: Heads = {}
    for token in sentence.span:
        at = sentence.paragraph.offset(token)
        if token.tag_ != "NNS" or not (listed or report.start <= at < report.end):
            continue
        if token.lower_ == "men" and any(t.lower_ == "two" for t in token.lefts):
            before = ctx.sentences[max(0, report.sentence - _AHEAD) : report.sentence + 1]
            found = {**_series([meeting(ctx, s, main) for s in before]), **found}
        elif noun_lemma(token.lower_) in ("leader", "president") or _which(token):
            found = {**of_office(ctx, token, main), **found}
    return found if len(found) > 1 else {}


def _which(noun: Token) -> bool:
    """Whether a plural tells which ministers, chiefs or commanders are meant."""
    return noun_lemma(noun.lower_) in ("minister", "premier", "chief", "commander") and any(
        c.dep_ in ("amod", "compound", "nmod") for c in noun.lefts
    )


def speaker_as_head(mention: Mention, voice: Attribution | None) -> tuple[tuple[str, Head], ...]:
    """The speaker, where he says that he himself met or will meet the other side."""
    if mention.sort != "verb" or voice is None or not voice.chain or not voice.chain[0].party or voice.chain[0].kind != "person":
        return ()
    who = subject(mention.token)
    if who is None or who.lower_ not in ("he", "she", "i"):
        return ()
    return ((voice.chain[0].party, Head(voice.chain[0].name, voice.chain[0].role)),)


_HIGH = re.compile(
    r"\b(?:minister|president|premier|chancellor|envoy|negotiator|representative|commander|general|secretary|ambassador|leader|chief)\b",
    re.I,
)
_TOP = re.compile(
    r"(?<!vice )(?<!deputy )(?<!vice-)\b(?:president|prime minister|premier|chancellor|leader|king|emir|crown prince)\b(?!['’]s)", re.I
)
_VOICE = re.compile(r"\b(?:spokes\w+|press|source|analyst|former|ex-)\b", re.I)


def chiefs(ctx: Context, main: tuple[str, ...], known: Heads) -> Heads:
    """Beside a head that is told, the only person of high office whom the text names for the other party."""
    found: Heads = {}
    speakers = {link.name for a in ctx.scene.attributions for link in a.chain[:1]}
    top = {bool(h.role and _TOP.search(h.role)) for h in known.values()}
    if len(top) != 1 and len(main) < 4:
        return found
    for party in main:
        high = [
            p
            for p in ctx.scene.cast.people()
            if p.party == party
            and (p.name in speakers or len(main) > 3)
            and p.role
            and _HIGH.search(p.role)
            and not _VOICE.search(p.role)
            and bool(_TOP.search(p.role)) in top
        ]
        if party not in known and len(high) == 1:
            found[party] = Head(high[0].name, high[0].role)
    return found


def taken_up(ctx: Context, report: Report, main: tuple[str, ...]) -> Heads:
    """Those of the sentence before whom "they" means in that of a round ("X and Y had been expected. On Monday they sat down")."""
    sentence = ctx.sentences[report.sentence]
    they = any(t.lower_ == "they" and t.dep_ in ("nsubj", "nsubjpass") for t in sentence.span)
    return _of_both(ctx, ctx.sentences[sentence.index - 1], main) if they and sentence.index else {}


def same_people(ctx: Context, report: Report) -> bool:
    """Whether the round is told of people named before ("the envoys had been to …", "they first met in …")."""
    sentence = ctx.sentences[report.sentence]
    for token in sentence.span:
        if token.lower_ == "they" and token.dep_ in ("nsubj", "nsubjpass") and sentence.index:
            return len(delegates(ctx, ctx.sentences[sentence.index - 1])) > 1
        named = token.lower_ in ("ministers", "presidents", "leaders") and any(c.lower_ == "of" for c in token.children)
        if not named and token.lower_ in words("heads", "again") and any(t.lower_ in ("the", "both", "same") for t in token.lefts):
            return True
    return False


def of_chiefs(ctx: Context, report: Report) -> bool:
    """Whether those who meet are told by an office that only heads of delegation have ("the two chief negotiators will meet")."""
    text = ctx.scene.parsed.document.field(report.field)[max(0, report.start - 1) : report.end]
    return _CHIEFS.search(text) is not None


_CHIEFS = re.compile(
    r"\b(?:(?:chief|lead|top) negotiators|special (?:representatives|envoys)|the (?:two|same) (?:envoys|negotiators|representatives))\b",
    re.I,
)

_AS = re.compile(r"(?:^\W*|, )as (?:in|at|on|before|always|usual|ever|they had|they did)\b", re.I)
_ALWAYS = re.compile(
    r"\b(?:(?:both|each|every|all|previous|past|earlier|other)(?: (?:of (?:the|these|those|them)|the|these|those))?(?: \w+)?"
    r" (?:times?|sessions?|rounds?|meetings?|occasions?|talks)|always|every time|both (?:were|had been|are) (?:led|headed|chaired))\b",
    re.I,
)


def for_all(sentence: Sentence) -> bool:
    """Whether a sentence about heads speaks of several rounds ("in both sessions", "each time", "as before", "led again")."""
    again = any(
        t.lower_ in ("again", "before") and (is_verb(t.head) or t.head.dep_ == "agent") and not any(t.children) for t in sentence.span
    )
    return again or bool(_ALWAYS.search(sentence.text) or _AS.search(sentence.text))
