"""Where a webhook may go: which addresses people may write, and which of the network's own are open to all. Pure.

A name is judged twice: when a captain writes it, and at each sending by every address that it has at that moment.
"""

import ipaddress
import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import SplitResult, urlsplit

from bot.values.refused import Refused

MOST_LETTERS = 500
PORTS = {"https": 443, "http": 80}
FIRST_OPEN_PORT = 1024
"""Below it only the ports of the web itself: others belong to mail, shells and the like."""

_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*")
_NUMBER = re.compile(r"(0x[0-9a-f]*|[0-9]+)")
_INSIDE = frozenset({"localhost", "local", "localdomain", "internal", "intranet", "lan", "home", "corp", "private"})
"""Last parts of names that mean something else in each network."""

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""Addresses of IPv4 as a network without it writes them: judged by what they hold."""

_ALL = IPv4Address(0xFFFF_FFFF)

_NEVER_4 = tuple(ipaddress.ip_network(one) for one in ("192.88.99.0/24", "198.18.0.0/15", "192.0.0.0/24"))
_NEVER_6 = tuple(
    ipaddress.ip_network(one)
    for one in ("::/96", "::ffff:0:0/96", "2002::/16", "2001::/23", "64:ff9b:1::/48", "100::/64")
)
"""Of IPv4 in another spelling (compatible, mapped, 6to4, Teredo), for measuring, thrown away."""


@dataclass(frozen=True)
class Address:
    """An address taken apart: *host* as it is resolved and shown to TLS, *target* what is asked for there."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def netloc(self) -> str:
        """Host and port as they are written; the usual port is left out."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The whole of it."""
        return f"{self.scheme}://{self.netloc}{self.target}"


def read(text: str, *, private: bool = False) -> Address:
    """The address that somebody wrote; raises Refused with what is wrong. *private* ones only where that is allowed."""
    if not 0 < len(text) <= MOST_LETTERS or any(letter <= " " or letter in "\\\x7f" for letter in text):
        raise Refused("webhook-how")
    try:
        parts = urlsplit(text)
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        raise Refused("webhook-how") from None
    if parts.scheme not in (PORTS if private else {"https"}):
        raise Refused("webhook-scheme" if private else "webhook-https")
    if "@" in parts.netloc:
        raise Refused("webhook-userinfo")
    port = PORTS[parts.scheme] if port is None else port
    if port != PORTS[parts.scheme] and port < FIRST_OPEN_PORT:
        raise Refused("webhook-port", port=port)
    return Address(parts.scheme, _host(host, private=private), port, _target(parts))


def _target(parts: SplitResult) -> str:
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not target.isascii():
        raise Refused("webhook-how")
    return target


def _host(written: str, *, private: bool) -> str:
    """The name as it is looked up: in ASCII, without the dot at its end; a number only as it is usually written."""
    try:
        host = written if written.isascii() else written.encode("idna").decode("ascii")
    except UnicodeError:
        raise Refused("webhook-how") from None
    host = host.lower().removesuffix(".")
    if ":" in host or _NUMBER.fullmatch(host.rpartition(".")[2]):
        return _literal(host, private=private)
    if not _HOST.fullmatch(host):
        raise Refused("webhook-how")
    if not private and ("." not in host or host.rpartition(".")[2] in _INSIDE or host.endswith(".home.arpa")):
        raise Refused("webhook-private", host=host)
    return host


def _literal(host: str, *, private: bool) -> str:
    """An address in numbers; other spellings of one (decimal, octal, with letters) mean something else elsewhere."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        raise Refused("webhook-odd-number", host=host) from None
    if "%" in host or not may_go_to(host, private=private):
        raise Refused("webhook-private", host=host)
    return str(address)


def may_go_to(address: str, *, private: bool = False) -> bool:
    """Whether something may be sent to an address of the network (``203.0.113.7``, ``2001:db8::1``).

    With *private* also to those of one's own networks; never to all at once, to nobody, or to the link alone, where
    clouds keep the keys of their machines.
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if private and (inner := _inner(found)) is not None:
        return may_go_to(str(inner), private=True)
    if found.is_multicast or found.is_unspecified or found.is_link_local or found == _ALL:
        return False
    return private or _is_public(found)


def _inner(found: IPv4Address | IPv6Address) -> IPv4Address | None:
    """The address of IPv4 that one of IPv6 stands for."""
    if isinstance(found, IPv4Address):
        return None
    return IPv4Address(int(found) & 0xFFFF_FFFF) if found in _NAT64 else found.ipv4_mapped


def _is_public(found: IPv4Address | IPv6Address) -> bool:
    if isinstance(found, IPv6Address):
        if found in _NAT64:
            return _is_public(IPv4Address(int(found) & 0xFFFF_FFFF))
        never = _NEVER_6
        if found.is_site_local:
            return False
    else:
        never = _NEVER_4
    return found.is_global and not found.is_reserved and not any(found in one for one in never)
