"""The scorer of time expressions and the converter to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import SourceError
from detente.evaluate import timex
from detente.evaluate.score_tempeval import score

TML = """<?xml version="1.0"?><TimeML>
<DCT><TIMEX3 tid="t0" type="DATE" value="2025-03-20" functionInDocument="CREATION_TIME">20 March</TIMEX3></DCT>
<TEXT>They met on <TIMEX3 tid="t1" type="DATE" value="2025-03-18">Tuesday</TIMEX3> and will sit from
<TIMEX3 tid="t2" type="DATE" value="2025-04-10">April 10</TIMEX3> to
<TIMEX3 tid="t3" type="DATE" value="2025-04-12">April 12</TIMEX3>.</TEXT></TimeML>"""


def test_ranges_are_scored_as_their_points(tmp_path: Path) -> None:
    (tmp_path / "a.tml").write_text(TML, encoding="utf-8")
    (tmp_path / "broken.tml").write_text("<TimeML>", encoding="utf-8")
    figures = timex.run(tmp_path)
    assert (figures["gold"], figures["pred"], figures["value_f1"], figures["strict_f1"]) == (3, 3, 100.0, 100.0)


def test_a_folder_without_timeml_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        timex.run(tmp_path)


def test_the_measures_tell_value_from_interval() -> None:
    week = {"start": 0, "end": 9, "type": "DATE", "value": "2013-W12"}
    today = {"start": 14, "end": 19, "type": "DATE", "value": "2013-03-28"}
    gold = [{"doc": "d", "text": "last week and today", "timexes": [week, today]}]
    found = [{"doc": "d", **week, "value": None, "interval": ["2013-03-18T00:00:00", "2013-03-25T00:00:00"]}]
    figures, errors = score(gold, found)
    assert (figures["relaxed_p"], figures["relaxed_r"], figures["value_f1"], figures["cal_recall"]) == (100.0, 50.0, 0.0, 50.0)
    assert errors == [("d", "today", "2013-03-28", None, None)]
