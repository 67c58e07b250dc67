"""The scorers of places, on small files of our own in the formats of the public sets."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import DetenteError
from detente.evaluate.places import distance_km, metonymy_samples, run_geoparsing, run_metonymy

RELOCAR = """<data>
<sample number="1">The ministers met in <loc reading="lit">Lima</loc> on Monday.</sample>
<sample number="2"><loc reading="met">Peru</loc> said that it would sign the treaty.</sample>
</data>"""

SEMEVAL = """<samples><sample id="a"><par>
A line before it.
The talks were held in <annot><location reading="literal"> Lima </location></annot> , he said [mdash] again.
</par></sample></samples>"""

TR_NEWS = """<articles><article docid="1"><text><![CDATA[The ministers met in Lima, the capital of Peru.]]></text><toponyms>
<toponym><phrase>Lima</phrase><start>21</start><end>25</end>
<gaztag geonameid="3936456"><fcode>PPLC</fcode><lat>-12.04</lat><lon>-77.03</lon></gaztag></toponym>
<toponym><phrase>Peru</phrase><start>42</start><end>46</end>
<gaztag geonameid="3932488"><fcode>PCLI</fcode><lat>-10</lat><lon>-76</lon></gaztag></toponym>
</toponyms></article></articles>"""


def test_metonymy(tmp_path: Path) -> None:
    file = tmp_path / "r.xml"
    file.write_text(RELOCAR, encoding="utf-8")
    score = run_metonymy(file)
    assert (score.names, score.accuracy, score.recall) == (2, 1.0, 1.0)


def test_semeval_is_read_as_news_would_print_it(tmp_path: Path) -> None:
    file = tmp_path / "s.xml"
    file.write_text(SEMEVAL, encoding="utf-8")
    (sample,) = metonymy_samples(file)
    assert sample.text == "The talks were held in Lima, he said — again."
    assert (sample.text[sample.start : sample.end], sample.literal) == ("Lima", True)


def test_geoparsing(tmp_path: Path) -> None:
    file = tmp_path / "t.xml"
    file.write_text(TR_NEWS, encoding="utf-8")
    score = run_geoparsing(file)
    assert score.cities == (1, 1.0)
    assert score.countries == (1, 1.0)
    assert (score.precision, score.recall) == (1.0, 1.0)


def test_a_missing_file_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(DetenteError):
        run_metonymy(tmp_path / "none.xml")


def test_distance() -> None:
    assert 110 < distance_km(0, 0, 1, 0) < 112
