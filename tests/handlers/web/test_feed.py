"""One reading for all screens: what is sent, when, to whom, and what it costs."""

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from handlers.process.clock import HandClock
from handlers.web.feed import APART_S, KEPT, LOOK_ALONE_S, READ_EVERY_S, SAVED, Feed, Lens, Room
from tests.stories.conftest import GROUP, Street

PATIENCE_S = 60
DESK, WALL = Lens(1, people=True), Lens(1, people=False)


def _read(event: bytes) -> tuple[str, str, dict[str, Any]]:
    """Name, number and data of an event."""
    lines = dict(line.split(": ", 1) for line in event.decode().strip().splitlines())
    return lines["event"], lines.get("id", ""), json.loads(lines["data"])


async def _next(stream: AsyncIterator[bytes], name: str) -> tuple[str, dict[str, Any]]:
    async with asyncio.timeout(PATIENCE_S):
        while True:
            said, number, data = _read(await anext(stream))
            if said == name:
                return number, data


async def _always() -> bool:
    return True


class Screens:
    """A feed that runs, and the streams opened on it."""

    def __init__(self, street: Street) -> None:
        self.feed = Feed(street.house.board)
        street.house.desk.changed = self.feed.stir
        self.task = asyncio.create_task(self.feed.run())
        self.streams: list[AsyncIterator[bytes]] = []

    def open(
        self, lens: Lens = DESK, last: str = "", may: Callable[[Room], bool] = lambda _: True,
        still_in: Callable[[], Awaitable[bool]] | None = None,
    ) -> AsyncIterator[bytes]:  # fmt: skip
        stream = self.feed.stream(lens, last, may, still_in or _always)
        self.streams.append(stream)
        return stream

    async def close(self) -> None:
        for stream in self.streams:
            await stream.aclose()  # type: ignore[attr-defined]
        self.task.cancel()
        await asyncio.wait({self.task})


@pytest.fixture
def street(served: Street) -> Street:
    """The street that these screens look at."""
    return served


@pytest.fixture
async def screens(street: Street) -> AsyncIterator[Screens]:
    """Screens of this street."""
    made = Screens(street)
    yield made
    await made.close()


async def test_a_new_screen_gets_everything_and_then_what_changes(street: Street, screens: Screens) -> None:
    """A report is one change that holds the case, the team and the figures, and nothing else."""
    stream = screens.open()
    _, whole = await _next(stream, "whole")
    assert {"checks", "district", "figures", "team:1", "team:2", "team:3"} == set(whole["set"])
    number = await street.report("street_stall")
    changed: dict[str, Any] = {}
    while changed.get(f"case:{number}", {}).get("state") != "dispatched":
        _, change = await _next(stream, "change")
        changed |= change["set"]
    assert {f"case:{number}", "team:1", "figures"} <= set(changed)
    assert "team:3" not in changed
    street.captain.say(1001, f"/cancel {number} 误报")
    await street.sure(1001)
    gone: list[str] = []
    while f"case:{number}" not in gone:
        gone += (await _next(stream, "change"))[1]["gone"]


async def test_a_screen_that_comes_back_gets_what_it_missed(street: Street, screens: Screens) -> None:
    """Only the changes; everything where too much was missed, or where the bot was started anew."""
    stream, other = screens.open(), screens.open()
    last, _ = await _next(stream, "whole")
    await _next(other, "whole")
    number = await street.report("street_stall")
    changed: dict[str, Any] = {}
    while f"case:{number}" not in changed:
        changed |= (await _next(other, "change"))[1]["set"]
    back, missed = screens.open(last=last), set[str]()
    while f"case:{number}" not in missed:
        name, _, data = _read(await anext(back))
        assert name != "whole"
        missed |= set(data.get("set", {}))
    epoch = screens.feed.rooms[DESK].epoch
    for strange in ("", "00000000-1", f"{epoch}-9999", f"{epoch}-²"):
        assert "district" in (await _next(screens.open(last=strange), "whole"))[1]["set"]


async def test_a_screen_that_was_away_for_too_long_gets_everything(street: Street, screens: Screens) -> None:
    """Changes are kept only for a while."""
    room = Room()
    for turn in range(KEPT + 5):
        room.take({"figures": {"n": turn}})
    assert room.since(5) is not None
    assert room.since(4) is None
    assert room.since(KEPT + 6) is None


async def test_what_did_not_change_is_not_sent(street: Street, screens: Screens) -> None:
    """A reading that finds the same makes no change."""
    stream = screens.open()
    await _next(stream, "whole")
    readings = screens.feed.readings
    while screens.feed.readings < readings + 2:
        assert _read(await anext(stream))[0] == "beat"


async def test_one_reading_serves_all_screens(street: Street, screens: Screens) -> None:
    """Fifty screens of two kinds cost as many readings as one: one a second, and those that were saved."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    streams = [screens.open(DESK if n % 2 else WALL) for n in range(50)]
    await asyncio.gather(*(_next(stream, "whole") for stream in streams))
    for _ in range(20):
        screens.feed.stir()
        await asyncio.sleep(0.05)
    await asyncio.gather(*(_next(stream, "beat") for stream in streams))
    assert screens.feed.readings <= loop.time() - began + 1 + SAVED
    assert screens.feed.lookers == 50


class Machine:
    """A feed whose seconds are turned by hand, with one screen; notes when each reading began."""

    def __init__(self, street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
        self.clock = HandClock(street.clock.now())
        self.began: list[float] = []
        self.feed = Feed(street.house.board, self.seconds, self.clock.sleep)
        self._read, self._under_way = street.house.board.situations, 0
        monkeypatch.setattr(street.house.board, "situations", self._noted)
        self.task = asyncio.create_task(self.feed.run())
        self.screen = asyncio.create_task(self._look())

    def seconds(self) -> float:
        return self.clock.now().timestamp()

    async def _noted(self, *given: Any) -> Any:
        self.began.append(self.seconds())
        self._under_way += 1
        try:
            return await self._read(*given)
        finally:
            self._under_way -= 1

    async def _look(self) -> None:
        async for _ in self.feed.stream(DESK, "", lambda _: True, _always):
            pass

    async def settle(self) -> None:
        """Until no reading is under way and nobody has anything to do at this second."""
        quiet = 0
        while quiet < 10:
            await asyncio.sleep(0.001 if self._under_way else 0)
            quiet = 0 if self._under_way else quiet + 1

    async def turn(self, seconds: float) -> None:
        await self.settle()
        await self.clock.turn(seconds, self.settle)

    async def commits(self) -> float:
        """Something was committed; returns when."""
        self.feed.stir()
        at = self.seconds()
        await self.settle()
        return at

    async def close(self) -> None:
        for task in (self.screen, self.task):
            task.cancel()
        await asyncio.wait({self.screen, self.task})


@pytest.fixture
async def machine(street: Street, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Machine]:
    """A feed by hand that has had its first reading a good while ago."""
    made = Machine(street, monkeypatch)
    await made.turn(0)
    yield made
    await made.close()


async def test_a_commit_is_read_at_once_while_readings_are_saved(machine: Machine) -> None:
    """Some in a row are, a moment apart; from then on each waits until one is earned, and pauses save again."""
    await machine.turn(3 * SAVED)
    first = await machine.commits()
    for _ in range(SAVED):
        assert machine.began[-1] == machine.seconds()
        await machine.commits()
        assert machine.began[-1] < machine.seconds() + APART_S
        await machine.turn(APART_S)
    assert machine.began[-1] == machine.seconds() == pytest.approx(first + SAVED * APART_S)
    late = await machine.commits()
    await machine.turn(first + READ_EVERY_S - late - 0.01)
    assert machine.began[-1] == late
    await machine.turn(0.01)
    assert machine.began[-1] == pytest.approx(first + READ_EVERY_S)
    await machine.turn(3)
    assert machine.began[-1] == await machine.commits()


async def test_however_much_is_committed_one_reading_a_second_and_none_too_late(machine: Machine) -> None:
    """Three hundred commits at odd moments of half a minute: counted by hand."""
    spans = [(7 * n % 19) / 100 + 0.01 for n in range(300)]
    commits = []
    for span in spans:
        await machine.turn(span)
        commits.append(await machine.commits())
    await machine.turn(1)
    gaps = [later - earlier for earlier, later in itertools.pairwise(machine.began)]
    assert min(gaps) >= APART_S - 1e-6
    assert min(gaps[1 + SAVED :]) >= READ_EVERY_S - 1e-6
    assert len(machine.began) <= sum(spans) + 3 + SAVED
    waits = [next(began for began in machine.began if began >= at) - at for at in commits]
    assert max(waits) <= 1.0 + 1e-6


async def test_without_a_commit_it_is_read_now_and_then(machine: Machine) -> None:
    """Positions grow old by themselves."""
    await machine.turn(4 * LOOK_ALONE_S)
    assert [later - earlier for earlier, later in itertools.pairwise(machine.began)] == [LOOK_ALONE_S] * 4


async def test_nobody_looking_costs_nothing(street: Street, screens: Screens) -> None:
    """No screen, no reading, however much happens."""
    await street.report("street_stall")
    await asyncio.sleep(0.1)
    assert screens.feed.readings == 0
    stream = screens.open()
    await _next(stream, "whole")
    await stream.aclose()  # type: ignore[attr-defined]
    assert screens.feed.lookers == 0


async def test_whoever_may_no_longer_look_is_sent_away(street: Street, screens: Screens) -> None:
    """The stream asks at each event: who was dismissed sees nothing of what comes after."""
    stream = screens.open(may=lambda room: bool(room.roles.get(1004)))
    await _next(stream, "whole")
    street.captain.say(GROUP, "/dismiss", reply_to=street.qiang.say(GROUP, "hello"))
    await street.sure(1001)
    async with asyncio.timeout(PATIENCE_S):
        said = [_read(event)[0] async for event in stream]
    assert said[-1] == "bye"
    assert "change" not in said


async def test_a_database_in_trouble_is_seen_by_the_age_of_the_data(
    street: Street, screens: Screens, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The beats go on and say when the last good reading was; afterwards the screens catch up by themselves."""
    stream = screens.open()
    await _next(stream, "whole")
    read_at = (await _next(stream, "beat"))[1]["read_at"]

    async def broken(*_: object) -> object:
        raise OSError("no database")

    with monkeypatch.context() as patch:
        patch.setattr(street.house.board, "situations", broken)
        await street.clock.turn(30)
        for _ in range(3):
            _, beat = await _next(stream, "beat")
        assert beat["read_at"] == read_at < beat["now"]
    await street.report("street_stall")
    await _next(stream, "change")


async def test_a_room_that_everybody_left_is_read_anew(street: Street, screens: Screens) -> None:
    """Who comes back later never sees what was there before as if it were now."""
    stream = screens.open()
    last, _ = await _next(stream, "whole")
    await stream.aclose()  # type: ignore[attr-defined]
    assert screens.feed.rooms == {}
    number = await street.report("street_stall")
    both = screens.open(last=last), screens.open(last=last)
    for again in both:
        assert f"case:{number}" in (await _next(again, "whole"))[1]["set"]


async def test_a_stream_ends_with_its_session(
    street: Street, screens: Screens, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Signed out elsewhere, or too old: it is asked now and then, and says goodbye."""
    monkeypatch.setattr("handlers.web.feed.ASK_EVERY_S", 0.0)

    async def never() -> bool:
        return False

    stream = screens.open(still_in=never)
    async with asyncio.timeout(PATIENCE_S):
        assert [_read(event)[0] async for event in stream][-1] == "bye"


async def test_streams_end_when_the_house_closes(street: Street, screens: Screens) -> None:
    """Without a goodbye: the screens wait for the house to come back."""
    stream = screens.open()
    await _next(stream, "whole")
    screens.feed.close()
    async with asyncio.timeout(PATIENCE_S):
        assert "bye" not in [_read(event)[0] async for event in stream]


async def test_a_call_for_help_is_on_every_screen_and_on_the_wall_without_a_name(
    street: Street, screens: Screens
) -> None:
    """Who, what, where, who goes there; taken by whom; gone when it is over. The teams that go are not free."""
    desk, wall = screens.open(), screens.open(WALL)
    await _next(desk, "whole")
    await _next(wall, "whole")
    street.wang.say(1002, "/sos knife")
    await street.turn(2)
    key = f"sos:{await street.last_number()}"
    shown, seen = await _until(desk, key), await _until(wall, key)
    assert (shown["reporter"], shown["words"], shown["state"], shown["teams"]) == ("老王", "knife", "raised", [2, 3])
    assert not {"reporter", "words", "by"} & seen.keys()
    assert "老王" not in json.dumps(seen, ensure_ascii=False)
    assert (await _situation(street))["team:2"]["state"] == "sent"
    street.captain.say(1001, "/ack")
    await street.turn(2)
    while (shown := await _until(desk, key))["state"] == "raised":
        pass
    assert (shown["state"], shown["by"]) == ("acknowledged", "钱队")
    street.captain.say(1001, "/clear")
    await street.turn(2)
    gone: list[str] = []
    while key not in gone:
        gone += (await _next(desk, "change"))[1]["gone"]
    assert (await _situation(street))["team:2"]["state"] == "free"


async def _until(stream: AsyncIterator[bytes], key: str) -> dict[str, Any]:
    """The part *key*, when it next changes."""
    while True:
        _, change = await _next(stream, "change")
        if key in change["set"]:
            return dict(change["set"][key])


async def _situation(street: Street) -> dict[str, Any]:
    return dict((await street.house.board.situations([1], {}))[1].parts)
