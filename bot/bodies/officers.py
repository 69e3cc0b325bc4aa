"""Officers and approvers of bodies: with which certificate, until when, and by what an approver approves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot.bodies.delegations import Delegation
from bot.register.people import RoleName
from bot.values.port import Port
from bot.work.work import Work

SOON = timedelta(days=30)
"""A certificate that ends within this is to be renewed now."""

MOST_CERTIFICATE = 40
MOST_DEED = 120
"""Letters of a certificate's number, and of what names a deed."""


class How(StrEnum):
    """By what somebody approves for a body."""

    HEAD = "head"
    """They are its head."""
    DEED = "deed"
    """They are deputised in writing; the deed is named."""


@dataclass(frozen=True)
class Officer:
    """One person in one body, as it stands until it is changed: every change ends this and begins another one.

    *certificate* is empty for who only approves; *certified_until* is its last day. *approver*: *how* and *deed* say by
    what. *until* is when the role itself ends, where it was given for a time. *by_id* made it so at *since*, *ended_by*
    ended it; None: the clock, an import, or a person who was erased.
    """

    district_id: int
    user_id: int
    name: str
    body: str
    since: datetime
    certificate: str = ""
    certified_until: date | None = None
    approver: bool = False
    how: How | None = None
    deed: str = ""
    until: datetime | None = None
    by_id: int | None = None
    ended_at: datetime | None = None
    ended_by: int | None = None
    id: int = 0

    def stands(self, now: datetime) -> bool:
        """Not ended, and not past its end."""
        return self.ended_at is None and (self.until is None or self.until > now)

    def stood(self, then: datetime) -> bool:
        """The same of an earlier moment, whatever became of it since."""
        begun, not_ended = self.since <= then, self.ended_at is None or self.ended_at > then
        return begun and not_ended and (self.until is None or self.until > then)

    @property
    def roles(self) -> frozenset[RoleName]:
        """What it makes of somebody: an officer where there is a certificate, an approver where it says so."""
        officer = {RoleName.OFFICER} if self.certificate else set[RoleName]()
        return frozenset(officer | ({RoleName.APPROVER} if self.approver else set()))

    def says(self) -> tuple[object, ...]:
        """All that a change would change, without who said it and when."""
        return self.body, self.certificate, self.certified_until, self.approver, self.how, self.deed, self.until


@dataclass(frozen=True)
class Offer:
    """A one-time link that enrols whoever opens it first, as *says* would be; *secret_hash* is None until it is sent.

    *used_by* opened it at *used_at*.
    """

    district_id: int
    body: str
    made_at: datetime
    by_id: int | None = None
    certificate: str = ""
    certified_until: date | None = None
    approver: bool = False
    how: How | None = None
    deed: str = ""
    until: datetime | None = None
    secret_hash: str | None = None
    used_by: int | None = None
    used_at: datetime | None = None
    id: int = 0


OFFER_LASTS = timedelta(hours=24)


class Officers(Protocol):
    """Officers and approvers as they stand and stood, and the links that wait for one; part of a transaction."""

    async def add(self, officer: Officer) -> Officer:
        """Store a new one; returns it with its id. One person stands once in a body."""
        ...

    async def end(self, officer_id: int, now: datetime, by_id: int | None) -> None:
        """It stands no longer."""

    async def standing(self, district_id: int, user_id: int | None = None) -> list[Officer]:
        """Those that have not ended, of a district or of one person of it, by body and person."""
        ...

    async def past(self, district_id: int, user_id: int, most: int) -> list[Officer]:
        """How it stood with one person, newest first, also what stands."""
        ...

    async def add_offer(self, offer: Offer) -> Offer:
        """Store a new link; returns it with its id."""
        ...

    async def keep_secret(self, offer_id: int, secret_hash: str) -> None:
        """What opens it from now on."""

    async def offer_of(self, secret_hash: str) -> Offer | None:
        """The link that this opens."""
        ...

    async def use(self, offer_id: int, user_id: int, now: datetime) -> bool:
        """Use it up; False where somebody did before."""
        ...


OFFICERS: Port[Officers] = Port("officers")


async def of(work: Work) -> list[Officer]:
    """All officers and approvers of the district who stand now, by body."""
    found = await work.tx[OFFICERS].standing(work.district.id)
    return [one for one in found if one.stands(work.now)]


async def of_person(work: Work, user_id: int) -> tuple[Officer, ...]:
    """What one person is in the bodies of the district now."""
    found = await work.tx[OFFICERS].standing(work.district.id, user_id)
    return tuple(one for one in found if one.stands(work.now))


async def mine(work: Work) -> tuple[Officer, ...]:
    """What the one who speaks is in the bodies of the district now; empty for everybody else."""
    if work.district_or_none is None or work.who.member is None or not work.who.is_of_body:
        return ()
    return await of_person(work, work.who.user_id)


async def approvers(work: Work, body: str) -> list[Officer]:
    """Who approves for a body now."""
    return [one for one in await of(work) if one.approver and one.body == body]


def certified(officer: Officer, on: date) -> bool:
    """Whether they hold a certificate that is in date on that day of the district. Pure."""
    return bool(officer.certificate) and officer.certified_until is not None and on <= officer.certified_until


def may_answer(
    officer: Officer, department: str, on: date, delegations: Iterable[Delegation] = (), item: str = ""
) -> bool:
    """Whether the body of an officer has the power over a department's items on that day: its own, or delegated. Pure.

    *department* is a body's code; an item that names none is everybody's. *item* is its key (``LIST/ITEM``): some
    delegations lend single items only. The certificate is another question.
    """
    if department in {"", officer.body}:
        return True
    return any(one.lets(officer.body, department, on, item) for one in delegations)


def in_order(found: Sequence[Officer]) -> list[Officer]:
    """As captains read them: bodies by code, within each the certificate that ends first before all. Pure."""
    return sorted(found, key=lambda one: (one.body, one.certified_until or date.max, one.name, one.user_id))
