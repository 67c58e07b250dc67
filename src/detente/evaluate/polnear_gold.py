"""PolNeAR's annotation files (BRAT standoff) read as documents with attributions.

The corpus is networkdynamics/PolNeAR; its text is copyrighted news, so it is read where it lies and never kept.
Both kinds of event count, Attribution and Attribution-no-source; offsets are code points of the text file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from detente.errors import UsageError

Spans = list[tuple[int, int]]
Roles = dict[str, Spans]

ROLES = ("source", "cue", "content")
_BOUND = re.compile(r"^(T\d+)\t([\w-]+) ([\d; ]+)\t(.*)$")
_EVENT = re.compile(r"^(E\d+)\tAttribution(-no-source)?:(T\d+)(.*)$")


@dataclass(frozen=True)
class Annotated:
    """A document as one annotator saw it."""

    doc: str
    annotator: str
    text: str
    attributions: list[Roles]


def parse_annotations(text: str) -> list[Roles]:
    """The attributions of one .ann file, each role a list of spans; a role without spans is empty."""
    bounds: dict[str, Spans] = {}
    events: list[dict[str, list[str]]] = []
    for line in text.split("\n"):
        if m := _BOUND.match(line):
            pairs = [piece.split() for piece in m[3].split(";")]
            bounds[m[1]] = [(int(start), int(end)) for start, end in pairs]
        elif m := _EVENT.match(line):
            roles: dict[str, list[str]] = {role: [] for role in ROLES}
            for argument in m[4].split():
                name, bound = argument.split(":")
                name = re.sub(r"\d+$", "", name).lower()
                if name in roles:
                    roles[name].append(bound)
            events.append(roles)
    return [{role: sorted(s for b in ids for s in bounds.get(b, [])) for role, ids in roles.items()} for roles in events]


def read_split(checkout: Path, split: str) -> list[Annotated]:
    """Every document of a split and annotator, in the order of the file names.

    Raises UsageError where the folder is no checkout of PolNeAR or lacks that split.
    """
    folder = checkout / "data" / split
    files = sorted((folder / "attributions").glob("*.ann"), key=str)
    if not files:
        raise UsageError(f"no annotation files of {split!r}", where=str(folder), todo="Give a checkout of networkdynamics/PolNeAR")
    found = []
    for path in files:
        doc, _, annotator = path.stem.rpartition("_")
        with open(folder / "text" / f"{doc}.txt", encoding="utf-8", newline="") as source:
            text = source.read()
        with open(path, encoding="utf-8", newline="") as source:
            found.append(Annotated(doc, annotator, text, parse_annotations(source.read())))
    return found
