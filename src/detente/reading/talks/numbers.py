"""Which round is meant: ordinals and counts in words and figures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detente.codebook import table
from detente.reading.talks.lexicon import FILE

if TYPE_CHECKING:
    from detente.reading.talks.mentions import Mention
    from detente.reading.tree import Token

_FROM_ONE = dict(table(FILE)["numbers"])
ORDINALS: dict[str, int] = {word: n for n, word in enumerate(_FROM_ONE["ordinals"], 1)}
_TENS: dict[str, int] = {word: 10 * n for n, word in enumerate(_FROM_ONE["tens"], 2)}
ORDINALS |= {f"{word[:-1]}ieth": number for word, number in _TENS.items()}
ORDINALS |= {f"{ten}-{word}": number + n for ten, number in _TENS.items() for n, word in enumerate(_FROM_ONE["ordinals"][:9], 1)}
CARDINALS: dict[str, int] = {word: n for n, word in enumerate(_FROM_ONE["cardinals"], 1)}
#: Months by name, so that "the meeting of March 18" is told from "the meeting of ministers".
MONTHS = frozenset(
    {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}
)
#: Days of the week by name.
DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_FIGURE = re.compile(r"^(\d{1,3})(?:st|nd|rd|th)$")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}


def ordinal_of(word: str) -> int | None:
    """The number that an ordinal in words or figures stands for, else None."""
    word = word.lower()
    if word in ORDINALS:
        return ORDINALS[word]
    found = _FIGURE.match(word)
    return int(found[1]) if found else None


def ordinal_at(token: Token) -> int | None:
    """The number of an ordinal in a text, with the tens that the tokenizer parts from it ("fifty-sixth")."""
    number = ordinal_of(token.lower_)
    if number is None or number > 9 or token.i < 2 or token.nbor(-1).text not in ("-", "\u2010", "\u2011"):
        return number
    return _TENS.get(token.nbor(-2).lower_, 0) + number


def cardinal_of(word: str) -> int | None:
    """The number that a cardinal stands for, else None."""
    word = word.lower()
    if word in CARDINALS:
        return CARDINALS[word]
    return int(word) if word.isdigit() and len(word) <= 3 else None


_LONG = frozenset({"years", "months", "decades", "weeks", "decade", "year"})


def counted_anew(noun: Token) -> bool:
    """Whether "first" counts from an interruption ("the first talks since 2022", "the first such round in two years").

    So too where it counts those with somebody new ("its first talks with Iran's new government", "the first under the new president").
    """
    late = [t for t in noun.doc[noun.i + 1 : min(noun.i + _LONGEST_NAME + 3, len(noun.doc))] if t.lower_ == "new"]
    if late and late[0].head.lower_ in _RULERS and not any(t.is_punct for t in noun.doc[noun.i + 1 : late[0].i]):
        return True
    for token in noun.doc[noun.i + 1 : min(noun.i + 14, len(noun.doc))]:
        if token.lower_ == "since":
            return True
        if token.lower_ in ("in", "for") and any(
            (t.lower_ in _LONG or (t.lower_ == "days" and token.lower_ == "in"))
            and not any(a.lower_ == "ago" for a in noun.doc[t.i : t.i + 2])
            for t in noun.doc[token.i + 1 : token.i + 4]
        ):
            return True
        if token.is_punct and token.text not in ("-", "–"):
            break
    return False


#: Those who come new into office, and with them a new count.
_RULERS = frozenset(
    {
        "government",
        "president",
        "administration",
        "cabinet",
        "leadership",
        "leader",
        "envoy",
        "minister",
        "premier",
        "chancellor",
        "authorities",
        "rulers",
        "secretary",
        "mediator",
        "negotiator",
        "team",
        "coalition",
    }
)


def ordinals_of(noun: Token) -> tuple[int, ...]:
    """The numbers of the rounds that a noun names: "third round", "round three", "the first two rounds", "first and second rounds"."""
    if noun.lower_ in _PHASES and (of := _numbered_within(noun)):
        return of  # "the second phase of the fifth round"
    found: list[int] = []
    lefts = [t for t in noun.lefts if t.dep_ in ("amod", "nummod", "compound", "det", "advmod", "nmod", "npadvmod")]
    for token in lefts:
        for word in (token, *token.conjuncts):
            number = ordinal_at(word)
            if number is not None and number not in found:
                found.append(number)
    if not found and any(t.lower_ in ("opening", "inaugural", "initial") for t in lefts) and noun.lower_ in ("round", "one", "meeting"):
        found.append(1)
    if found == [1]:
        counts = [cardinal_of(t.lower_) for t in (*noun.lefts, noun) if t.tag_ == "CD"]
        if counts and counts[0]:
            return tuple(range(1, min(counts[0], 30) + 1))
        if counted_anew(noun):
            return ()
    if noun.tag_ == "NNS" and noun.head.lower_ == "of" and (number := ordinal_at(noun.head.head)) is not None:
        return (number,)  # "the third of five rounds"
    if not found and noun.i + 1 < len(noun.doc):
        after = noun.nbor()
        number = cardinal_of(after.lower_) or (_ROMAN.get(after.lower_) if after.text.isupper() else None)
        if (
            number
            and noun.lower_ in ("round", "rounds", "session", "meeting")
            and after.tag_ in ("CD", "NNP", "LS", "NN")
            and not _measuring(after)
        ):
            found += _in_turn(noun, number) if noun.lower_ == "rounds" else [number]
    if not found and (number := apposed(noun)) is not None:
        found.append(number)
    if not found and noun.tag_ in ("NNP", "NNPS") and (number := _before_name(noun)) is not None:
        found.append(number)
    if not found and noun.dep_ == "conj" and (number := ordinal_at(noun.head)) is not None and 0 < noun.i - noun.head.i < 7:
        found.append(number)  # "the 11th and the last round"
    if not found and (number := _is_said_of(noun)) is not None:
        found.append(number)
    if not found and (number := _said_to_be(noun)) is not None:
        found.append(number)
    if not found and noun.i > 0 and noun.nbor(-1).tag_ in ("JJ", "NN"):
        number = ordinal_at(noun.nbor(-1))
        if number is not None:
            found.append(number)
    return tuple(found)


def _measuring(number: Token) -> bool:
    """Whether a number counts what follows it ("reported on that meeting nine days later"), not the meeting before it."""
    after = number.nbor() if number.i + 1 < len(number.doc) else None
    return after is not None and after.tag_ == "NNS" and number.dep_ == "nummod" and number.head.i == after.i


_PHASES = frozenset({"phase", "leg", "stage", "part", "half", "session", "meeting", "day"})


def _numbered_within(noun: Token) -> tuple[int, ...]:
    """The number of the round of which a noun is a part."""
    of = [g for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for g in c.children if g.lower_ in ("round", "session")]
    return ordinals_of(of[0]) if of and of[0].lower_ != noun.lower_ else ()


def _before_name(noun: Token) -> int | None:
    """The number that opens the name of a meeting ("the 7th Mekong Intersessional Ministerial Meeting"), wherever the parser hangs it."""
    row = list(noun.doc[noun.left_edge.i : noun.i])
    if row and row[0].dep_ == "det":
        row = row[1:]
    if not 1 < len(row) < _LONGEST_NAME or any(t.tag_ in ("POS", "IN", ",", "CC") for t in row):
        return None
    return ordinal_at(row[0])


_LONGEST_NAME = 8


def _is_said_of(noun: Token) -> int | None:
    """The number that stands before "was the meeting in Rome" ("the sixth, on that count, is the session of October")."""
    verb = noun.head
    if noun.dep_ != "attr" or verb.lower_ not in ("was", "is") or any(c.dep_ == "neg" for c in verb.children):
        return None
    who = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i), None)
    told = who is not None and any(t.lower_ == "the" for t in who.lefts) and any(t.lower_ == "the" for t in noun.lefts)
    return ordinal_at(who) if who is not None and told else None


def _said_to_be(noun: Token) -> int | None:
    """The number that a verb gives to a meeting: "the round in Baku was the fifth since 2023"."""
    verb = noun.head
    if noun.dep_ != "nsubj" or verb.lower_ not in ("was", "is", "were", "be", "been") or any(c.dep_ == "neg" for c in verb.children):
        return None
    what = next((c for c in verb.children if c.dep_ == "attr" and c.i > verb.i), None)
    number = ordinal_at(what) if what is not None else None
    return number if number != 1 else None  # "was the first on home soil" counts something else


def _in_turn(noun: Token, first: int) -> list[int]:
    """The numbers after "rounds": "rounds one and two", "rounds 4 to 6"."""
    after = [t.lower_ for t in noun.doc[noun.i + 2 : noun.i + 4]]
    last = cardinal_of(after[1]) if len(after) == 2 and after[0] in ("and", "to", "–", "-") else None
    if last is None or not first < last < first + _ROW:
        return [first]
    return list(range(first, last + 1)) if after[0] != "and" else [first, last]


#: No text tells of more rounds at once by their first and last number.
_ROW = 12


def apposed(noun: Token) -> int | None:
    """The number set after a meeting: "Sunday's meeting, the 13th at that level", "the talks, the third since May"."""
    at = noun.i + 1
    if at < len(noun.doc) and noun.doc[at].lower_ in ("at", "in"):  # "Monday's meeting at the palace, the 61st of the row"
        inside = noun.doc[at : at + _LONGEST_NAME]
        comma = next((t.i for t in inside if t.text == ","), None)
        at = comma if comma is not None and not any(t.tag_.startswith("VB") for t in noun.doc[at:comma]) else at
    after = noun.doc[at : at + 4]
    if len(after) < 4 or after[0].text not in (",", "–", "—", "(") or after[1].lower_ not in ("the", "their"):
        return None
    if after[3].tag_ in ("NNP", "NNPS", "CD") or (
        after[3].tag_ in ("NN", "NNS") and after[3].lower_ not in ("round", "meeting", "session")
    ):
        return None
    return None if after[3].lower_ in ("since", "in") and ordinal_of(after[2].lower_) == 1 else ordinal_of(after[2].lower_)


def count_of(noun: Token) -> int | None:
    """How many meetings a plural noun speaks of ("two rounds"), else None."""
    for token in noun.lefts:
        if token.tag_ == "CD":
            return cardinal_of(token.lower_)
    return None


def times_of(verb: Token) -> int | None:
    """The number of a meeting told by its verb: "met for the third time", "first met", "the second time that they are meeting"."""
    if verb.dep_ in ("relcl", "acl", "ccomp") and verb.head.lower_ == "time":
        numbers = [n for t in verb.head.lefts if (n := ordinal_at(t)) is not None]
        if numbers and not (numbers[0] == 1 and counted_anew(verb.head)):
            return numbers[0]
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ == "for":
            for noun in child.children:
                if noun.lower_ == "time":
                    numbers = [n for t in noun.lefts if (n := ordinal_at(t)) is not None]
                    if numbers and not (numbers[0] == 1 and (counted_anew(noun) or _in_that_way(child))):
                        return numbers[0]
        if child.lower_ == "time" and child.dep_ in ("npadvmod", "dobj") and any(t.lower_ in ("a", "the") for t in child.lefts):
            numbers = [n for t in child.lefts if (n := ordinal_at(t)) is not None and n > 1]
            if numbers:
                return numbers[0]  # "meet a third time"
        if child.dep_ == "advmod" and child.lower_ == "first" and child.i < verb.i:
            return 1
        if child.lower_ == "once" and any(t.lower_ in ("only", "just") for t in (*child.children, *verb.children)):
            return 1
    return None


def _in_that_way(words: Token) -> bool:
    """Whether "for the first time" counts a way of meeting ("met in person for the first time", "face to face", "on home soil")."""
    before = words.nbor(-1)
    if before.lower_ in ("directly", "officially", "formally", "openly", "publicly", "alone", "privately"):
        return True
    row = list(words.doc[max(words.sent.start, words.i - _WAY) : words.i])
    first = next((t for t in reversed(row) if t.tag_ in ("IN", "TO") and t.lower_ in ("in", "on", "to", "under", "at", "without")), None)
    what = [t for t in row if first is not None and t.i > first.i]
    return bool(what) and all(t.tag_ in ("NN", "JJ", "DT", "NNS", "POS") for t in what) and not _when_or_where(what[-1])


_WAY = 4


def _when_or_where(noun: Token) -> bool:
    return noun.lower_ in _LONG | DAYS | MONTHS | {"day", "week", "month", "weekend", "morning", "evening", "afternoon", "night"}


def repeats_of(verb: Token) -> int | None:
    """How often people met, by the verb's adverbs: "twice", "three times"; None where not said."""
    for child in verb.children:
        if child.lower_ in ("twice", "thrice"):
            return 2 if child.lower_ == "twice" else 3
        if child.lower_ == "times":
            return next((n for t in child.lefts if (n := cardinal_of(t.lower_))), None)
    return None


def further(mention: Mention) -> int:
    """1 for "the one after that", "the round after": one more than the round told before; -1 for "the one before that"; else 0."""
    token = mention.token
    if mention.ordinals or mention.count or mention.plural:
        return 0
    for child in token.children:
        if child.lower_ in ("after", "before", "following") and child.dep_ in ("prep", "advmod"):
            what = [g for g in child.children if g.dep_ == "pobj"]
            if not what or what[0].lower_ in ("that", "it", "this", "which"):
                return -1 if child.lower_ == "before" else 1
    return 0
