"""The address of the page that a place has of its visit: a secret, of which only a hash is known.

A key is made each time a letter with the address is sent, since none is kept; all that were made for a visit open its
page. They live as long as the visit does, then thirty days more, and on until all that was found in it is closed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.inspections.papers.record import recording
from bot.inspections.table import VISITS, Visit
from bot.values.port import Port
from bot.values.refused import Refused
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer
from bot.work.findings import FoundThere
from bot.work.ports import Tx
from bot.work.work import Work

PAGE = "/o/"
"""Under this path a place has its page of a visit, behind it stands the key."""

STAYS = timedelta(days=30)
"""So long an address lives on after its visit."""

FORGOTTEN = timedelta(days=730)
"""An address that is older is forgotten, whatever is still open."""

MOST = 60
"""So many addresses of one visit open its page; with one more the oldest is forgotten."""

MARK = "~key~"
"""Stands in a letter for the key, which is made when it is sent: so that none is stored anywhere."""


@dataclass(frozen=True)
class Address:
    """One address of the page that a place has of a visit."""

    case_id: int
    key_hash: str
    made_at: datetime


class Addresses(Protocol):
    """Addresses, by the hash of the key in them; part of a transaction."""

    async def add(self, address: Address, most: int) -> None:
        """Store one; of its visit the *most* newest stay."""

    async def by_key(self, key_hash: str) -> Address | None:
        """The address with a key."""

    async def forget_before(self, instant: datetime, most: int) -> int:
        """Delete some that were made before; how many went."""
        ...


ADDRESSES: Port[Addresses] = Port("visit_addresses")


async def address(work: Work, visit: Visit) -> str:
    """The address of the page that the place has of a visit, for a letter about it; empty where strangers reach none.

    On a drill ground it is that of this machine, where everybody of the place is played too. It bears a mark in the
    place of its key: whoever writes the letter makes one.
    """
    root = work.rules.pages_url.rstrip("/")
    return f"{root}{PAGE}{MARK}" if root else ""


@action(Right.HOUSE, "inspections.keep_address")
async def keep(work: Work, *, case_id: int, key_hash: str) -> Answer:
    """A key that is about to be sent in a letter about a visit; Refused where there is no visit."""
    visit = await work.tx[VISITS].get(case_id)
    if visit is None:
        raise Refused("own-page-unknown")
    await work.tx[ADDRESSES].add(Address(visit.id, key_hash, work.now), MOST)
    return QUIET


async def whose(work: Work, *, key_hash: str) -> Visit:
    """The visit that an address shows, wherever it is; Refused where it shows none."""
    found = await work.tx[ADDRESSES].by_key(key_hash)
    visit = await work.tx[VISITS].get(found.case_id) if found is not None else None
    if visit is None:
        raise Refused("own-page-unknown")
    return visit


async def open_visit(work: Work, key_hash: str) -> tuple[Visit, Sequence[FoundThere]]:
    """The visit of an address with what was found in it; Refused where the address shows nothing, or no longer."""
    visit = await whose(work, key_hash=key_hash)
    if visit.district_id != work.district.id:
        raise Refused("own-page-unknown")
    hazards = await recording.found_in(work, visit)
    if not lives(visit, hazards, work.now):
        raise Refused("own-page-over")
    return visit, hazards


def lives(visit: Visit, hazards: Sequence[FoundThere], now: datetime) -> bool:
    """Whether an address of the visit still opens its page. Pure."""
    if visit.is_live or visit.ended_at is None:
        return True
    return now < visit.ended_at + STAYS or any(one.is_open for one in hazards)


async def forget(tx: Tx, now: datetime, most: int) -> int:
    """Forget some addresses that are too old."""
    return await tx[ADDRESSES].forget_before(now - FORGOTTEN, most)
