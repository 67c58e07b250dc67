"""Expressions of time: sentences about talks, with what each expression must mean."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.model import TimeExpression
from detente.model.edtf import valid
from detente.reading.times import find_times
from detente.reading.times.scanning import RESOLVERS
from detente.reading.times.vocabulary import rules

SENTENCES = [json.loads(line) for line in (Path(__file__).parent / "data" / "times.jsonl").read_text(encoding="utf-8").splitlines()]


def only(text: str, published: str | None) -> TimeExpression:
    found = find_times(text, published)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize("row", SENTENCES, ids=lambda row: row["text"][:60])
def test_sentence(row: dict) -> None:
    found = find_times(row["text"], row["published"])
    assert [t.text for t in found] == [phrase for phrase, *_ in row["expected"]]
    for t, (_, meaning, *flag) in zip(found, row["expected"]):
        assert (t.minutes if isinstance(meaning, int) else t.edtf) == meaning
        assert t.flag == (flag[0] if flag else None)


def test_the_list_is_long_enough() -> None:
    assert len(SENTENCES) >= 120


@pytest.mark.parametrize("rule", [r for r in rules() if r.example], ids=lambda rule: rule.name)
def test_every_rule_fires_on_its_example(rule) -> None:
    at = rule.example.index(rule.found)
    matched = [m for start in range(len(rule.example)) if (m := rule.pattern.match(rule.example, start))]
    assert any(m.start() <= at < m.end() for m in matched)
    assert any(t.start < at + len(rule.found) and t.end > at for t in find_times(rule.example, "2025-06-10"))


def test_every_rule_has_its_resolver() -> None:
    assert {rule.means for rule in rules()} == set(RESOLVERS)


def test_direction_names_its_cue_and_the_other_reading() -> None:
    ahead = only("Talks will resume on Tuesday.", "2025-03-20")
    assert (ahead.direction, ahead.why, ahead.alternative) == ("future", "will resume", "2025-03-18")
    back = only("They signed on Tuesday.", "2025-03-20")
    assert (back.direction, back.why, back.anchor) == ("past", "signed", "publication")


def test_earliest_latest_and_grain() -> None:
    found = only("A decision is due later this month.", "2025-03-20")
    assert (found.earliest, found.latest, found.grain) == ("2025-03-20", "2025-03-31", "month")
    open_end = only("The round will be held in the near future.", "2025-03-20")
    assert (open_end.earliest, open_end.latest, open_end.grain) == ("2025-03-20", None, "vague")


def test_anaphora_says_what_it_counts_from() -> None:
    first, second = find_times("The first round was on Feb. 27. The second followed six weeks later.", "2025-06-11")
    assert second.anchor == f"text:{first.start}"


def test_a_range_keeps_its_points_for_timex3() -> None:
    found = only("The conference will be held from April 10 to April 12.", "2025-03-20")
    assert [(p.timex3.value, p.timex3.type) for p in found.points] == [("2025-04-10", "DATE"), ("2025-04-12", "DATE")]


def test_a_headline_looks_ahead_with_an_infinitive() -> None:
    (found,) = find_times("Envoys to hold sixth round Sunday", "2025-06-11", "title")
    assert (found.field, found.edtf) == ("title", "2025-06-15")


def test_clock_and_zone() -> None:
    found = only("The lists are due by 11 a.m. Moscow time.", "2025-04-10")
    assert (found.clock, found.timex3.value, found.latest) == ("11:00+03:00", "2025-04-10T11:00", "2025-04-10")


def test_the_offset_of_publication_decides_the_day() -> None:
    assert only("They met today.", "2025-06-10T00:30:00+03:00").edtf == "2025-06-10"


def test_a_dateline_is_the_day_the_dispatch_speaks_from() -> None:
    *_, today = find_times("ISTANBUL, Feb. 28 — The teams met today.", "2025-03-01T01:00:00Z")
    assert today.edtf == "2025-02-28"


def test_a_live_entry_is_of_the_day_of_publication() -> None:
    found = find_times("Yesterday's news.\n\n09:10 Good morning.\n\n12:40 GMT A first word.", "2025-05-01T17:45:00+00:00")
    assert [(t.edtf, t.clock) for t in found[1:]] == [("2025-05-01", "09:10"), ("2025-05-01", "12:40+00:00")]


def test_the_day_it_was_said_opens_the_interval() -> None:
    text = 'The round will be held "very soon", the envoy told the agency on Tuesday. He named no city.'
    assert find_times(text, "2025-06-12")[0].edtf == "2025-06-10/.."


@pytest.mark.parametrize("published", ["", "yesterday", "2025-02-30", "25/04/2025"])
def test_a_date_of_publication_that_is_none_is_as_good_as_none(published: str) -> None:
    assert only("They met on Feb. 27.", published).edtf == "XXXX-02-27"


@pytest.mark.parametrize(
    "text",
    [
        "Theresa May will march with 2000 people.",
        "The second round, the P5+1 and Resolution 1701.",
        "The 52-year-old envoy read the Daily News.",
        "They gave up 1,000 for 1,000 and three-quarters of the land.",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert find_times(text, "2025-06-10") == ()


def test_a_very_long_text_is_read() -> None:
    sentence = "The envoys met on Tuesday and will meet again on 10 July, officials from 12 ministries said over the weekend. "
    found = find_times(sentence * 10_000, "2025-06-11")
    assert len(found) == 30_000
    assert {t.edtf for t in found} == {"2025-06-10", "2025-07-10", "2025-06-07/2025-06-08"}


VOCABULARY = """the last next this two days weeks ago later April May 31 30 2025 from to and or between by Monday Friday, . early end of 0
99999999999999999999 a in within 9999-12-31 1000-01-01 2999-12-31 12:30 p.m. ½ years ٣ century before 📅 Вторник ’s “ every Feb. quarter"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\n\n"])


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=14), st.sampled_from([None, "2025-06-11", "2024-02-29", "0001-01-01", "9999-12-31"]))
def test_odd_texts_are_read_and_quoted_exactly(words: list[str], published: str | None) -> None:
    text = " ".join(words)
    end = 0
    for t in find_times(text, published):
        assert text[t.start : t.end] == t.text
        assert end <= t.start < t.end
        assert t.edtf is None or valid(t.edtf)
        end = t.end
