"""Write docs/codebook.md from the codebook's own data files, so that the page cannot drift from the program.

usage: python scripts/make_codebook_docs.py [--check]

--check   write nothing; exit 1 where the page on disk is not what the data files say
"""

from __future__ import annotations

import csv
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CODEBOOK = ROOT / "src" / "detente" / "codebook"
PAGE = ROOT / "docs" / "codebook.md"

#: Tables longer than this are told by their columns and a count; the file itself is the place to read them.
LONGEST = 400


def cell(value: Any) -> str:
    """A value as one cell of a Markdown table."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(cell(v) for v in value)
    if isinstance(value, dict):
        return "; ".join(f"{k}: {cell(v)}" for k, v in value.items())
    return str(value).replace("|", "\\|").replace("\n", " ").strip()


def rows_as_table(rows: list[dict[str, Any]]) -> list[str]:
    """A list of objects as a Markdown table over all their keys."""
    columns = list(dict.fromkeys(key for row in rows for key in row))
    out = ["| " + " | ".join(columns) + " |", "|" + " --- |" * len(columns)]
    out += ["| " + " | ".join(cell(row.get(c, "")) for c in columns) + " |" for row in rows]
    return out


def header(path: Path) -> list[str]:
    """The comment that a data file begins with."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            break
        found.append(line.lstrip("# ").rstrip())
    return [" ".join(found)] if found else []


def section(name: str, value: Any, depth: int) -> list[str]:
    """One entry of a TOML file, as headings, tables and lines."""
    title = [f"{'#' * min(depth, 6)} {name}", ""]
    if isinstance(value, list) and value and all(isinstance(v, dict) for v in value):
        return [*title, *rows_as_table(value), ""]
    if isinstance(value, list):
        return [*title, ", ".join(f"`{cell(v)}`" for v in value), ""]
    if isinstance(value, dict):
        plain = {k: v for k, v in value.items() if not isinstance(v, dict) and not (isinstance(v, list) and v and isinstance(v[0], dict))}
        out = title
        if plain:
            out = [*out, "| entry | value |", "| --- | --- |", *[f"| `{cell(k)}` | {cell(v)} |" for k, v in plain.items()], ""]
        nested = {k: v for k, v in value.items() if k not in plain}
        if nested and all(isinstance(v, dict) and not any(isinstance(x, dict) for x in v.values()) for v in nested.values()):
            return [*out, *rows_as_table([{"name": k, **v} for k, v in nested.items()]), ""]
        for key, item in nested.items():
            out += section(key, item, depth + 1)
        return out
    return [f"**{name}**: {cell(value)}", ""]


def toml_page(path: Path) -> list[str]:
    """One TOML file of the codebook."""
    out = [f"## `{path.relative_to(CODEBOOK).as_posix()}`", "", *header(path), ""]
    for name, value in tomllib.loads(path.read_text(encoding="utf-8")).items():
        out += section(name, value, 3)
    return out


def csv_page(path: Path) -> list[str]:
    """One CSV file of the codebook: its columns and its size."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = list(csv.DictReader(lines))
    columns = list(rows[0]) if rows else []
    out = [f"## `{path.relative_to(CODEBOOK).as_posix()}`", "", *header(path), ""]
    if len(rows) > LONGEST or not rows:
        return [*out, f"{len(rows)} rows of {', '.join(f'`{c}`' for c in columns)}.", ""]
    return [*out, *rows_as_table(rows), ""]


def render() -> str:
    """The whole page."""
    out = [
        "# Codebook",
        "",
        "Made by `make docs` from the data files under `src/detente/codebook/`; a test holds this page against them.",
        "To add a word or a rule, edit the file that the heading names, give it an example, and run `make docs test`.",
        "",
    ]
    paths = sorted(CODEBOOK.rglob("*"), key=lambda p: (len(p.relative_to(CODEBOOK).parts), p.as_posix()))
    for path in paths:
        if path.suffix == ".toml":
            out += toml_page(path)
        elif path.suffix == ".csv":
            out += csv_page(path)
    text = "\n".join(line.rstrip() for line in out)
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text.rstrip() + "\n"


def main() -> int:
    """Write the page, or check it."""
    page = render()
    if "--check" in sys.argv[1:]:
        if not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != page:
            print("docs/codebook.md is not what the codebook says: run `make docs`", file=sys.stderr)
            return 1
        return 0
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
