"""Where cities are, as the dispatches that name them were read; put through `Log.ask`."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping

from sqlalchemy import Connection, select

from detente.model import Venue
from detente.store.schema import readings, versions


def places_in(documents: Collection[str]) -> Callable[[Connection], Mapping[str, Mapping[str, Venue]]]:
    """The question for the cities with coordinates in the newest readings of documents: document -> name -> where it is.

    Nothing else of the readings is fetched. Of a document in several versions the newest counts.
    """

    def question(connection: Connection) -> Mapping[str, Mapping[str, Venue]]:
        query = (
            select(versions.c.document, readings.c.places)
            .join(readings, readings.c.version == versions.c.row)
            .where(versions.c.document.in_(documents), readings.c.superseded_by.is_(None), readings.c.places != "[]")
            .order_by(versions.c.number)
        )
        return {row.document: _located(row.places) for row in connection.execute(query)}

    return question


def _located(places: str) -> dict[str, Venue]:
    found: dict[str, Venue] = {}
    for place in json.loads(places):
        if place.get("latitude") is not None:
            found.setdefault(place["name"], Venue(place["name"], place.get("country"), place["latitude"], place.get("longitude")))
    return found
