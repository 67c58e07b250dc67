"""Which track people mean."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.codebook.parties import name_of
from detente.errors import NotFoundError
from detente.model import Track

_WORD = re.compile(r"\w+")


def pick_track(tracks: Sequence[Track], wanted: str) -> Track:
    """The track of an id, else the one of a name, else the only one in whose name or parties every word wanted begins a word.

    Raises NotFoundError where there is none, or more than one.
    """
    for track in tracks:
        if wanted == track.id:
            return track
    name = " ".join(wanted.casefold().split())
    found = [t for t in tracks if t.name.casefold() == name] or [t for t in tracks if _fits(t, name)]
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(f"{t.name} ({t.id})" for t in found[:5]) + (" …" if len(found) > 5 else "")
        raise NotFoundError(f"{wanted!r} may be any of {len(found)} tracks: {listed}", todo="Give the id, or more of the name")
    raise NotFoundError(f"there is no track {wanted!r}", todo="See `detente tracks` for those there are")


def _fits(track: Track, name: str) -> bool:
    words = _WORD.findall(name)
    have = _WORD.findall(" ".join((track.id, track.name, *track.parties, *map(name_of, track.parties))).casefold())
    return bool(words) and all(any(own.startswith(word) for own in have) for word in words)
