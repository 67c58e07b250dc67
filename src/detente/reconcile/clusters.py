"""Issues, outcomes and commitments across documents: claims whose labels mean one thing are put together.

Labels are compared by the words that carry them (see `labels`), each claim with the clusters that share a word with it;
a claim joins the cluster that it is most like, or opens one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from detente.model import Commitment, Issue, Outcome
from detente.reconcile.days import gap, width
from detente.reconcile.labels import Weighed, is_preferred, likeness, rarity, stems, telling
from detente.reconcile.reports import Report

#: From which likeness two labels are one.
ALIKE = 0.5

#: From which likeness two labels are the same words, and from which the shorter stands whole in the longer.
_SAME, _NEARLY = 0.9, 0.75

#: Days that lie between two things of one type and a like name for them to be two.
_APART = 1

#: Days within which two reports that talks brought nothing are of the same talks.
_SAME_FAILURE = 5

#: Types of outcomes of which one meeting brings one, however it is called, and days within which two reports are of it.
_ONCE = frozenset({"agreement_signed", "agreement_initialled", "joint_statement", "notes_exchanged", "ceasefire"})
_SIGNED, _TRUCE = "agreement_signed", "ceasefire"
_ONE_EVENT = 2

#: How many of the latest outcomes of a type are looked at for the event that a report tells of.
_EVENTS = 6

#: How many labels of a cluster are compared to find the best, and how many words one has at most to be a good one.
_CONSIDERED, _WORDY = 24, 8

_NUMBER = re.compile(r"\d[\d,.]*")

#: How many clusters that share a word are looked at and compared, and how many labels of each.
_NEAR, _COMPARED, _LABELS = 24, 10, 8


@dataclass(slots=True)
class Cluster:
    """Claims about one thing."""

    reports: list[Report] = field(default_factory=list)
    labels: dict[str, frozenset[str]] = field(default_factory=dict)
    used: Counter[str] = field(default_factory=Counter)

    #: Of commitments, who undertakes them.
    by: set[str] = field(default_factory=set)

    def add(self, report: Report, label: str) -> None:
        """Take a claim in."""
        self.reports.append(report)
        self.used[label] += 1
        self.by.update(getattr(report.claim.value, "by", ()))
        if len(self.labels) < _LABELS:
            self.labels.setdefault(label, stems(label))

    @property
    def label(self) -> str:
        """The label that is most like all that were used: neither bare nor long, the earliest of several."""
        return best_label(self.used)


def best_label(used: Mapping[str, int]) -> str:
    """Of several labels (with how often each was used) the one that is most like the others, of two to eight words if there is one."""
    if len(used) == 1:
        return next(iter(used))
    considered = list(used)[:_CONSIDERED]
    known = {text: stems(text) for text in considered}

    def worth(text: str) -> tuple[bool, float]:
        told = len(telling(text))
        fit = (0.8 if told < 2 or len(text.split()) > _WORDY else 1.0) * (1.3 if is_preferred(text) else 1.0)
        return told > 0, fit * sum(count * likeness(known[text], known[other]) for other, count in used.items() if other in known)

    return max(considered, key=worth)


def label_of(report: Report) -> str:
    """The label of a claim's thing."""
    value = report.claim.value
    if isinstance(value, Issue):
        return value.issue
    if isinstance(value, Outcome):
        return value.about
    return value.what if isinstance(value, Commitment) else ""


def any_fits(cluster: Cluster, report: Report) -> bool:
    """Issues with one label are one issue, whoever raises them."""
    return True


def clustered(reports: Iterable[Report], fits: Callable[[Cluster, Report], bool] = any_fits) -> list[Cluster]:
    """The clusters of claims of one kind, which come in order of publication. `fits` says whether a claim may join one."""
    reports = list(reports)
    weighed = Weighed(rarity(stems(label_of(report)) for report in reports))
    clusters: list[Cluster] = []
    by_word: dict[str, list[int]] = defaultdict(list)
    exact: dict[str, list[int]] = defaultdict(list)
    events: dict[str, list[int]] = defaultdict(list)
    for report in reports:
        label = label_of(report)
        words = stems(label)
        chosen = next((i for i in reversed(exact[label.casefold()]) if fits(clusters[i], report)), None)
        if chosen is None:
            chosen = _most_alike(words, report, clusters, by_word, weighed, fits)
        if chosen is None:
            chosen = next((i for i in reversed(events[kind_of_event(report)]) if one_event(clusters[i], report)), None)
        if chosen is None:
            chosen = len(clusters)
            clusters.append(Cluster())
            events[kind_of_event(report)].append(chosen)
            del events[kind_of_event(report)][:-_EVENTS]
        clusters[chosen].add(report, label)
        same = exact[label.casefold()]
        if chosen not in same:
            same.append(chosen)
        for word in words:
            if not by_word[word] or by_word[word][-1] != chosen:
                by_word[word].append(chosen)
    return clusters


def _most_alike(
    words: frozenset[str],
    report: Report,
    clusters: list[Cluster],
    by_word: dict[str, list[int]],
    weighed: Weighed,
    fits: Callable[[Cluster, Report], bool],
) -> int | None:
    """The cluster that a label is most like, or None; those that share its rarest words are compared."""
    shared: dict[int, int] = defaultdict(int)
    for word in words:
        for i in dict.fromkeys(by_word[word][-_NEAR:]):
            shared[i] += weighed.weights[word]
    size = weighed.size(words)
    best, chosen = ALIKE, None
    for _, i in sorted([(-common, i) for i, common in shared.items()])[:_COMPARED]:
        if chosen is not None and max(shared[i] / size, 0.75) < best:
            break
        score = weighed.best(words, clusters[i].labels.values())
        if score >= best and (score > best or chosen is None) and fits(clusters[i], report):
            best, chosen = score, i
            if score == 1.0:
                break
    return chosen


def kind_of_event(report: Report) -> str:
    """The kind of an outcome that a meeting brings once; "" for anything else. A truce that is signed is one thing."""
    value = report.claim.value
    if not isinstance(value, Outcome) or value.type not in _ONCE:
        return ""
    return _TRUCE if value.type == _SIGNED else value.type


def one_event(cluster: Cluster, report: Report) -> bool:
    """Whether a report tells of the signing, statement or exchange of papers of a cluster under another name.

    Both are dated, by what they say or by when they were said, to the same days; two that one document names apart
    ("signed a treaty and an annex") are two.
    """
    value, known = report.claim.value, cluster.reports[0].claim.value
    if not isinstance(value, Outcome) or not isinstance(known, Outcome) or not kind_of_event(report):
        return False
    types = {value.type, known.type}
    if types == {_TRUCE}:
        return False
    if any(r.document == report.document and r.chain == report.chain for r in cluster.reports):
        bare = not telling(value.about) or not any(telling(label) for label in cluster.used)
        if not bare:
            return False
    days = _ONE_EVENT if len(types) == 1 else 1
    return any(_day_of(r) is not None and gap(_day_of(r), _day_of(report)) <= days for r in cluster.reports[-6:])


def _day_of(report: Report) -> str | None:
    """The day of what a report tells: its own date where that is close, else the day on which it was said."""
    date = getattr(report.claim.value, "date", None)
    return date if date and (width(date) or 99) <= 7 else None if date else report.said.isoformat()


def outcome_fits(cluster: Cluster, report: Report) -> bool:
    """Whether an outcome may be the one of a cluster: the same type, and no dates that exclude each other."""
    value, known = report.claim.value, cluster.reports[0].claim.value
    if not isinstance(value, Outcome) or not isinstance(known, Outcome) or value.type != known.type:
        return False
    if value.type == "no_result":
        last = cluster.reports[-1]
        then = getattr(last.claim.value, "date", None) or last.said.isoformat()
        return gap(then, value.date or report.said.isoformat()) <= _SAME_FAILURE
    words = stems(value.about)
    numbers = _numbers(value.about)
    if value.type == "exchange" and numbers and numbers == _numbers(known.about):
        return True  # so many for so many: one exchange, agreed on one day and carried out on another
    same = value.type != "ceasefire" and any(likeness(words, known) >= _SAME for known in cluster.labels.values())
    for other in cluster.reports[-6:]:
        past = other.claim.value
        dated = isinstance(past, Outcome) and past.date and value.date and (width(value.date) or 99) <= 31
        if dated and gap(getattr(past, "date", None), value.date) > (20 if same else 0 if value.type == _TRUCE else _APART):
            return False
    return True


def _numbers(label: str) -> frozenset[str]:
    """The numbers in a label."""
    return frozenset(_NUMBER.findall(label))


def commitment_fits(cluster: Cluster, report: Report) -> bool:
    """Whether a commitment may be the one of a cluster: somebody who undertakes it in common, where both say who does.

    Where one of them is told of several together, the very same words are enough.
    """
    value = report.claim.value
    if not isinstance(value, Commitment):
        return False
    if not value.by or not cluster.by or not cluster.by.isdisjoint(value.by):
        return True
    words = stems(value.what)
    together = len(value.by) > 1 or len(cluster.by) > 1
    return together and len(words) > 1 and any(likeness(words, known) >= _NEARLY for known in cluster.labels.values())
