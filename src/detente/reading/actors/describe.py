"""Descriptions: "the Turkish minister" (a person named elsewhere), "its Foreign Ministry", "a senior U.S. official", "both sides"."""

from __future__ import annotations

import re

from detente.codebook.parties import parties
from detente.model import ActorMention
from detente.model.mentions import LinkKind
from detente.reading.actors.bearings import apart, counterpart_party, heard_nearby, is_place, spoken_at, subject_party
from detente.reading.actors.houses import Houses, house_noun
from detente.reading.actors.line import Known, Line
from detente.reading.actors.people import Figure, same_office
from detente.reading.actors.phrases import Phrase
from detente.reading.actors.sides import ABROAD, STATE, Sides, is_group
from detente.reading.actors.vocabulary import DESCRIBED, LOOSE, MIRRORS, OFFICES, SIDES, SPEAKS_FOR

#: Houses that only governments have.
_OF_STATES = ("ministry", "department", "government", "embassy", "office", "junta", "presidency", "cabinet", "regime", "parliament")

#: Those who speak for the government whose words describe them ("army sources").
_OFFICIALS = ("official", "source", "officer", "authority", "operative")


class Describer:
    """Resolves descriptions of one dispatch, paragraph after paragraph."""

    def __init__(self, lines: list[Line], figures: list[Figure], sides: Sides) -> None:
        self.sides = sides
        self._figures = figures
        self._at = {(n.line.paragraph.index, n.run.start): f for f in figures for n in f.found}
        self._last_in = {index: self._at[index, start] for index, start in sorted(self._at)}
        self._text = {line.paragraph.index for line in lines if line.paragraph.field == "text"}
        self._codes = {
            party for line in lines for k in line.known if (party := k.entry.code) and k.entry.sort not in ("medium", "institution")
        }
        self._houses = Houses()
        self._unnamed: list[ActorMention] = []
        self._last_medium: ActorMention | None = None
        self._main = sides.main()
        for figure in figures:
            if figure.party is None:
                self._complete(figure)

    def _complete(self, figure: Figure) -> None:
        """A party for those whose title gives none: of the person served, of the house, of the party named last before, …"""
        facing = next((code for named in figure.found if (code := counterpart_party(named.line, named.run.end))), None)
        others = self._main - {facing} or self.sides.countries() - {facing}
        if facing is not None and len(others) == 1:
            figure.party, figure.why = next(iter(others)), "facing"
            return
        for named in figure.found:
            for title in named.titles:
                if title.private or title.past or title.noun in MIRRORS:
                    continue
                party = self.owner_party(named.line, title)
                why = "owner"
                if party is None and title.noun in OFFICES and title.head >= title.core:
                    reach = 1 if title.noun in SPEAKS_FOR else 0
                    party, why = self.around(named.line, title, reach, people=False), "context"
                    party = party or spoken_at(named.line, title.head, self._main) or heard_nearby(named.line, title.head, self._main)
                if party is not None:
                    figure.party, figure.why = party, why
                    return
            if named.clause and STATE & set(re.findall(r"\w+", named.clause.lower())):
                figure.party, figure.why = self._of_state(named.line, named.run.start), "context"
                if figure.party is not None:
                    return

    def _just_named(self, line: Line, phrase: Phrase, party: str | None) -> Figure | None:
        """The person of whom nothing was told yet but a name, in the sentence before a description of one party's office."""
        envoy = phrase.determiner == "of" and phrase.noun in ("negotiator", "envoy", "delegate", "representative", "mediator")
        if party is None or phrase.noun not in OFFICES or phrase.past or not (envoy or phrase.determiner in ("the", "own")):
            return None
        sentence = 0
        for k in range(phrase.start - 1, -1, -1):
            sentence += bool(line.tokens[k + 1].is_sent_start)
            figure = self.figure_at(line, k)
            if sentence > 2:
                return None
            if figure is not None:
                if figure.party is not None or figure.role is not None or any(t.private for t in figure.titles):
                    return None
                figure.party, figure.why, figure.role = party, "described", line.words(phrase.core, phrase.end)
                figure.words |= set(line.low[phrase.core : phrase.head + 1])
                return figure
        return None

    def _named_next(self, line: Line, phrase: Phrase, party: str | None) -> Figure | None:
        """Who is "a negotiator" in the lead, where the paragraph after it opens with a new name that speaks for the same party."""
        if line.paragraph.field != "text" or phrase.plural or phrase.private or phrase.past or phrase.noun not in OFFICES:
            return None
        if any(self.figure_at(line, run.start) for run in line.runs) or (line.paragraph.index - 1) in self._text:
            return None
        figure = self._at.get((line.paragraph.index + 1, 0))
        party = party or self.around(line, phrase, 1)
        if figure is None or figure.found[0].run.start != 0 or figure.found[0].line.paragraph.index != line.paragraph.index + 1:
            return None
        return figure if party is not None and figure.party == party else None

    def figure_at(self, line: Line, i: int) -> Figure | None:
        """The person named by the run over a token, or None."""
        run = line.run_at(i)
        return self._at.get((line.paragraph.index, run.start)) if run is not None else None

    def context(self, line: Line, i: int, reach: int = 1, people: bool = True, states: bool = False) -> str | None:
        """The party named last before a token, by a name of its own or by a person who speaks for it.

        Looked for in the token's paragraph, in its sentence and `reach` sentences before; a capital where something takes
        place does not count, that of the dateline does. `people` says whether those who speak for a party count,
        `states` whether armed groups are passed over (they have no ministries).
        """
        breaks = 0
        for k in range(min(i, len(line.text)) - 1, -1, -1):
            breaks += bool(k + 1 < len(line.text) and line.tokens[k + 1].is_sent_start)
            if breaks > reach:
                return None
            code, known = line.code_at(k), line.cover[k]
            if code is not None and states and is_group(code):
                continue
            if code is not None and known is not None and (k < 3 or known.entry.sort != "capital" or not is_place(line, known)):
                return None if code == "BEL" and known.entry.sort == "capital" else code
            figure = self.figure_at(line, k)
            if people and figure is not None and figure.party is not None and not (states and is_group(figure.party)):
                return figure.party
        return None

    def describe(self, line: Line, phrases: list[Phrase], titles: set[int]) -> list[ActorMention]:
        """The mentions of a paragraph that are no names of people: descriptions, institutions, governments, media."""
        found: list[ActorMention] = []
        taken = {k for phrase in phrases for k in range(phrase.start, phrase.head + 1)}
        rows: list[tuple[int, Phrase | Known]] = [(p.start, p) for p in phrases if p.start not in titles]
        rows += [(k.start, k) for k in line.known if k.start not in taken]
        for _, row in sorted(rows, key=lambda r: r[0]):
            mention = self._known(line, row) if isinstance(row, Known) else self._phrase(line, row)
            if mention is not None:
                found.append(mention)
        return found

    def _phrase(self, line: Line, phrase: Phrase) -> ActorMention | None:
        if phrase.sort == "role":
            return None if phrase.noun in MIRRORS and phrase.determiner == "own" else self._role(line, phrase)
        if phrase.sort == "house":
            return self._house(line, phrase)
        return self._press(line, phrase) if phrase.sort == "medium" else self._collective(line, phrase)

    def _make(self, line: Line, start: int, end: int, name: str, kind: LinkKind, role: str | None, party: str | None) -> ActorMention:
        first, last = line.offsets(start, end)
        text = line.words(start, end)
        return ActorMention(line.paragraph.field, first, last, text, name, role, party, kind)

    def _collective(self, line: Line, phrase: Phrase) -> ActorMention | None:
        return self._make(line, phrase.start, phrase.end, line.words(phrase.start, phrase.end), "collective", None, None)

    def _role(self, line: Line, phrase: Phrase) -> ActorMention | None:
        party = phrase.party or self.owner_party(line, phrase)
        definite = phrase.determiner in ("the", "own", "of") or (
            phrase.determiner == "" and (phrase.party is not None or line.text[phrase.head][:1].isupper())
        )
        if definite and not phrase.plural and not phrase.private:
            figure = self._resolve(line, phrase, party) or self._just_named(line, phrase, party)
            earlier = self._same_source(line, phrase)
            if figure is not None and (earlier is None or phrase.noun in OFFICES or phrase.noun in figure.words):
                return self._make(line, phrase.start, phrase.head + 1, figure.name, "person", figure.role, figure.party)
            if earlier is not None:
                return self._make(line, phrase.start, phrase.head + 1, earlier.name, "unnamed", earlier.role, earlier.party)
        named = self._named_next(line, phrase, party) if phrase.determiner == "a" else None
        if named is not None:
            return self._make(line, phrase.start, phrase.head + 1, named.name, "person", named.role, named.party)
        text = " ".join(line.words(phrase.start, phrase.end).split())
        if (
            party is None
            and phrase.noun in OFFICES
            and not phrase.private
            and not phrase.past
            and phrase.head > phrase.core
            and not phrase.plural
        ):
            party = "UN" if phrase.noun == "secretary-general" else self.around(line, phrase, 1)
        elif party is None and phrase.noun == "secretary-general":
            party = "UN"
        elif party is None and phrase.noun in _OFFICIALS and not phrase.private and not phrase.past:
            party = self.around(line, phrase, -1)
        role = line.words(phrase.core, phrase.end)
        made = self._make(line, phrase.start, phrase.end, text, "unnamed", role, None if phrase.private or phrase.past else party)
        if not phrase.plural or phrase.determiner != "the":
            self._unnamed.append(made)
        return made

    def around(self, line: Line, phrase: Phrase, reach: int, people: bool = True) -> str | None:
        """The party of a title or source whose own words give none.

        Of the national agency that it tells, of the government that faces an armed group, of the party named last
        (`reach` sentences back; none with -1), of the country that the dateline or outlet is at home in.
        """
        if phrase.noun == "commissioner" and "EU" in self.sides.named:
            return "EU"
        state = self.sides.speaks_for_state(line, phrase.start, phrase.end)
        found = self.sides.heard(line, phrase.head) if state or self._at_home(line, phrase) else None
        found = found or (self.sides.state if state else None)
        if found is None and reach >= 0:
            minister = phrase.noun in ("minister", "premier", "chancellor")
            found = self.context(line, phrase.start, reach, people, states=minister) or (self.sides.state if minister else None)
        return found or (self.sides.home if state else None) or (self.sides.paragraph_before(line) if state and reach >= 0 else None)

    def _at_home(self, line: Line, phrase: Phrase) -> bool:
        """Whether a mere "official" may be of the country whose agency he tells: nothing makes him one from elsewhere."""
        return phrase.noun in ("official", "officer") and not ABROAD.intersection(line.low[phrase.start : phrase.end])

    def owner_party(self, line: Line, phrase: Phrase) -> str | None:
        """The party of the person or thing that a description belongs to ("Trump's envoy", "his spokesman")."""
        if phrase.owner is not None:
            figure = self.figure_at(line, phrase.owner.start)
            if figure is not None or phrase.determiner == "of":
                return figure.party if figure else None
        if phrase.determiner == "own":
            theirs = any(line.low[k] == "their" for k in range(phrase.start, phrase.core + 1))
            subject = next((subject_party(line, k) for k in range(phrase.start, phrase.core + 1)), None)
            if theirs:
                return None
            subject = subject or self._own_house(line, phrase)
            return subject or self.context(line, phrase.start) or self._of_person_before(line, phrase)
        if "its" in line.low[phrase.head + 1 : phrase.end]:  # "a member of its delegation"
            return self._own_house(line, phrase) or self.context(line, phrase.start)
        house = next((k for k in range(phrase.start, phrase.end) if line.base[k] in _OF_STATES), None)
        if house is not None or any(
            (k := line.cover[i]) is not None and k.entry.sort == "institution" for i in range(phrase.start, phrase.end)
        ):
            inside = next((i for i in range(phrase.start, phrase.end) if line.tag[i] == "PRP$"), None)
            if inside is not None:
                return subject_party(line, inside) or self.context(line, inside)
            local = next((c for i in range(phrase.start, phrase.end) if (c := self._local(line, line.cover[i])) is not None), None)
            return (
                local
                or self._houses.special(line, phrase.start, phrase.end, self._figures)
                or self.sides.state
                or self.sides.heard(line, phrase.head)
                or self.context(line, phrase.start, states=True)
                or self.sides.home
            )
        return None

    def _own_house(self, line: Line, phrase: Phrase) -> str | None:
        """The party of the institution that "its" means in a description."""
        own = next((k for k in range(phrase.start, phrase.end) if line.low[k] == "its"), None)
        return None if own is None else subject_party(line, own) or self._houses.subject(line, own)

    def _of_person_before(self, line: Line, phrase: Phrase) -> str | None:
        """The party of the person named last in the paragraph before ("His minister, X, said …")."""
        if not any(line.low[k] in ("his", "her") for k in range(phrase.start, phrase.core + 1)) or phrase.start > 2:
            return None
        before = self._last_in.get(line.paragraph.index - 1)
        return before.party if before else None

    def _resolve(self, line: Line, phrase: Phrase, party: str | None) -> Figure | None:
        """The person that a definite description means: the last named before whose role and party fit, else the one after."""
        place = (line.paragraph.index, phrase.start)
        within = range(phrase.core, phrase.head - 2 if "-" in phrase.noun else phrase.head)
        words = {line.low[k] for k in within if line.low[k].isalpha() and line.low[k] not in LOOSE and line.cover[k] is None}
        fits = []
        for figure in self._figures:
            if not figure.words or (party is not None and figure.party != party):
                continue
            close = same_office(phrase.noun, figure.words)
            if not close or not words <= figure.words | DESCRIBED:
                continue
            before = max((p for n in figure.found if (p := (n.line.paragraph.index, n.run.start)) < place), default=None)
            fits.append((before is not None, close, before or (0, 0), figure))
        if not fits:
            return None
        first = [f for f in fits if f[0]]
        if not first:
            return fits[0][3] if len(fits) == 1 and (party is not None or words or "-" in phrase.noun) else None
        exact = [f for f in first if f[1] == 2]
        return max(exact or first, key=lambda f: f[2])[3]

    def _same_source(self, line: Line, phrase: Phrase) -> ActorMention | None:
        """The unnamed source described before that "the official" or "the U.S. official" means."""
        if phrase.noun not in DESCRIBED or phrase.end > phrase.head + 1:
            return None
        told = {line.low[k] for k in range(phrase.core, phrase.head) if line.cover[k] is None} - LOOSE
        for earlier in reversed(self._unnamed):
            words = set(earlier.text.lower().split())
            if phrase.noun in words and told <= words and phrase.party in (None, earlier.party):
                return earlier
        return None

    def _house(self, line: Line, phrase: Phrase) -> ActorMention | None:
        words = line.words(phrase.core, phrase.end)
        bare = phrase.core == phrase.head and phrase.end == phrase.head + 1
        party = phrase.party or (self.owner_party(line, phrase) if phrase.owner or phrase.determiner == "own" else None)
        if "other" in line.low[phrase.start : phrase.head]:
            return self._make(line, phrase.start, phrase.end, line.words(phrase.start, phrase.end), "collective", None, None)
        if phrase.noun in SIDES and not (party or phrase.determiner in ("the", "own")):
            return None
        if not bare or party:
            name, party = self._full_house(line, phrase, words, party)
        else:
            earlier = self._houses.full(phrase.noun)
            if earlier is None and phrase.noun not in (
                "ministry",
                "department",
                "embassy",
                "consulate",
                "government",
                "presidency",
                "army",
                "military",
                "parliament",
                "cabinet",
            ):
                return None
            name, party = (earlier.name, earlier.party) if earlier else (words, self._of_state(line, phrase.start))
        self._houses.add(phrase.noun, words.lower(), name, party, not bare or bool(phrase.party))
        return self._make(line, phrase.start, phrase.end, name, "institution", None, party)

    def _of_state(self, line: Line, i: int) -> str | None:
        return self.sides.state or self.context(line, i, states=True) or self.sides.home

    def _full_house(self, line: Line, phrase: Phrase, words: str, party: str | None) -> tuple[str, str | None]:
        """The fullest name of an institution, and its party: of the same name met before, else of the party named last."""
        whole = " ".join(line.words(phrase.start, phrase.end).split())
        whole = whole[4:] if whole[:4].lower() == "the " else whole
        if phrase.determiner == "own":
            whole = words
        same = self._houses.like(words.lower())
        if party is None and apart(line, phrase):
            return whole, None
        if party is None:
            local = next((h for h in reversed(same) if h.party), None)
            if local:
                return local.name, local.party
            states = not SIDES & {phrase.noun} or "government" in words.lower()
            party = self._houses.special(line, phrase.core, phrase.end, self._figures)
            party = party or (self._of_state(line, phrase.start) if states else self.context(line, phrase.start))
        named = any(line.code_at(k) for k in range(phrase.start, phrase.end)) or phrase.owner is not None
        if not named and party in parties() and parties()[party].adjectives:
            earlier = next((h for h in reversed(same) if h.party == party), None)
            return (earlier.name if earlier else f"{parties()[party].adjectives[0]} {words}"), party
        return whole, party

    def _local(self, line: Line, known: Known | None) -> str | None:
        """The party of an institution whose name several countries use: of the country named last, else the table's where it appears."""
        if known is None or known.entry.sort != "institution" or not known.entry.flag:
            return None
        before = known.start - (2 if line.at(known.start - 1) in ("'s", "’s") else 1)
        near = line.code_at(before)
        if near is not None:
            return near
        if line.at(known.end) == "in" and (code := line.code_at(known.end + 1)):
            return code
        if known.entry.code in self._codes:
            return known.entry.code
        return self.context(line, known.start, states=True) or self._of_state(line, known.start)

    def _press(self, line: Line, phrase: Phrase) -> ActorMention | None:
        """A medium that is described ("some Greek media"); "the agency" is the one named last."""
        bare = phrase.core == phrase.head and phrase.determiner == "the"
        if bare and not phrase.plural and self._last_medium is not None:
            return self._make(line, phrase.start, phrase.end, self._last_medium.name, self._last_medium.kind, None, None)
        return self._make(line, phrase.start, phrase.end, " ".join(line.words(phrase.start, phrase.end).split()), "outlet", None, None)

    def _known(self, line: Line, known: Known) -> ActorMention | None:
        entry, text = known.entry, line.words(known.start, known.end)
        if entry.sort == "medium":
            self._last_medium = self._make(line, known.start, known.end, text, "outlet" if entry.flag else "agency", None, None)
            return self._last_medium
        if entry.sort == "institution":
            party = self._local(line, known) if entry.flag else entry.code
            name = self._house_name(line, known, party, text)
            self._houses.add(house_noun(line.base, known.start, known.end), text.lower(), name, party, True)
            return self._make(line, known.start, known.end, name, "institution", None, party)
        if entry.sort in ("name", "seat", "people") or (entry.sort == "capital" and not is_place(line, known)):
            if entry.sort != "people" and line.tag[known.end - 1].startswith("JJ"):
                return None
            return self._make(line, known.start, known.end, text, "institution", None, entry.code)
        return None

    def _house_name(self, line: Line, known: Known, party: str | None, text: str) -> str:
        before = line.code_at(known.start - 1)
        if before is not None and before == party:
            cover = line.cover[known.start - 1]
            return line.words(cover.start, known.end) if cover is not None else text
        if party in parties() and parties()[party].adjectives and not any(w in text for w in parties()[party].adjectives):
            return f"{'US' if party == 'USA' else parties()[party].adjectives[0]} {text}"
        return text
