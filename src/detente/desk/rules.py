"""Finding the codebook's entry for the rule that read a claim."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from detente.codebook import table
from detente.model.explanations import RuleEntry

_TEXTS = ("definition", "what", "means", "note", "pattern", "why")


def rule_entry(name: str) -> RuleEntry | None:
    """The codebook's entry for a rule, or None where it has none (a rule of grammar, or a model)."""
    index = _entries()
    parts = name.replace("/", ".").replace(":", ".").split(".")
    for tail in (name, *(".".join(parts[first:]) for first in range(len(parts)))):
        if tail in index:
            return index[tail]
    return None


@cache
def _entries() -> dict[str, RuleEntry]:
    """Every named entry of the codebook's TOML files that has an example, by name; the first of a name counts."""
    found: dict[str, RuleEntry] = {}
    root = files("detente.codebook")
    folders = [("", root), *((f"{f.name}/", f) for f in root.iterdir() if f.is_dir())]
    for prefix, folder in folders:
        for file in sorted(folder.iterdir(), key=lambda f: f.name):
            if file.name.endswith(".toml"):
                for entry in _walk(table(prefix + file.name), prefix + file.name, ()):
                    found.setdefault(entry.name, entry)
    return found


def _walk(value: Any, file: str, path: tuple[str, ...]) -> Iterator[RuleEntry]:
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, file, path)
        return
    if not isinstance(value, dict):
        return
    example = value.get("example") or value.get("examples")
    if example:
        name = str(value.get("name") or value.get("id") or ".".join(path))
        shown = example if isinstance(example, str) else str(example[0]) if isinstance(example, list) else ""
        definition = next((str(value[key]) for key in _TEXTS if isinstance(value.get(key), str)), "")
        yield RuleEntry(name, definition, shown, f"codebook/{file}")
    for key, item in value.items():
        yield from _walk(item, file, (*path, str(key)))
