"""What the sentences of a dispatch say of meetings: each mention with its times, places, status and speaker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from detente.model import TimeExpression
from detente.reading.frames import Attribution
from detente.reading.grammar import is_verb, subject
from detente.reading.lemmas import lemma, noun_lemma
from detente.reading.parse import Sentence
from detente.reading.talks.context import Context
from detente.reading.talks.delays import delays
from detente.reading.talks.diary import diary
from detente.reading.talks.echoes import done_before
from detente.reading.talks.ellipses import Ellipsis, ellipses
from detente.reading.talks.encounters import encounters
from detente.reading.talks.evidence import own_span
from detente.reading.talks.extents import Extent, extents_of, nearest_of
from detente.reading.talks.lengths import told_lengths
from detente.reading.talks.lexicon import words
from detente.reading.talks.lists import Entry, entries, in_year_after
from detente.reading.talks.mentions import Mention
from detente.reading.talks.nearby import beside, due_after, time_after
from detente.reading.talks.nouns import of_another_kind
from detente.reading.talks.numbers import further
from detente.reading.talks.otherdays import CONFIRMS_DAY, OTHER_DAY, OtherDay, other_days
from detente.reading.talks.parties import parties_of
from detente.reading.talks.records import BROKEN, REAL
from detente.reading.talks.retold import retold
from detente.reading.talks.slots import Slots, assign
from detente.reading.talks.status import PLANNED, Status, status_of
from detente.reading.talks.trips import trips

if TYPE_CHECKING:
    from detente.reading.tree import Token


@dataclass(frozen=True)
class Found:
    """A mention with all that its sentence gives it."""

    mention: Mention
    slots: Slots
    status: Status | None
    parties: tuple[str, ...]
    voice: Attribution | None

    #: Says something of a round that is told elsewhere, and opens none of its own.
    dependent: bool = False

    #: Its day and place are those told just before.
    same: bool = False

    #: By how many days the round told just before is put off.
    later: int = 0

    #: How many further it is than the round told just before.
    further: int = 0


@dataclass
class _Kinds:
    """Which nouns stood for meetings of another kind before they stood for talks ("a pledging conference … the next conference")."""

    others: set[str] = field(default_factory=set)
    talks: set[str] = field(default_factory=set)

    #: Bodies that the parties set up, whose own meetings are no rounds ("agreed to set up a commission").
    founded: set[str] = field(default_factory=set)

    def note(self, sentence: Sentence) -> None:
        """Take in the nouns of a sentence, before its mentions are looked at."""
        self.others |= {noun_lemma(t.lower_) for t in sentence.span if of_another_kind(t)}
        self.founded |= {noun_lemma(t.lower_) for t in sentence.span if _set_up(t)}

    def other(self, mention: Mention) -> bool:
        """Whether a mention only takes up a meeting of another kind."""
        base = noun_lemma(mention.token.lower_)
        if mention.sort == "verb":
            who = subject(mention.token)
            while who is not None and who.tag_ == "WDT" and who.head.dep_ in ("xcomp", "relcl"):
                verb = who.head if who.head.dep_ == "relcl" else who.head.head
                who = verb.head if verb.dep_ == "relcl" else None
            return who is not None and noun_lemma(who.lower_) in self.founded
        if mention.sort != "noun" or base not in self.others - self.talks:
            self.talks.add(base)
            return False
        told = any(c.dep_ == "prep" and c.lower_ in ("of", "between", "with", "on") for c in mention.token.children)
        if told:
            self.talks.add(base)
        return not told


def _set_up(token: Token) -> bool:
    """Whether a noun is a body that is set up ("to set up a joint commission", "a working group was established")."""
    verb = token.head
    if noun_lemma(token.lower_) not in words("nouns", "founded") or token.dep_ not in ("dobj", "nsubjpass") or not is_verb(verb):
        return False
    return lemma(verb) in ("establish", "create", "form", "found", "launch") or (
        lemma(verb) == "set" and any(c.lower_ == "up" for c in verb.children)
    )


#: Nouns that mean talks only where a text is about negotiations.
_ANY_KIND = frozenset({"round", "session", "conference", "sitting", "gathering"})


def look(ctx: Context) -> list[Found]:
    """The mentions of a dispatch, those of the text first, then those of the title."""
    found: list[Found] = []
    spoken, kinds = False, _Kinds()
    waiting: list[Extent] = []
    since = 0
    ordered = [s for s in ctx.sentences if s.field == "text"] + [s for s in ctx.sentences if s.field == "title"]
    for sentence in ordered:
        first = len(found)
        kinds.note(sentence)
        mentions = ctx.mentions(sentence, spoken)
        listed = entries(ctx, sentence, ctx.published) if spoken or mentions else []
        spoken = spoken or bool(mentions) or any(t.lower_ in words("ellipses", "negotiating") for t in sentence.span)
        if spoken and sentence.field == "text":
            found += [_length(sentence, voice, minutes, ctx) for voice, minutes in told_lengths(ctx, sentence, mentions)]
        told: list[Ellipsis] = []
        if spoken and sentence.field == "text" and not listed:
            told = _told_otherwise(ctx, sentence, mentions, bool(found) and _real(found[-1]))
        taken = _taken(ctx, sentence, listed, told)
        found += [_listed(ctx, sentence, e) for e in listed]
        for mention, slots in zip(mentions, assign(ctx, sentence, mentions, taken), strict=True):
            if listed and listed[0].time and (mention.plural or mention.count):
                continue
            bare = mention.sort == "verb" and not slots.times and not slots.places and len(listed) > 1
            if bare and listed[0].start > sentence.paragraph.offset(mention.token):
                continue  # "met in Cairo on 5 May and in Ankara on 7 September": told by the list
            if kinds.other(mention) or retold(mention):
                continue
            if not ctx.negotiates and (mention.sort == "verb" or noun_lemma(mention.token.lower_) in _ANY_KIND):
                continue  # "the second round" of an election, of funding
            mention = _taken_up(mention, found)
            start, end = own_span(mention)
            voice = _voice(ctx, sentence, start, end)
            freed = _freed(mention, voice)
            status = _of_old(freed, status_of(freed))
            slots = beside(ctx, freed, slots)
            slots = time_after(ctx, freed, slots) if status is not None and status.value in PLANNED else slots
            slots = due_after(ctx, freed, slots) if status is not None and status.value in BROKEN else slots
            found.append(Found(freed, slots, status, parties_of(ctx, freed), voice))
        found += [_elliptic(ctx, sentence, e) for e in told]
        if spoken and sentence.field == "text":
            found += [_other_day(sentence, day) for day in other_days(ctx, sentence) if not _read(found[first:], day.time)]
        if spoken and sentence.field == "text" and waiting:  # "After four days they packed their bags. It was the third round."
            waiting = _extend(sentence, found, first, waiting) if sentence.index - since <= 1 else []
        told_now = extents_of(ctx, sentence)
        left = _extend(sentence, found, first, told_now) if spoken else told_now
        if left:
            waiting, since = left, sentence.index
    return _gapped(found)


def _told_otherwise(ctx: Context, sentence: Sentence, mentions: list[Mention], real: bool) -> list[Ellipsis]:
    """The rounds that a sentence tells without a word for the meeting; `real`: whether the one told before was held."""
    return (
        ellipses(ctx, sentence, mentions)
        + delays(ctx, sentence)
        + encounters(ctx, sentence, mentions)
        + diary(ctx, sentence, mentions)
        + trips(ctx, sentence, mentions)
        + done_before(ctx, sentence, mentions, real)
    )


def _taken(ctx: Context, sentence: Sentence, listed: Sequence[Entry], told: Sequence[Ellipsis]) -> list[object]:
    """The days and cities of a sentence that are those of a list or of a round told otherwise, and of no other meeting."""
    taken: list[object] = [e.place for e in listed if e.place is not None]
    taken += [t for t in ctx.times(sentence) if any(e.time is not None and e.time.start == t.start for e in listed)]
    taken += [x for e in told if e.status.rule.endswith((".settled", ".trip")) for x in (*e.times, *e.places)]
    before = [e for e in told if e.status.rule.endswith(".done_before")]
    return taken + [t for e in before for t in e.times if t.start >= e.start] + [p for e in before for p in e.places if p.start >= e.start]


def _taken_up(mention: Mention, found: Sequence[Found]) -> Mention:
    """A pronoun with the number of the round that the sentence before has for its subject ("The sixth is without a date. It was to …")."""
    if mention.sort != "pronoun" or mention.token.lower_ != "it":
        return mention
    before = [f for f in found if f.mention.sentence.index == mention.sentence.index - 1 and f.mention.sentence.field == "text"]
    if not before or before[0].mention.role != "subject" or before[0].status is not None or len(before[0].mention.ordinals) != 1:
        return mention
    return replace(mention, ordinals=before[0].mention.ordinals)


#: How many sentences away the round may be told of which "they took six days" speaks.
_BACK = 3


def _extend(sentence: Sentence, found: list[Found], first: int, extents: Sequence[Extent]) -> list[Extent]:
    """Give lengths and beginnings to the rounds of their clause, else of their sentence, else to the one told right before.

    What found no round is handed back.
    """
    left: list[Extent] = []
    for extent in extents:
        here = [n for n in range(first, len(found)) if _real(found[n])]
        if sentence.field == "title":
            here = [n for n in range(first) if _real(found[n])][:1]
        if here:
            clause = nearest_of(extent, [found[n].mention for n in here])
            before = [n for n in here if found[n].mention.token.i < extent.token.i]
            at = here[clause] if clause is not None else (before or here)[-1 if before else 0]
        else:
            back = [n for n in range(max(0, first - 2 * _BACK), first) if _real(found[n])]
            if extent.whole:  # the round that the dispatch is about
                back = [n for n in range(first) if _real(found[n])][:1]
            if not back or (sentence.index - found[back[-1]].mention.sentence.index > _BACK and not extent.whole):
                left.append(extent)
                continue
            at = back[-1]
        found[at] = _extended(found[at], extent)
    return left


def _extended(item: Found, extent: Extent) -> Found:
    slots = item.slots
    if extent.place is not None and not any(p.kind == "city" for p in slots.places):
        slots = replace(slots, places=(*slots.places, extent.place))
        item = replace(item, slots=slots)
    if extent.times and not slots.times:
        item = replace(item, slots=(slots := replace(slots, times=extent.times)))
    if slots.days is not None and not extent.began:
        return item
    ended = extent.ended or slots.ended
    return replace(item, slots=replace(slots, days=slots.days or extent.days, began=slots.began or extent.began, ended=ended))


def _real(item: Found) -> bool:
    several = (item.mention.count or 0) > 1 or len(item.mention.ordinals) > 1
    return item.status is not None and item.status.value in REAL and not item.status.bygone and not several


_OF_OLD = frozenset({"originally", "initially", "formerly"})


def _of_old(mention: Mention, status: Status | None) -> Status | None:
    """ "The sides were originally scheduled to meet on 19 April": a plan of old."""
    if status is None or status.value not in PLANNED or not mention.predicates:
        return status
    verb = mention.predicates[0].verb
    near = (*verb.children, *(verb.head.children if verb.dep_ == "xcomp" else ()))
    return replace(status, bygone=True) if any(c.lower_ in _OF_OLD for c in near) else status


def _freed(mention: Mention, voice: Attribution | None) -> Mention:
    """A mention without the verb of saying over it ("A fifth round, in the coming weeks, says the minister")."""
    verb = mention.over
    if verb is None or mention.role != "subject" or mention.predicates or voice is None or voice.cue is None:
        return mention
    cued = voice.cue[0] <= mention.sentence.paragraph.offset(verb) < voice.cue[1]
    return replace(mention, over=None, role="") if cued else mention


def _elliptic(ctx: Context, sentence: Sentence, ellipsis: Ellipsis) -> Found:
    """A round told without a word for it, as if it had a mention of its own."""
    slots = Slots(ellipsis.times, ellipsis.places, ellipsis.minutes, spans=((ellipsis.start, ellipsis.end),))
    voice = _voice(ctx, sentence, ellipsis.start, ellipsis.end)
    numbers = (ellipsis.ordinal,) if ellipsis.ordinal else ()
    mention = Mention(sentence, ellipsis.token, "list", numbers)
    return Found(mention, slots, ellipsis.status, (), voice, ellipsis.dependent, ellipsis.same, ellipsis.later, ellipsis.further)


def _read(found: Sequence[Found], time: TimeExpression | None) -> bool:
    return time is not None and any(time in f.slots.times for f in found)


def _other_day(sentence: Sentence, day: OtherDay) -> Found:
    """A day that somebody else names or confirms for the plan told right before, as a report on that plan."""
    if day.time is None:
        slots = Slots(spans=((day.voice.start, day.voice.end),))
        return Found(Mention(sentence, day.token, "list"), slots, Status("confirmed", CONFIRMS_DAY), (), day.voice)
    slots = Slots((day.time,), spans=((day.time.start, day.time.end),))
    return Found(Mention(sentence, day.token, "list"), slots, Status("announced", OTHER_DAY), (), day.voice)


def _length(sentence: Sentence, voice: Attribution, minutes: int, ctx: Context) -> Found:
    """A length of time that somebody gives, as a report on the round spoken of."""
    token = ctx.root(sentence, voice.start, voice.end) or sentence.span.root
    slots = Slots(minutes=minutes, spans=((voice.start, voice.end),))
    return Found(Mention(sentence, token, "list"), slots, Status("held", "round.held.length"), (), voice)


def _voice(ctx: Context, sentence: Sentence, start: int, end: int) -> Attribution | None:
    """Who says it; "we", "who", "nobody" as speakers leave it to the outlet."""
    voice = ctx.speaker_of(sentence.field, start, end)
    if voice is None or not voice.chain:
        return voice
    if voice.chain[0].name.lower() in _NOBODY:
        return None
    last = voice.chain[0].name.split()[-1:]
    for after in ctx.sentences[sentence.index + 1 : sentence.index + 2]:  # "Speaking to the agency, he …" right after
        for other in ctx.attributions_in(after):
            if len(other.chain) > len(voice.chain) == 1 and other.chain[0].name.split()[-1:] == last:
                return replace(voice, chain=(voice.chain[0], *other.chain[1:]))
    return voice


_NOBODY = frozenset({"we", "anyone", "nobody", "everyone", "no one", "it"})


def _listed(ctx: Context, sentence: Sentence, entry: Entry) -> Found:
    """A round of a list, as if it had a mention of its own."""
    token = ctx.root(sentence, entry.start, entry.end) or sentence.span.root
    mention = Mention(sentence, token, "list", (entry.ordinal,) if entry.ordinal else ())
    spans = ((entry.start, entry.end),)
    slots = Slots((entry.time,) if entry.time else (), (entry.place,) if entry.place else (), spans=spans)
    voice = _voice(ctx, sentence, entry.start, entry.end)
    return Found(mention, slots, Status("held", "round.held.listed"), (), voice)


def _gapped(found: list[Found]) -> list[Found]:
    """Numbers without a verb share that of the number before them: "The first meeting took six hours, the second five"."""
    out: list[Found] = []
    for item in found:
        before = out[-1] if out else None
        if before is not None and before.status is not None and item.status is None and _same_clause(before, item):
            item = replace(item, status=before.status, slots=in_its_year(before.slots, _with_place_of(before, item.slots)))
        out.append(item)
    return out


def in_its_year(before: Slots, slots: Slots) -> Slots:
    """The slots of "… on January 25, 2021, the 62nd in Athens on March 16", with the year told last."""
    if len(before.times) != 1 or len(slots.times) != 1:
        return slots
    return replace(slots, times=(in_year_after(before.times[0], slots.times[0], before.times[0].text),))


def _with_place_of(before: Found, slots: Slots) -> Slots:
    """The slots of "… held in Oslo on 1 July and the second on 12 August", with the city told before both days."""
    cities = [p for p in before.slots.places if p.kind == "city"]
    days = [t.start for t in before.slots.times]
    if len(cities) != 1 or any(p.kind == "city" for p in slots.places) or not slots.times or not all(cities[0].end <= d for d in days):
        return slots
    return replace(slots, places=(*slots.places, cities[0]))


def _same_clause(before: Found, item: Found) -> bool:
    told = bool(before.mention.ordinals or before.mention.count or before.mention.reach == "past")
    numbered = item.mention.sort == "number" and bool(item.mention.ordinals or further(item.mention)) and told
    return numbered and before.mention.sentence is item.mention.sentence and before.voice is item.voice
