"""Which addresses may be spoken to: public ones, unless the user allows others.

Names are resolved here, every answer is checked, and the connection is made to an address that was checked: a name that
answers otherwise the second time (DNS rebinding) gains nothing, because there is no second time.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from detente.sources.web.errors import AddressError, FetchError

Address = IPv4Address | IPv6Address

#: A host and a port to the addresses that the name has.
Resolve = Callable[[str, int], Sequence[str]]

#: IANA's registries of special-purpose addresses (IPv4 and IPv6, as of 2026) and multicast. Their own table, because what
#: Python calls private differs between its versions.
_NEVER = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8",
            "169.254.0.0/16",  # link-local; clouds answer here with credentials
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.175.48.0/24",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "::/96",  # unspecified, loopback, and IPv4 in an old spelling
            "64:ff9b:1::/48",
            "100::/64",
            "100:0:0:1::/64",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",  # 6to4 carries an IPv4 address that nobody checked
            "2620:4f:8000::/48",
            "3fff::/20",
            "5f00::/16",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8",
        ),
    )
)

#: What `allow_private` opens: this machine, and networks that are not the public one.
_PRIVATE = tuple(
    map(ip_network, ("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "198.18.0.0/15", "fc00::/7"))
)
_LOOPBACK_6 = ip_address("::1")

#: IPv4 as seen through a translator of IPv6 (RFC 6052).
_TRANSLATED = ip_network("64:ff9b::/96")


def why_not(text: str, *, allow_private: bool = False) -> str | None:
    """What speaks against connecting to an address, in words; None where nothing does."""
    if "%" in text:
        return "is an address of one interface"
    try:
        address: Address = ip_address(text)
    except ValueError:
        return "is no address"
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            address = address.ipv4_mapped
        elif address in _TRANSLATED:
            address = IPv4Address(int(address) & 0xFFFFFFFF)
    if address == _LOOPBACK_6 or any(address in network for network in _PRIVATE):
        return None if allow_private else "is an address of this machine or of a private network"
    if any(address in network for network in _NEVER):
        return "is an address that nothing public is behind"
    return None


def system_resolver(host: str, port: int) -> Sequence[str]:
    """The addresses of a name as the system knows them. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def checked_addresses(host: str, port: int, resolve: Resolve, *, allow_private: bool, patience: float) -> tuple[str, ...]:
    """The addresses of a host, each of them checked; odd spellings (2130706433, 0x7f.1) are checked as what they mean.

    Raises AddressError where any of them may not be spoken to, FetchError where the name has none within `patience` seconds.
    """
    found = _resolved(host, port, resolve, patience)
    if not found:
        raise FetchError(f"the name {host} has no address", host, "Check the spelling", again=True)
    for address in found:
        reason = why_not(address, allow_private=allow_private)
        if reason is not None:
            shown = address if address == host else f"{host} ({address})"
            raise AddressError(f"{shown} {reason}", host, "Give --allow-private if it is yours, or fetch it yourself and add the file")
    return tuple(found)


def _resolved(host: str, port: int, resolve: Resolve, patience: float) -> Sequence[str]:
    """Ask in a thread of its own, because the system's resolver knows no deadline."""
    answers: list[Sequence[str]] = []
    failures: list[OSError | UnicodeError] = []

    def ask() -> None:
        try:
            answers.append(resolve(host, port))
        except (OSError, UnicodeError) as error:
            failures.append(error)

    asking = threading.Thread(target=ask, name="detente-resolver", daemon=True)
    asking.start()
    asking.join(max(patience, 0.0))
    if answers:
        return answers[0]
    if failures:
        raise FetchError(f"the name {host} cannot be resolved", host, "Check the spelling and the network", again=True) from failures[0]
    raise FetchError(f"looking up {host} took too long", host, "Try again later", again=True)
