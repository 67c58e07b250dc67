"""Days and bylines beside headings, and pages that are no articles."""

import pytest

from detente.sources.datelines import day_in
from detente.sources.headlines import without_head
from detente.sources.web.articles import judge, may_be_article


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("By Ann Doe | June 14, 2025", "2025-06-14"),
        ("Publié le 1er mars 2025 à 06h21", "2025-03-01"),
        ("06:24 4 марта 2025", "2025-03-04"),
        ("10 de junio de 2025", "2025-06-10"),
        ("Von Bo Li, 3. März 2025, 06:20 Uhr", "2025-03-03"),
        ("14/06/2025", "2025-06-14"),
        ("05/06/2025", None),
        ("31 June 2025", None),
        ("Updated 3 hours ago", None),
    ],
)
def test_a_day_is_read_where_it_can_be_only_one(line: str, day: str | None) -> None:
    assert day_in(line) == day


def test_title_and_byline_are_no_words_of_the_article_and_sentences_stay() -> None:
    assert without_head("Talks open\n\nBy Ann Doe and Bo Li\n\nThey met.", "Talks open") == "They met."
    for text in (
        "By Monday the two sides had agreed on nothing\n\nMore.",
        "Talks open",
        "On 10 June 2025 envoys met in Bern again for talks\n\nB.",
    ):
        assert without_head(text, "Talks open") == text


def test_lists_and_standing_pages_are_told_from_articles() -> None:
    words = "Envoys of the two countries met in Bern on Tuesday for a third round of talks, the ministry said in a statement. " * 3
    cards = "".join(f"<div><h3><a href='/s-{n}'>Story {n}</a></h3><p>{words}</p></div>" for n in range(6))
    url = "https://example.org/news/envoys-meet-again"
    assert judge(f"<html><body><h1>T</h1><p>{words}</p></body></html>".encode(), url, None).why_not is None
    assert judge(f"<html><body><h1>News</h1>{cards}</body></html>".encode(), url, None).why_not == "it is a list of articles"
    assert judge(f"<html><body><p>{words}</p></body></html>".encode(), "https://example.org/about", None).why_not is not None
    assert judge(b"", url, None).why_not is not None
    assert may_be_article(url, "https://www.example.org/")
    assert not may_be_article("https://example.org/tag/long-name-of-it", url)
    assert not may_be_article("https://elsewhere.example/news/envoys-meet-again", url)
