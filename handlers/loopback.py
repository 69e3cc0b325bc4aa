"""Whether somebody speaks to this very machine by its own name."""

import ipaddress
from urllib.parse import urlsplit


def is_loopback(host: str) -> bool:
    """Whether *host* names this machine, as a name or a number."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def is_named(host_header: str) -> bool:
    """Whether a ``Host`` header names this machine, and not a name that somebody pointed at it."""
    try:
        return is_loopback(urlsplit(f"//{host_header}").hostname or "")
    except ValueError:
        return False
