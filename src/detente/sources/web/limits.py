"""How much of anything is taken from the network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.sources.web.addresses import Resolve

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one fetch."""

    #: Bytes as they come over the wire, and unpacked.
    wire: int = 16 * MIB
    unpacked: int = 32 * MIB

    #: Encodings around each other ("gzip, gzip").
    layers: int = 2

    #: Seconds from the first byte asked for to the last one read, redirects included.
    total: float = 60.0

    #: Seconds to connect, and between two pieces of an answer.
    connect: float = 10.0
    pause: float = 20.0

    redirects: int = 8


@dataclass(frozen=True, slots=True)
class Manners:
    """How a site is treated."""

    #: Seconds between two requests to one host, where its robots.txt asks for no more.
    delay: float = 1.0

    #: A Crawl-delay above this is taken for a slip, and this is used.
    longest_delay: float = 60.0

    #: Attempts at one address, the first included, and the shortest and longest wait between two.
    attempts: int = 3
    first_wait: float = 1.0
    longest_wait: float = 30.0

    #: Whether robots.txt is asked. Tests of a server of one's own may do without.
    robots: bool = True


@dataclass(frozen=True, slots=True)
class Web:
    """Everything that the user may set about fetching."""

    allow_private: bool = False
    limits: Limits = Limits()
    manners: Manners = Manners()

    #: How the people behind the requests can be reached (an address of mail or of a page); part of the user agent.
    contact: str = ""

    #: How names are looked up, where it is not the system that does it.
    resolve: Resolve | None = None
