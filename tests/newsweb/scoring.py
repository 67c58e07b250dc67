"""What was found, held against the truth of the site."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from detente.model import Document
from newsweb.furniture import SENTENCES
from newsweb.site import Truth

#: A text is right where its words are those of the article to this share (F1 over words), and no sentence of the furniture is in it.
RIGHT = 0.95


@dataclass
class Score:
    """How many articles there are, were found, and have text, title and date right; and what is wrong, by name."""

    articles: int = 0
    found: int = 0
    text: int = 0
    title: int = 0
    date: int = 0
    extra: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def shares(self) -> dict[str, float]:
        return {name: getattr(self, name) / self.articles for name in ("found", "text", "title", "date")}


def score(documents: Iterable[Document], truth: Iterable[Truth]) -> Score:
    """Documents against the truth; each article is looked for by its address."""
    wanted = {true.url: true for true in truth}
    result = Score(articles=len(wanted))
    for document in documents:
        true = wanted.pop(document.url or "", None)
        if true is None:
            result.extra.append(document.url or document.id)
            continue
        result.found += 1
        for name, good in (("text", _text(document, true)), ("title", document.title == true.title), ("date", _date(document, true))):
            setattr(result, name, getattr(result, name) + good)
            if not good:
                result.faults.append(f"{true.layout} {name}: {true.url}")
    result.faults += [f"missing: {url}" for url in wanted]
    return result


def _text(document: Document, true: Truth) -> bool:
    mine, theirs = (Counter(re.findall(r"\w+", text.casefold())) for text in (document.text, "\n".join(true.paragraphs)))
    f1 = 2 * (mine & theirs).total() / max(1, mine.total() + theirs.total())
    return f1 >= RIGHT and not any(sentence in document.text for words in SENTENCES.values() for sentence in words)


def _date(document: Document, true: Truth) -> bool:
    if document.published is None:
        return False
    if not true.to_the_minute:
        return document.published[:10] == true.published[:10]
    return "T" in document.published and datetime.fromisoformat(document.published) == datetime.fromisoformat(true.published)
