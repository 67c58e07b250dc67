"""How much is taken of what comes from outside. Sizes are bytes."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What is more than this is refused with a sentence; nothing of it is kept."""

    #: One file, page or message as it lies on disk or comes over the network.
    size: int = 64 * MIB

    #: The same once decompressed.
    decompressed: int = 128 * MIB

    #: One page (HTML), as text has far less of it.
    page: int = 20 * MIB

    #: Levels of messages in messages, archives in archives.
    depth: int = 8

    #: Parts of one message; members of one archive; entries of one feed; addresses of one sitemap (the protocol's own limit).
    parts: int = 500
    members: int = 10_000
    entries: int = 10_000
    addresses: int = 50_000

    #: Pages of one PDF file.
    pages: int = 2_000

    #: Elements that one page's tree may be deep, and have.
    tree_depth: int = 400
    tree_size: int = 400_000

    #: Seconds for one file or page, and memory of the process that parses it.
    seconds: float = 30.0
    memory: int = 2_048 * MIB


LIMITS = Limits()
