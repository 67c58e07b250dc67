"""The people of a dispatch: names that are one person's brought together, each with role and party."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from detente.codebook import table
from detente.codebook.officeholders import Officeholder
from detente.reading.actors.holders import famous, office
from detente.reading.actors.named import Named
from detente.reading.actors.names import answers_to, parts, same_person
from detente.reading.actors.phrases import Phrase
from detente.reading.actors.vocabulary import HOUSE_WORDS, MIRRORS, RANKS

#: Signs of a party, the surest first; the table of office-holders comes between.
_SURE = ("leads", "clause", "possessor", "of-house")
_WEAK = ("of", "for")


@dataclass
class Figure:
    """A person under construction."""

    names: list[str] = field(default_factory=list)
    found: list[Named] = field(default_factory=list)
    role: str | None = None
    party: str | None = None
    why: str = ""

    #: Small-letter words of all roles, by which descriptions are matched ("the Turkish minister").
    words: set[str] = field(default_factory=set)
    leads: str | None = None

    #: The office by which a family name alone is known.
    known: Officeholder | None = None

    @property
    def name(self) -> str:
        """The fullest name; of two as full, the first."""
        return max(self.names, key=lambda n: (len(parts(n)), len(n)))

    @property
    def first(self) -> tuple[int, int]:
        """Paragraph and token of the first mention."""
        return self.found[0].line.paragraph.index, self.found[0].run.start

    @property
    def titles(self) -> list[Phrase]:
        return [t for n in self.found for t in n.titles]


def gather(named: list[Named], day: str | None, parties: frozenset[str]) -> list[Figure]:
    """The people among the names of a dispatch, in order of first mention; names without any sign of a person are left out.

    `parties` are the codes of those whom the dispatch names: a family name alone is looked up among their people.
    """
    full: list[Figure] = []
    by_word: dict[str, list[Figure]] = defaultdict(list)
    single: list[Named] = []
    for one in named:
        words = parts(one.text)
        if len(words) < 2:
            single.append(one)
            continue
        home = next((f for f in by_word[words[-1]] + by_word[words[0]] if _same(f, one, day)), None)
        if home is None:
            home = Figure()
            full.append(home)
        for word in words:
            if home not in by_word[word]:
                by_word[word].append(home)
        if one.text not in home.names:
            home.names.append(one.text)
        home.found.append(one)
    _add_single(single, full, by_word, day, parties)
    kept = [f for f in full if any(_is_person(n) for n in f.found)]
    for figure in kept:
        figure.found.sort(key=lambda n: (n.line.paragraph.index, n.run.start))
        _settle(figure, day)
        _at_other_times(figure, parties)
    kept.sort(key=lambda f: f.first)
    return kept


def _same(figure: Figure, one: Named, day: str | None) -> bool:
    """Whether a full name is that of a person found before: the names agree and nothing told of the two contradicts."""
    if not any(same_person(one.text, name) for name in figure.names):
        known = office(one.text, day)
        if known is None or not any((o := office(name, day)) is not None and o.id == known.id for name in figure.names):
            return False
    here, there = {t.party for t in one.titles if t.party}, {t.party for t in figure.titles if t.party}
    return not here or not there or bool(here & there)


def _title_words(one: Named) -> frozenset[str] | None:
    """The small-letter words of a name's titles; None where it has none."""
    return frozenset(w for t in one.titles for w in (*one.line.low[t.core : t.head], t.noun)) if one.titles else None


def _add_single(
    single: list[Named], full: list[Figure], by_word: dict[str, list[Figure]], day: str | None, parties: frozenset[str]
) -> None:
    """Give names of one word to the person they fit; make a person of a word that is titled, acts or is well known."""
    for one in single:
        word = parts(one.text)[0] if parts(one.text) else ""
        fits = [(answers_to(one.text, f.name), f) for f in by_word.get(word, ())]
        able = [(score, f) for score, f in fits if score and not _contradicts(f, one)]
        if able:
            place = (one.line.paragraph.index, one.run.start)
            before = [(score, f) for score, f in able if f.first <= place or one.line.paragraph.field == "title"]
            max(before or able, key=lambda fit: (fit[0], _last_before(fit[1], place)))[1].found.append(one)
            continue
        known = famous(one.text, day, _title_words(one), parties)
        if (
            known is not None
            or one.titles
            or one.honorific
            or (one.acts and one.line.tag[one.run.start].startswith("NNP") and len(one.text) > 1)
        ):
            made = Figure([one.text], [one])
            if known is not None:
                made.known = known
            full.append(made)
            by_word[word].append(made)


def _last_before(figure: Figure, place: tuple[int, int]) -> tuple[int, int]:
    earlier = [p for n in figure.found if (p := (n.line.paragraph.index, n.run.start)) < place]
    return max(earlier, default=(-1, -1))


def _contradicts(figure: Figure, one: Named) -> bool:
    here, there = {t.party for t in one.titles if t.party}, {t.party for t in figure.titles if t.party}
    return bool(here and there and not here & there)


def _is_person(one: Named) -> bool:
    """Whether something about a name says that it is a person's."""
    return (
        bool(one.titles or one.honorific or one.run.known or one.acts or one.clause or one.leading)
        or bool(one.hints and one.hints[0][0] == "possessor" and len(parts(one.text)) > 1)
        or len(parts(one.text)) == 1
    )


def _heads(figure: Figure, title: Phrase) -> bool:
    """Whether a title is that of the head of a delegation ("head of the government delegation", "chief negotiator")."""
    line = next(n.line for n in figure.found if title in n.titles)
    if title.past or title.private or title.plural:
        return False
    words = set(line.low[title.core : title.end])
    if title.noun in ("negotiator", "delegate"):
        return bool(words & {"chief", "lead", "top", "main", "head"})
    return title.noun in ("head", "leader", "chief", "chairman") and bool(set(line.base[title.start : title.end]) & _TEAMS)


_TEAMS = frozenset({"delegation", "team", "negotiator"})


def _settle(figure: Figure, day: str | None) -> None:
    """Role and party: the text's titles, delegations and clauses, then the table of office-holders, then weaker signs."""
    titles = figure.titles
    at_head = [t for t in titles if _heads(figure, t)]
    figure.leads = next((n.leads for n in figure.found if n.leads), None) or next((t.party for t in at_head if t.party), None)
    told = [t for t in titles if t.party and not t.past and not t.private]
    hints = [h for n in figure.found for h in n.hints]
    private = bool(titles) and all(t.private or t.past for t in titles)
    first = next((t for t in titles if t.noun not in RANKS), titles[0] if titles else None)
    clause = next((n.clause for n in figure.found if n.clause), None)
    if first is not None:
        line = next(n.line for n in figure.found if first in n.titles)
        figure.role = line.words(first.core, first.end)
    for n in figure.found:
        for t in n.titles:
            figure.words |= set(n.line.low[t.start : t.head + 1]) | {t.noun}
            figure.words |= HOUSE_WORDS.intersection(n.line.low[t.head + 1 : t.end])
    if told:
        figure.party, figure.why = told[0].party, "title"
    sure = next((h for sign in _SURE for h in hints if h[0] == sign), None)
    was = private and not any(t.private for t in titles) and sure is not None and sure[0] in ("leads", "clause")
    private = private and not was  # "the former president, one of the mediators named by the union"
    if figure.party is None and sure is not None and not private:
        figure.why, figure.party = sure
    known = figure.known or (None if any(t.private for t in titles) else office(figure.name, day, figure.party))
    if known is not None and figure.party not in (None, known.party):
        known = None
    if known is not None:
        figure.words |= set(known.role.lower().split())
        mirrored = first is not None and first.noun in MIRRORS  # "his Greek counterpart": the table tells which office
        figure.role = known.role if mirrored else figure.role or clause or known.role
        if figure.party is None:
            figure.party, figure.why = known.party, "table"
    figure.role = figure.role or clause
    if figure.party is None and not private:
        weak = next((h for sign in _WEAK for h in hints if h[0] == sign), None)
        if weak is not None:
            figure.why, figure.party = weak
    if figure.party is None and not private and figure.role:
        role = figure.role.lower()
        bound = next((code for words, code in table("en/roles.toml")["bound"].items() if words in role), None)
        if bound:
            figure.party, figure.why = str(bound), "bound"
    figure.leads = figure.leads or (figure.party if at_head else None)


def _at_other_times(figure: Figure, parties: frozenset[str]) -> None:
    """The party of those who hold an office by the text and one of a single party in the table on other days."""
    if figure.party is None and any(not (t.private or t.past) for t in figure.titles):
        known = office(figure.name, None)
        if known is not None and known.party in parties:
            figure.party, figure.why = known.party, "table"


#: Heads that one office may go by.
_GROUPS = (
    ("spokesman", "spokeswoman", "spokesperson"),
    ("adviser", "advisor", "aide", "counsellor", "counselor"),
    ("ambassador", "envoy", "diplomat"),
    ("envoy", "representative", "emissary", "mediator"),
    ("chief", "head", "leader", "boss", "director"),
    ("leader", "president", "premier"),
    ("chief", "secretary-general", "representative", "policy"),
    ("king", "monarch", "ruler"),
    ("negotiator", "delegate"),
    ("commander", "general", "chief"),
    ("official", "director", "deputy", "secretary"),
    ("minister", "secretary"),
)


def same_office(noun: str, words: set[str]) -> int:
    """2 where a person's roles have that head, 1 where they have another word for it, 0 otherwise."""
    if noun in words or noun.split("-")[-1] in words:
        return 2
    return 1 if any(noun in group and words & set(group) for group in _GROUPS) else 0
