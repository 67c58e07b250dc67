"""Origins are of all of a track's documents, whatever the track was asked with; places come from the documents that name them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from detente.desk import open_desk
from detente.desk.browsing import Browser
from detente.model import Document

WORDS = "GENEVA, June 10, 2025 — Russia and the United States held the second round of talks in Geneva on June 9, the Kremlin said."


def test_origins_of_a_track_without_its_documents_are_those_of_the_whole_track(tmp_path: Path) -> None:
    with open_desk(str(tmp_path / "a.db"), clock=lambda: datetime(2025, 7, 1, 12, tzinfo=UTC)) as desk:
        desk.add_document(Document("one", WORDS, "Talks", "Agency", None, "en", "2025-06-10"))
        home = desk.home_of("one")
        assert home is not None
        assert home.documents == ()
        bare = dict(desk.origins(home))
        assert bare
        assert bare == dict(desk.origins(desk.track(home.id)))


def test_a_venue_stands_where_its_dispatch_places_it(tmp_path: Path) -> None:
    with open_desk(str(tmp_path / "a.db"), clock=lambda: datetime(2025, 7, 1, 12, tzinfo=UTC)) as desk:
        desk.add_document(Document("one", WORDS, "Talks", "Agency", None, "en", "2025-06-10"))
        (track,) = desk.tracks()
        place = Browser(desk).venues(track.id, "2025-07-01")["Geneva"]
        assert place.country == "CHE"
        assert place.latitude is not None
        assert 46 < place.latitude < 47
