"""Who answers for it: the speaker by his fullest name, then the agency or outlet that heard him."""

from __future__ import annotations

from detente.model import Link
from detente.model.mentions import LinkKind
from detente.reading.actors import Cast
from detente.reading.attribution.model import Find


def chain_of(find: Find, cast: Cast) -> tuple[Link, ...]:
    """The chain of a find; empty where nobody is named."""
    seen = find
    while seen.follows is not None and seen.source is None:
        seen = seen.follows
    if seen.source is None:
        return ()
    block = seen.block
    first, last = seen.source
    start = block.paragraph.offset(block.doc[first])
    end = block.paragraph.end(block.doc[last])
    words = block.doc.text[start - block.paragraph.start : end - block.paragraph.start]
    mention = cast.at(block.paragraph.field, start, end)
    if mention is not None:
        return (Link(mention.name, mention.kind, mention.role, mention.party, start, end),)
    kind: LinkKind = "person"
    return (Link(words.removeprefix("the ").removeprefix("The "), kind, None, cast.party_of(words), start, end),)
