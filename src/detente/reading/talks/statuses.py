"""The status of a meeting as one mention tells it."""

from __future__ import annotations

from dataclasses import dataclass

from detente.model import Certainty, Polarity
from detente.reading.talks.lexicon import forms

#: Statuses that say what really became of a meeting come before those that only speak of plans.
RANK = {"cancelled": 6, "postponed": 6, "held": 5, "under_way": 5, "denied": 4, "confirmed": 3, "announced": 2, "proposed": 1}


#: Endings of rule names that call a meeting off in so many words (not by "will not be held").
CALLED_OFF = tuple("." + form.name for form in forms() if form.sort in ("cancel", "shun"))


#: Rules by which talks as a whole come to a halt.
HALTING = (".suspend", ".pause", ".freeze", ".abandon", ".be_on_hold")

PLANNED = frozenset({"proposed", "announced", "confirmed"})


@dataclass(frozen=True, slots=True)
class Status:
    """A status as one mention tells it."""

    value: str
    rule: str
    certainty: Certainty = "certain"
    polarity: Polarity = "affirmed"

    #: Told of a plan that is past ("was to be held"): gives way to anything else said of the meeting.
    bygone: bool = False

    #: The grammar leaves open whether it is over: the date decides ("The round began on Monday").
    open_end: bool = False

    #: Present tense: a date to come makes it a plan ("The talks begin on Monday").
    present: bool = False

    #: The simple present of beginning ("starts this evening"): a timetable where the day is that of publication.
    timetable: bool = False

    #: The simple present of one meeting ("return to the table on Thursday"): a weekday is the next one.
    simple: bool = False

    #: Only hoped for.
    hoped: bool = False
