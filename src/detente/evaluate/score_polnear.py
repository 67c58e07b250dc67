"""Score attributions (who says what, with which cue) against PolNeAR gold.

The unit: text is cut into tokens by `\\w+(?:['’]\\w+)?|[^\\w\\s]`, and a role of an attribution is the SET of tokens that its
spans touch, so that no system's tokenizer is favoured. Metrics, each as precision, recall and F1:

A  Citron exact (bbc/citron, citron/metrics.py), anchored on the cue: cue, source, content and all three identical
B  spans of a role: strict (identical), soft (shares covered, averaged), half (token Jaccard of at least one half); after
   PARC (Pareti et al. 2013)
C  the source where the content was found, and end to end over all gold
D  tokens of a role, micro
E  contiguous fragments of a role (CofeNet, COLING 2022)

Headlines: A all, B content strict and soft, C end-to-end overlap at half. A document annotated more than once counts with
its first file by name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from detente.evaluate.polnear_gold import ROLES, Annotated, Roles, Spans

_TOKEN = re.compile(r"\w+(?:['’]\w+)?|[^\w\s]")
KINDS = ("all", "direct", "mixed", "indirect")

Tokens = frozenset[int]
Attribution = dict[str, Tokens]


class TokenText:
    """A text cut into tokens, knowing which of them stand inside quotation marks."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = [(m.start(), m.end()) for m in _TOKEN.finditer(text)]
        self.is_word = [text[start].isalnum() for start, _ in self.tokens]
        self.token_at = {c: i for i, (start, end) in enumerate(self.tokens) for c in range(start, end)}
        self.quoted = self._quoted()

    def _quoted(self) -> set[int]:
        quoted, opened = set(), False
        for i, (start, end) in enumerate(self.tokens):
            char = self.text[start:end]
            if i and opened and "\n" in self.text[self.tokens[i - 1][1] : start] and char not in '"“':
                opened = False  # a new paragraph closes a quotation that it does not reopen
            if char == "“":
                opened = True
            elif char == "”":
                opened = False
            elif char == '"':
                opened = not opened
            elif opened:
                quoted.add(i)
        return quoted

    def covered(self, spans: Iterable[tuple[int, int]]) -> Tokens:
        """The tokens that spans touch."""
        return frozenset(self.token_at[c] for start, end in spans for c in range(start, end) if c in self.token_at)

    def kind(self, content: Tokens) -> str:
        """direct, mixed, indirect or none: how much of the words of the content stands in quotation marks."""
        words = [i for i in content if self.is_word[i]]
        inside = sum(i in self.quoted for i in words)
        if not words:
            return "none"
        return "direct" if inside == len(words) else "mixed" if inside else "indirect"


def _runs(indices: Tokens) -> set[tuple[int, int]]:
    out: list[list[int]] = []
    for i in sorted(indices):
        if out and out[-1][1] == i - 1:
            out[-1][1] = i
        else:
            out.append([i, i])
    return {(first, last) for first, last in out}


def prf(hits_pred: float, n_pred: float, hits_gold: float, n_gold: float) -> tuple[float, float, float]:
    """Precision, recall and their harmonic mean."""
    p = hits_pred / n_pred if n_pred else 0.0
    r = hits_gold / n_gold if n_gold else 0.0
    return p, r, (2 * p * r / (p + r) if p + r else 0.0)


def jaccard(a: Tokens, b: Tokens) -> float:
    """Shared tokens over all tokens."""
    return len(a & b) / len(a | b) if a and b else 0.0


def _same(name: str, p: Attribution, g: Attribution) -> bool:
    if name == "cue":
        return p["cue"] == g["cue"] and bool(g["cue"])
    if name == "all":
        return all(p[role] == g[role] for role in ROLES)
    return bool(p["cue"] & g["cue"]) and p[name] == g[name]


def count(text: TokenText, gold: Sequence[Attribution], pred: Sequence[Attribution], c: Counter[Any]) -> None:
    """Add one document's counts, for every metric, to a counter."""
    c["gold"] += len(gold)
    c["pred"] += len(pred)
    for g in gold:
        c["kind", text.kind(g["content"])] += 1
    for name in ("cue", "source", "content", "all"):
        c["A pred", name] += sum(any(_same(name, p, g) for g in gold) for p in pred)
        c["A gold", name] += sum(any(_same(name, p, g) for p in pred) for g in gold)
    for role in ROLES:
        _count_spans({p[role] for p in pred if p[role]}, {g[role] for g in gold if g[role]}, role, c)
        pred_runs = {run for p in pred for run in _runs(p[role])}
        gold_runs = {run for g in gold for run in _runs(g[role])}
        c["E pred", role] += len(pred_runs)
        c["E gold", role] += len(gold_runs)
        c["E", role] += len(pred_runs & gold_runs)
    _count_sources(gold, pred, c)


def _count_spans(pred: set[Tokens], gold: set[Tokens], role: str, c: Counter[Any]) -> None:
    c["B pred", role] += len(pred)
    c["B gold", role] += len(gold)
    c["B strict", role] += len(pred & gold)
    for spans, others, side in ((pred, gold, "pred"), (gold, pred, "gold")):
        for span in spans:
            c["B soft " + side, role] += max((len(span & other) for other in others), default=0) / len(span)  # type: ignore[assignment]
            c["B half " + side, role] += any(2 * len(span & other) >= len(span | other) for other in others)
    pred_tokens: Tokens = frozenset().union(*pred)
    gold_tokens: Tokens = frozenset().union(*gold)
    c["D pred", role] += len(pred_tokens)
    c["D gold", role] += len(gold_tokens)
    c["D", role] += len(pred_tokens & gold_tokens)


def _count_sources(gold: Sequence[Attribution], pred: Sequence[Attribution], c: Counter[Any]) -> None:
    for g in gold:
        if not (g["source"] and g["content"]):
            continue
        c["C gold"] += 1
        if not pred:
            continue
        best = max(pred, key=lambda p: (jaccard(p["content"], g["content"]), bool(p["source"] & g["source"])))
        if not best["content"] & g["content"]:
            continue
        j = jaccard(best["content"], g["content"])
        for name, found in (("any", True), ("half", j >= 0.5), ("exact", j == 1)):
            if found:
                c["C pairs", name] += 1
                c["C overlap", name] += bool(best["source"] & g["source"])
                c["C equal", name] += best["source"] == g["source"]


def figures(c: Counter[Any]) -> dict[str, Any]:
    """All metrics of a counter as fractions: rows are (precision, recall, F1)."""
    out: dict[str, Any] = {"gold": c["gold"], "found": c["pred"]}
    for name in ("cue", "source", "content", "all"):
        out[f"exact_{name}"] = prf(c["A pred", name], c["pred"], c["A gold", name], c["gold"])
    for role in ROLES:
        n_pred, n_gold, hits = c["B pred", role], c["B gold", role], c["B strict", role]
        out[f"strict_{role}"] = prf(hits, n_pred, hits, n_gold)
        out[f"soft_{role}"] = prf(c["B soft pred", role], n_pred, c["B soft gold", role], n_gold)
        out[f"half_{role}"] = prf(c["B half pred", role], n_pred, c["B half gold", role], n_gold)
        out[f"token_{role}"] = prf(c["D", role], c["D pred", role], c["D", role], c["D gold", role])
        out[f"fragment_{role}"] = prf(c["E", role], c["E pred", role], c["E", role], c["E gold", role])
    for name in ("any", "half", "exact"):
        pairs, overlap, equal, every = c["C pairs", name], c["C overlap", name], c["C equal", name], c["C gold"]
        out[f"source_{name}"] = {
            "overlap": overlap / max(1, pairs),
            "exact": equal / max(1, pairs),
            "end_to_end_overlap": overlap / max(1, every),
            "end_to_end_exact": equal / max(1, every),
        }
    return out


def score(gold: Iterable[Annotated], predictions: Mapping[str, Sequence[Mapping[str, Spans]]], kind: str = "all") -> dict[str, Any]:
    """Score predictions by document against gold; of several annotators of a document the first counts.

    `kind` keeps only attributions whose content stands wholly (direct), partly (mixed) or not at all (indirect) in
    quotation marks.
    """
    total: Counter[Any] = Counter()
    seen: set[str] = set()
    for record in gold:
        if record.doc in seen:
            continue
        seen.add(record.doc)
        text = TokenText(record.text)
        g = [a for a in (_tokens(text, a) for a in record.attributions) if a["cue"] or a["content"]]
        p = [_tokens(text, a) for a in predictions.get(record.doc, ())]
        if kind != "all":
            g = [a for a in g if text.kind(a["content"]) == kind]
            p = [a for a in p if text.kind(a["content"]) == kind]
        count(text, g, p, total)
    return figures(total)


def _tokens(text: TokenText, roles: Roles | Mapping[str, Spans]) -> Attribution:
    return {role: text.covered(roles.get(role, [])) for role in ROLES}
