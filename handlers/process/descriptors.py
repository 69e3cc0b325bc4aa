"""How many files and connections this program may have open, and how many of them are kept for our own."""

import resource

WANTED = 16_384
"""More than all connections of the web and all of ours."""

KEPT_FREE = 256
"""For the database, for the calls to Telegram and to other systems, for files: strangers never get these."""


def raised(wanted: int = WANTED) -> int:
    """How many this program may have open, after raising that to *wanted* as far as the machine lets us."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY:
        return wanted
    aim = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft < aim:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (aim, hard))
        except (ValueError, OSError):
            return soft
        return aim
    return soft


EACH = 2
"""What one connection of the web may take: its own, and the file that it is sent, for as long as it does not read."""


def for_strangers(wanted: int = WANTED) -> int:
    """How many connections of the web there may be, whatever each of them asks for."""
    return max(1, (raised(wanted) - KEPT_FREE) // EACH)
