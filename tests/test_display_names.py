"""Names by profile: what was renamed or is disputed is displayed as the profile says; the words of a text stay."""

from __future__ import annotations

import pytest

from detente.codebook.display import PROFILES, display_name, display_names
from detente.codebook.parties import parties
from detente.errors import UsageError
from detente.reading.places.gazetteer import places_named
from detente.views import naming
from detente.views.wording import venue_words


@pytest.mark.parametrize(
    ("key", "name", "un", "neutral"),
    [
        ("TUR", "Turkey", "Türkiye", "Türkiye"),
        ("MMR", "Burma", "Myanmar", "Myanmar"),
        ("XKX", "Kosovo", "Kosovo (Security Council resolution 1244 (1999))", "Kosovo*"),
        ("TWN", "Chinese Taipei", "Taiwan, Province of China", "Taiwan"),
        ("TCY", "TRNC", "Turkish Cypriot side", "Turkish Cypriot side"),
        ("MKD", "Macedonia", "North Macedonia", "North Macedonia"),
        (703448, "Kiev", "Kyiv", "Kyiv"),
        (146970, "Stepanakert", "Khankendi", "Khankendi/Stepanakert"),
        (None, "Arabian Gulf", "Persian Gulf", "Gulf"),
        (None, "Golan", "occupied Syrian Golan", "Golan Heights"),
        (None, "Artsakh", "Nagorno-Karabakh", "Nagorno-Karabakh"),
        ("PER", "Peru", "Peru", "Peru"),
        (99, "Nowhere", "Nowhere", "Nowhere"),
        (None, "", "", ""),
    ],
)
def test_names_by_profile(key: str | int | None, name: str, un: str, neutral: str) -> None:
    assert display_name(key, name, "un") == un
    assert display_name(key, name, "neutral") == neutral
    assert display_name(key, name) == display_name(key, name, "as-written") == name


def test_a_profile_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="no such profile"):
        display_name("TUR", "Turkey", "polite")


def test_every_row_has_a_source_and_a_key_that_exists() -> None:
    assert len(display_names()) > 70
    for row in display_names():
        assert row.source
        assert set(row.names) <= set(PROFILES)
        if row.key.isdigit():
            assert row.key in {str(p.geonames) for form in (row.name, *row.forms) for p in places_named(form)}, row
        elif row.key:
            assert row.key in parties(), row


def test_a_page_shows_names_by_the_profile_in_use() -> None:
    assert (naming.name_of("TUR"), naming.place_name("Kiev")) == ("Türkiye", "Kyiv")
    with naming.names("as-written"):
        assert (naming.name_of("RUS"), naming.place_name("Kiev")) == ("Russia", "Kiev")
    with naming.names("un"):
        assert venue_words("Kiev", "Mariinsky Palace") == "Kyiv (Mariinsky Palace)"
        assert naming.name_of("RUS") == "Russian Federation"
    with pytest.raises(UsageError, match="profile"), naming.names("ours"):
        pass
    assert naming.name_of("Nowhere") == "Nowhere"
