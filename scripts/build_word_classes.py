"""Builds the table of word classes (WordNet's lexicographer files) that ships in the codebook from WordNet 3.1.

    python scripts/build_word_classes.py index.sense

`index.sense` is in the `dict` folder of WordNet 3.1. A word gets the class of most of its tagged uses;
words that WordNet's tagged texts hardly use are left out.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "src" / "detente" / "codebook" / "en" / "word_classes.tsv"
SEEN = 2.0


def classes(source: Path) -> dict[str, list[str]]:
    """The words of each class: "n04" nouns of acts, "v32" verbs of communication (numbers are WordNet's)."""
    uses: dict[tuple[str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for line in source.read_text(encoding="utf-8").splitlines():
        sense, _, number, count = line.split()
        word, rest = sense.split("%")
        part, file = rest.split(":")[:2]
        if part in "12" and word.isalpha() and word.isascii():
            uses[word, "nv"[int(part) - 1]][file] += int(count) + 0.5 / int(number)
    found: dict[str, list[str]] = defaultdict(list)
    for (word, part), files in uses.items():
        if sum(files.values()) >= SEEN:
            found[part + max(files, key=lambda f: files[f])].append(word)
    return found


def main(arguments: list[str]) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    found = classes(parser.parse_args(arguments).source)
    TARGET.write_text("".join(f"{name}\t{' '.join(sorted(found[name]))}\n" for name in sorted(found)), encoding="utf-8")
    print(f"{TARGET}: {sum(map(len, found.values()))} words")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
