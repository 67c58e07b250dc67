"""The documentation says what the program is."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from detente.cli import app

ROOT = Path(__file__).resolve().parent.parent
GROUP = typer.main.get_command(app)
COMMANDS = sorted(GROUP.commands)  # type: ignore[attr-defined]


def pages() -> dict[str, str]:
    return {p.name: p.read_text(encoding="utf-8") for p in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"))}


def test_the_codebook_page_is_what_the_data_files_say() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/make_codebook_docs.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented_and_has_help(command: str) -> None:
    assert f"`detente {command}" in pages()["commands.md"]
    assert GROUP.commands[command].help  # type: ignore[attr-defined]


def test_every_command_that_is_documented_is_there() -> None:
    named = {name for page in pages().values() for name in re.findall(r"`(?:\.venv/bin/)?detente ([a-z]+)", page)}
    assert named <= set(COMMANDS)


def test_links_between_pages_lead_somewhere() -> None:
    for name, text in pages().items():
        if name == "codebook.md":  # made of patterns, some of which look like links
            continue
        folder = ROOT if (ROOT / name).is_file() else ROOT / "docs"
        for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", text):
            assert (folder / target).exists(), f"{name} links to {target}"


def test_the_python_example_runs(tmp_path: Path) -> None:
    example = re.search(r"```python\n(.*?)```", pages()["commands.md"], re.S)
    assert example is not None
    (tmp_path / "dispatches.jsonl").write_text(
        '{"id": "a", "text": "Talks between Peru and Chile were held in Lima on Monday.", "published": "2025-06-10"}\n'
    )
    done = subprocess.run([sys.executable, "-c", example[1]], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "new" in done.stdout
