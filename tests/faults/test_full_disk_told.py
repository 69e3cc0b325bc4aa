"""Nothing can be stored, and the ballast is gone: calls for help are passed on, and each chat hears once."""

from pathlib import Path

import pytest

from bot.app.settings import Web
from bot.register.people import Member, Person, RoleHeld, RoleName
from bot.work.inbox import InboxRow
from tests.faults.after_trouble import rows
from tests.faults.test_no_writing import LONG, _full, _locked, _seconds
from tests.stories.conftest import GROUP, START, Street, a_street
from tests.stories.test_sos import alarms, call_of


@pytest.fixture(autouse=True)
def sqlite() -> None:
    """As the program has it."""


async def test_a_call_for_help_reaches_every_captain_though_it_is_stored_nowhere(tmp_path: Path) -> None:
    """Once, marked as not stored, and confirmed to nobody; when there is room it is raised like any other."""
    async with a_street(tmp_path, "en", web=Web(language="en")) as street:
        await street.turn(1)
        cry = street.said("unstored-cry-words", name="老王", district="九堡", words="3 men with sticks")
        async with _full(street):
            street.reporter.say(GROUP, LONG)
            street.wang.say(GROUP, f"/sos@{street.world.bot.username} 3 men with sticks")
            street.wang.say(GROUP, "/sos@another_bot of another kind")
            street.wang.say(1002, "hello")
            await _seconds(street, 60)
            assert [m.text for m in street.private(1001, "NOT STORED")] == [cry]
            assert not street.private(1002, "NOT STORED")
            assert len(_told(street, GROUP, "unstored-full")) == len(_told(street, 1002, "unstored-full")) == 1
            assert not _told(street, 1003, "unstored-full")
            number = await street.last_number()
            assert street.house.store.trouble == "full"
        await _seconds(street, 5)
        await street.turn(20)
        assert not street.house.store.trouble  # what fails next, fails for a reason of its own
        assert len(_told(street, GROUP, "unstored-over")) == len(_told(street, 1002, "unstored-over")) == 1
        assert (await call_of(street, number + 1)).state == "raised"
        assert alarms(street, 1001, number + 1)
        assert len(street.private(1001, "NOT STORED")) == 1


async def test_a_stored_call_for_help_that_finds_no_room_is_no_dead_letter(tmp_path: Path) -> None:
    """The update itself still fits, what follows from it does not: captains hear once, and it is raised when it can."""
    async with a_street(tmp_path, "en", web=Web(language="en")) as street:
        await street.turn(1)
        number, handle = await street.last_number(), street.house.lanes.handle

        async def more(row: InboxRow) -> bool:
            async with street.house.store.begin() as tx:
                await tx.kept.put("more", LONG)
            return await handle(row)

        async with _full(street):
            street.house.lanes.handle = more
            street.wang.say(GROUP, "/sos")
            await _seconds(street, 60)
            assert len(street.world.updates) == 0, "it is stored, and confirmed to Telegram"
            cry = street.said("unstored-cry", name="老王", district="九堡")
            assert [m.text for m in street.private(1001, "NOT STORED")] == [cry]
            assert len(_told(street, GROUP, "unstored-full")) == 1
            assert not _told(street, GROUP, "unstored-over")
        await _seconds(street, 5)
        await street.turn(20)
        assert await rows(street, "SELECT 1 FROM inbox WHERE state = 'dead'") == []
        assert (await call_of(street, number + 1)).state == "raised"
        assert alarms(street, 1001, number + 1)
        assert len(_told(street, GROUP, "unstored-over")) == 1


async def test_by_the_button_too_and_a_stranger_reaches_nobody(tmp_path: Path) -> None:
    """Only in a group of ours, or by somebody of ours; locked is told in other words than full."""
    async with a_street(tmp_path, "en", web=Web(language="en")) as street:
        street.reporter.say(1006, "/start")
        await street.turn(3)
        welcome = street.private(1006)[-1]
        street.who(9999).start_private()
        street.world.add_person(2001, "陈执法", "chen", started=True)
        async with street.house.store.begin() as tx:
            await tx.people.save(Person(2001, "陈执法"))
            roles = (RoleHeld(RoleName.OFFICER, START),)
            await tx.people.save_member(Member(1, 2001, "陈执法", roles=roles))
        await street.house.intake.beside.look()
        await street.turn(1)
        async with _locked(street):
            street.reporter.press(welcome, street.said("button-sos"))
            street.who(9999).say(9999, "/sos")
            street.who(2001).say(2001, "/sos")
            await _seconds(street, 60)
            heard = street.private(1001, "NOT STORED")
            names = ("路人甲", "陈执法")  # of whom one is of a body only, and no part of the patrol
            assert [m.text for m in heard] == [street.said("unstored-cry", name=one, district="九堡") for one in names]
            assert len(_told(street, 1006, "unstored-other")) == 1
            assert not _told(street, 9999, "unstored-other")
            assert not _told(street, GROUP, "unstored-other")


async def test_a_captain_who_cannot_be_reached_is_told_in_the_group(tmp_path: Path) -> None:
    """Where no captain has a private chat with the bot, somebody there will see it."""
    async with a_street(tmp_path, "en", web=Web(language="en")) as street:
        await street.turn(1)
        street.captain.block()
        async with _full(street):
            street.reporter.say(GROUP, LONG)
            street.wang.say(1002, "/sos")
            for _ in range(30):  # how often it is tried in a second is the machine's affair
                await _seconds(street, 20)
                heard = [m for m in street.who(1002).sees(GROUP) if m.by_bot and "NOT STORED" in m.text]
                if heard:
                    break
            assert len(heard) == 1


async def test_the_ballast_is_given_up_first(tmp_path: Path) -> None:
    """Nobody in a chat hears of it as long as there is one; captains and owners do, by the auditor."""
    async with a_street(tmp_path, "en", web=Web(language="en")) as street:
        disk = street.house.care.disk
        disk.ballast = 1_000_000
        await disk.turn()
        assert disk.file.stat().st_size == 1_000_000
        async with _full(street):
            street.reporter.say(GROUP, LONG)
            await _seconds(street, 5)
            assert not disk.file.exists()
            assert not disk.has_room
        await _seconds(street, 60)
        disk.usage = lambda _: (100_000_000, 99_000_000, 1_000_000)
        await disk.turn()
        await street.house.care.audit()
        await street.turn(5)
        assert street.private(1001, street.said("late-full-disk", figure=1, count=1, minutes=0)[:60])
        assert not _told(street, GROUP, "unstored-full")
        disk.usage = lambda _: (100_000_000_000, 1_000_000, 99_999_000_000)
        for _ in range(3):
            await disk.turn()
            await street.house.care.audit()
            await street.turn(61)
        assert disk.has_room
        for key in ("well-again-disk", "well-again-full-disk"):
            over = street.said(key, count=1, minutes="§").split("§")[0]
            assert len(street.private(1001, over)) == 1


def _told(street: Street, chat: int, key: str) -> list[object]:
    """Messages of the bot in a chat that say *key*."""
    seen = street.who(1002 if chat == GROUP else chat).sees(chat)
    return [m for m in seen if m.by_bot and m.text == street.said(key)]
