"""Speech that goes on without a cue: a quotation that the next paragraph takes up, "The date would be made public later." """

from __future__ import annotations

from detente.reading.attribution.model import Block, Find
from detente.reading.attribution.quotes import reopened


def continue_speech(blocks: list[Block]) -> None:
    """Add to the blocks' finds what plainly goes on with the speaker before it."""
    for before, block in zip(blocks, blocks[1:], strict=False):
        if before.paragraph.field != block.paragraph.field or not before.finds:
            continue
        last = before.finds[-1]
        if (
            block.marks
            and block.quotes[0][0] == 0
            and not any(f.holds(0) for f in block.finds)
            and reopened(before.marks, block.marks, block.doc.text)
        ):
            find = Find(block, [block.quotes[0]], None, last.lemma, "quote-reopened", follows=last)
            block.finds.insert(0, find)
