"""Score `find_times` on TimeML files (TimeBank, AQUAINT), with TempEval-3's measures.

The texts belong to news agencies: get them from qiangning/StructTempRel-EMNLP17, data/TempEval3, and keep them out of
this repository.
"""

from __future__ import annotations

import time
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

from detente.errors import SourceError
from detente.evaluate.score_tempeval import score
from detente.reading.times import find_times


def run(tml_folder: Path) -> dict[str, Any]:
    """Figures of `score_tempeval.score` on a folder of .tml files, with `characters_per_second` of one core.

    Raises SourceError where the folder holds no TimeML that can be read.
    """
    gold = [record for path in sorted(tml_folder.glob("*.tml")) if (record := _record(path))]
    if not gold:
        raise SourceError("no TimeML files that can be read", where=str(tml_folder), todo="Name a folder of .tml files")
    figures, _ = score(gold, predictions(gold))
    started = time.perf_counter()
    for record in gold:
        find_times(record["text"], record["dct"])
    spent = time.perf_counter() - started
    return {**figures, "characters_per_second": round(sum(len(record["text"]) for record in gold) / spent)}


def predictions(gold: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What `find_times` says of each gold record, in the scorer's format: a range as its points, since TIMEX3 marks those."""
    out = []
    for record in gold:
        for found in find_times(record["text"], record["dct"]):
            points = found.points or (found,)
            out += [{"doc": record["doc"], "start": p.start, "end": p.end, "type": p.timex3.type, "value": p.timex3.value} for p in points]
    return out


def _record(path: Path) -> dict[str, Any] | None:
    """One TimeML file as the scorer's gold: the text of its <TEXT> element, and the expressions in it."""
    try:
        root = ET.parse(path).getroot()
    except (ET.ParseError, OSError):
        return None
    created = (t.get("value") for t in root.iter("TIMEX3") if t.get("functionInDocument") == "CREATION_TIME")
    body = root.find("TEXT")
    if body is None:
        return None
    timexes: list[dict[str, Any]] = []
    text = _flatten(body, "", timexes)
    return {"doc": path.stem, "dct": next(created, None), "text": text, "timexes": timexes}


def _flatten(element: ET.Element, text: str, timexes: list[dict[str, Any]]) -> str:
    """The text with the element's content appended; its TIMEX3 elements go to the list, with their offsets."""
    text += element.text or ""
    for child in element:
        start = len(text)
        text = _flatten(child, text, timexes)
        if child.tag == "TIMEX3":
            timexes.append({"start": start, "end": len(text), "text": text[start:], "type": child.get("type"), "value": child.get("value")})
        text += child.tail or ""
    return text
