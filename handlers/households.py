"""Who is one visitor: an address of IPv4, a network of IPv6; and which addresses are ours, where many come from."""

import ipaddress
from collections.abc import Callable, Collection
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

NETWORK_V6 = 64
"""One household or one server has all addresses of such a network of IPv6, and is one visitor."""

HERE = frozenset({IPv4Address("127.0.0.1"), IPv6Address("::1")})
"""From where proxies and probes on this machine come. Another address of 127.0.0.0/8 has to be chosen by somebody."""


def plain(address: str) -> IPv4Address | IPv6Address | None:
    """The address as a number, IPv4 written as IPv6 as IPv4; None where it is none."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found


def visitor(address: str) -> str:
    """Who comes from *address*: the address itself, of IPv6 its network."""
    found = plain(address)
    if isinstance(found, IPv6Address):
        return str(ipaddress.ip_network((int(found), NETWORK_V6), strict=False))
    return str(found) if found is not None else address


def ours(proxies: Collection[IPv4Network | IPv6Network] = ()) -> Callable[[str], bool]:
    """Tells whether an address is this machine's or one of *proxies*: many people come from there."""

    def is_ours(address: str) -> bool:
        found = plain(address)
        return found is not None and (found in HERE or any(found in network for network in proxies))

    return is_ours


JUST_HERE = ours()
"""Without any proxy elsewhere."""
