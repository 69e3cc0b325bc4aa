"""A captain's whole shift: twelve cases of every kind, one handover, and what it cost the group and the captain."""

from datetime import datetime, timedelta

from bot.handovers.table import HANDOVERS
from bot.register.people import RoleHeld, RoleName
from bot.values.geo import Point
from storage.store import SqlStore
from tests.stories.conftest import CENTRE, GROUP, START, Street

NEXT = 1007
CLOSED, MERGED, MOVED = "closed", "merged", "transferred"

MOST_TO_THE_CAPTAIN = 25
"""One answer for each of their own commands (18), and what is theirs to decide: a team that declined, a silent one,
a busy team that is to go all the same, a call for help. Nothing of what goes well by itself."""


class Shift:
    """Hands of the street: short words for what people do."""

    def __init__(self, street: Street) -> None:
        self.street = street

    async def say(self, user_id: int, *lines: str, wait: float = 5) -> None:
        """Somebody writes to the bot in private, line by line."""
        for words in lines:
            self.street.who(user_id).say(user_id, words)
            await self.street.turn(wait)

    async def command(self, words: str) -> None:
        """A captain's command that may ask once whether they are sure."""
        before = len(self.street.private(1001))
        await self.say(1001, words)
        sure = self.street.said("button-sure")
        for message in [m for m in self.street.private(1001)[before:] if sure in m.labels]:
            await self.street.press(1001, message, sure)
            await self.street.turn(3)

    async def report(self, n: int, item: str = "street_stall", by: int = 1006) -> int:
        """A pin at a place of its own, three minutes after what was before."""
        await self.street.turn(180)
        near = Point(CENTRE.lat + n * 0.0012, CENTRE.lon)
        return await self.street.report(item, by=by, near=near)

    async def lead(self, number: int) -> int:
        """Somebody on duty of the team that leads."""
        lead = (await self.street.case(number)).lead
        assert lead is not None, (await self.street.case(number)).state
        return {1: 1002, 2: 1004, 3: 1005}[lead.team_id]

    async def finish(self, number: int, confirmed: bool = True) -> None:  # reads as a sentence
        """Accepted, arrived, done; confirmed by the captain."""
        who = await self.lead(number)
        await self.say(who, f"/accept {number}", f"/arrived {number}", f"/done {number} duplicate", wait=15)
        if confirmed:
            await self.say(1001, f"/confirm {number}")
        assert (await self.street.case(number)).state == ("closed" if confirmed else "resolved")

    async def press(self, user_id: int, data: str) -> str:
        """The newest button in private that begins with *data*."""
        for message in reversed(self.street.private(user_id)):
            for row in message.buttons:
                for button in row:
                    if button.data and button.data.startswith(data):
                        return await self.street.press(user_id, message, button.label)
        raise AssertionError((data, [m.text for m in self.street.private(user_id)]))


def in_any_minute(times: list[datetime]) -> int:
    """The most of *times* that fall into one minute."""
    return max((sum(1 for t in times if timedelta() <= t - begin < timedelta(minutes=1)) for begin in times), default=0)


async def test_a_whole_shift(street: Street) -> None:
    """/shift start, twelve cases, an override, a hold, a call for help, the handover; every end is tied."""
    async with street.house.store.begin() as tx:
        await tx.people.add_role(1, NEXT, RoleHeld(RoleName.CAPTAIN, START))
    shift, begun = Shift(street), street.clock.now()
    await shift.say(1001, "/shift start")
    assert street.private(1001, street.said("shift-nothing-open"))

    ordinary = await shift.report(0)
    await shift.finish(ordinary)

    found = await shift.report(1, by=1004)
    await street.press(1004, street.card(found), street.said("button-take"))
    await shift.say(1004, f"/done {found} duplicate")
    await shift.say(1001, f"/confirm {found}")
    assert ((await street.case(found)).state, (await street.case(found)).self_found) == (CLOSED, True)

    critical = await shift.report(2, item="fight")
    assert len((await street.case(critical)).support) == 1
    await shift.finish(critical)

    declined = await shift.report(3)
    await shift.say(await shift.lead(declined), f"/decline {declined} busy")
    await shift.finish(declined)

    expired = await shift.report(4)
    silent = await shift.lead(expired)
    await street.turn(65)
    assert await shift.lead(expired) != silent
    await shift.finish(expired)
    await shift.say(silent, "/teams")

    same = await shift.report(5)
    await shift.say(await shift.lead(same), f"/accept {same}")
    again = await shift.report(5, item="other")
    await shift.command(f"/merge {again} {same}")
    assert (await street.case(again)).state == MERGED
    await shift.finish(same)

    moved = await shift.report(7)
    await shift.command(f"/transfer {moved} 城管 请处理")
    assert (await street.case(moved)).state == MOVED
    await shift.say(1001, f"/answered {moved}")

    helped = await shift.report(8)
    await shift.say(await shift.lead(helped), f"/accept {helped}", f"/backup {helped}")
    assert len((await street.case(helped)).support) == 1
    await shift.finish(helped)

    back = await shift.report(9)
    await shift.finish(back, confirmed=False)
    await shift.say(1006, f"/sendback {back} 没有清走")
    await shift.finish(back)

    override = await shift.report(10)
    await shift.say(await shift.lead(override), f"/accept {override}")
    busy = await shift.report(11)
    other = (await street.case(busy)).lead
    assert other is not None
    await shift.say(await shift.lead(busy), f"/accept {busy}")
    await shift.say(1001, f"/assign {override} {('一队', '二队', '三队')[other.team_id - 1]}")
    await shift.press(1001, f"incident:1.{override}:assign:{other.team_id}!")
    lead = (await street.case(override)).lead
    assert lead is not None
    assert (lead.team_id, lead.override) == (other.team_id, True)
    await shift.say(1001, f"/hold {busy} 40m 等拖车")

    await shift.say(1005, "/sos 有人动手")
    call = await street.last_number()
    await shift.say(1001, f"/ack {call}")
    await shift.say(1001, f"/clear {call} 平安")
    await shift.finish(override)

    await shift.say(1001, "/shift end 拖车快到")
    handover = await street.last_number()
    toast = await shift.press(NEXT, f"shift:1.{handover}:take")
    assert toast == street.said("handover-yours", number=handover, name="钱队")
    await street.turn(10)
    await tied(street, handed_over={busy}, others={call, handover})
    bounded(street, begun, ordinary)


async def tied(street: Street, handed_over: set[int], others: set[int]) -> None:
    """Everything is closed or handed over, the former captain is off, the new one on, the chain is whole."""
    store = street.house.store
    assert isinstance(store, SqlStore)
    assert await store.verify(1) is None
    numbers = set(range(1, await street.last_number() + 1)) - others
    assert len(numbers) == 12
    states = {n: (await street.case(n)).state for n in numbers}
    assert {n for n, state in states.items() if state not in {CLOSED, MERGED}} == handed_over, states
    async with store.look() as tx:
        former, taker = await tx.people.member(1, 1001), await tx.people.member(1, NEXT)
        offered = await tx[HANDOVERS].offered(1)
    assert former is not None
    assert taker is not None
    assert (former.duty, taker.duty is not None, offered) == (None, True, [])


def bounded(street: Street, begun: datetime, ordinary: int) -> None:
    """The group's minute is never above Telegram's twenty, and an ordinary case costs what was promised."""
    times = [c.at for c in street.world.calls.of(chat_id=GROUP, since=begun) for _ in range(c.cost)]
    assert in_any_minute(times) <= 20
    calls = [c for c in street.world.calls.of(chat_id=GROUP, since=begun) if c.cost]
    of_one = [c for c in calls if f"#{ordinary}\n" in f"{c.text}\n"]
    assert 2 <= len(of_one) <= 6, "five, and one more because the item was asked"
    to_captain = [c for c in street.world.calls.of(1001, "sendMessage", begun) if c.cost]
    assert 12 <= len(to_captain) <= MOST_TO_THE_CAPTAIN
