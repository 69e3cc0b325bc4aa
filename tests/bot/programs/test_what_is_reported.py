"""What a program says of its report is judged before anything is made of it."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.places import keys as places_keys
from bot.places.register import PLACES, Place, Sort
from bot.programs import keys, reporting
from bot.programs.reporting import Wish
from bot.register.districts import District
from bot.register.people import Member, RoleHeld, RoleName, Who
from bot.register.programs import Program, Request
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.work.rules import Rules
from bot.work.work import Work

NOW = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
HERE, MARKET = Point(30.3147, 120.2741), Place("m1", "东风市场", "market", Point(30.3, 120.2))
NOWHERE = Place("n1", "阿婆面馆", "eatery")
DISTRICT = District(-100, "九堡", "zh", "Asia/Shanghai", {}, id=1)
HOTLINE = Program(1, "12345 hotline", 7, NOW, 3)


class Market:
    """A register of a place, and of another one that lies nobody knows where."""

    async def get(self, district_id: int, code: str) -> Place | None:
        return {MARKET.code: MARKET, NOWHERE.code: NOWHERE}.get(code)

    async def of(self, district_id: int, codes: Collection[str]) -> list[Place]:
        return [MARKET] if MARKET.code in codes else []

    async def known(self, district_id: int, sort: Sort, wanted: Collection[str]) -> dict[str, int]:
        return {key: 1 for own, key in places_keys.of(MARKET) if own is sort and key in wanted}

    async def keyed(self, district_id: int, sort: Sort, wanted: Collection[str], most: int, *_: object) -> list[Place]:
        return [MARKET] if await self.known(district_id, sort, wanted) else []

    async def alike(self, district_id: int, pairs: Collection[str], most: int, *_: object) -> list[Place]:
        return []


@dataclass
class Memory:
    """As much of the memory as is asked here."""

    live: list[Program] = field(default_factory=list)
    known: dict[str, Request] = field(default_factory=dict)

    def __getitem__(self, port: Any) -> Any:
        return Market() if port is PLACES else self

    async def of(self, district_id: int) -> list[Program]:
        return self.live

    async def request(self, program_id: int, name: str) -> Request | None:
        return self.known.get(name)

    async def hold(self, program_id: int) -> Program | None:
        return next((one for one in self.live if one.id == program_id), None)


def at_work(memory: Memory, who: Who | None = None) -> Work:
    """A piece of work of the program, or of somebody else."""
    program = Who(0, "12345 hotline", 0, NOW, channel="api", program_id=3)
    return Work(memory, NOW, who or program, Rules(), DISTRICT)  # type: ignore[arg-type]


def captain() -> Who:
    """A captain in their private chat."""
    held = (RoleHeld(RoleName.CAPTAIN, NOW),)
    return Who(7, "钱队", 7, NOW, member=Member(1, 7, "钱队", roles=held), roles=frozenset({RoleName.CAPTAIN}))


@pytest.mark.parametrize("ago", [timedelta(hours=24), timedelta(0), timedelta(minutes=-1)])
def test_it_may_have_happened_today(ago: timedelta) -> None:
    """It is then that it was said."""
    work = at_work(Memory())
    reporting._at_its_hour(work, NOW - ago)
    assert work.who.said_at == NOW - ago


@pytest.mark.parametrize("ago", [timedelta(hours=24, seconds=1), timedelta(minutes=-1, seconds=-1)])
def test_what_lies_ahead_or_is_over_is_no_report(ago: timedelta) -> None:
    """Nobody is sent to what happened the day before yesterday."""
    with pytest.raises(Refused, match="happened-when"):
        reporting._at_its_hour(at_work(Memory()), NOW - ago)


@pytest.mark.parametrize(
    ("wish", "key"),
    [
        (Wish(), "no-place"),
        (Wish(place="  "), "no-place"),
        (Wish(point=HERE, place="东风市场"), "no-place"),
        (Wish(point=HERE, place="no such place"), "no-place"),
        (Wish(place="nowhere"), "no-such-place"),
        (Wish(place="n1"), "place-nowhere"),
    ],
)
async def test_where_it_is_is_said_once_and_known(wish: Wish, key: str) -> None:
    """A point or a place that is registered."""
    with pytest.raises(Refused, match=key):
        await reporting._place(at_work(Memory()), wish)


@pytest.mark.parametrize(("said", "rest"), [("m1", ""), ("东风市场", ""), ("东风市场 北门", "北门")])
async def test_a_place_is_known_by_its_code_or_name(said: str, rest: str) -> None:
    """What else is said goes to the words. Where it lies is said beside it only where nobody knows that."""
    assert await reporting._place(at_work(Memory()), Wish(place=said)) == (MARKET, (), rest)
    assert await reporting._place(at_work(Memory()), Wish(place="n1", point=HERE)) == (NOWHERE, (), "")


async def test_the_same_again_is_known_for_two_days_and_only_the_same() -> None:
    """Then the name may be used anew."""
    old = Request(3, "a", "x", NOW - reporting.KEPT + timedelta(seconds=1))
    work = at_work(Memory(known={"a": old, "b": replace(old, at=NOW - reporting.KEPT)}))
    assert await reporting.same_again(work, HOTLINE, "a", "x") == old
    assert await reporting.same_again(work, HOTLINE, "b", "y") is None
    assert await reporting.same_again(work, HOTLINE, None, "x") is None
    with pytest.raises(Refused, match="other-body"):
        await reporting.same_again(work, HOTLINE, "a", "y")


@pytest.mark.parametrize(
    ("name", "live", "key"),
    [
        ("12345 HOTLINE", [HOTLINE], "program-name-taken"),
        ("\uff11\uff12\uff13\uff14\uff15 hotline", [HOTLINE], "program-name-taken"),
        ("\u200b\u2800", [], "program-name"),
        ("one more", [replace(HOTLINE, name=str(n), id=n) for n in range(keys.MOST)], "programs-too-many"),
    ],
)
async def test_a_key_has_a_name_of_its_own_and_there_are_not_many(name: str, live: list[Program], key: str) -> None:
    """Captains tell them apart by it."""
    with pytest.raises(Refused, match=key):
        await keys.make(at_work(Memory(live), captain()), name=name)


async def test_keys_are_a_matter_of_the_private_chat() -> None:
    """In the group everybody would read one."""
    in_group = replace(captain(), chat_id=-100)
    for asked in (keys.make(at_work(Memory(), in_group), name="x"), keys.shown(at_work(Memory(), in_group))):
        with pytest.raises(Refused, match="only-in-private"):
            await asked


@pytest.mark.parametrize(
    "live", [[], [replace(HOTLINE, revoked_at=NOW)], [replace(HOTLINE, district_id=2)]], ids=["gone", "ended", "other"]
)
async def test_a_key_that_was_ended_meanwhile_does_nothing(live: list[Program]) -> None:
    """It is asked in the transaction, not at the door alone."""
    with pytest.raises(Refused, match="key-ended"):
        await keys.of_this_work(at_work(Memory(live)))


def test_reports_are_counted_by_the_districts_day() -> None:
    """At five in the afternoon in London it is tomorrow in Hangzhou."""
    assert keys.today(at_work(Memory())) == "2026-03-03"
