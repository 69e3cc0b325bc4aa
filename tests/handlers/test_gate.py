"""Who may be connected, for how long, and what is read of them: all by a clock that is turned by hand."""

import asyncio
import contextlib
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace

import pytest
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from handlers import connection, households
from handlers.gate import Limits
from handlers.guest import Guest
from handlers.process import descriptors

PATIENCE_S = 20.0
GET = b"GET /%s HTTP/1.1\r\nHost: here\r\n\r\n"
POST = b"POST /take HTTP/1.1\r\nHost: here\r\n"
FEW = Limits(most=12, each=3, kept=4, a_second=20)
OFTEN = replace(FEW, a_second=1e6)
STRANGER, OTHER = "127.0.0.2", "127.0.0.3"

Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass
class Door:
    """A server, its clock, and those who are connected."""

    guest: Guest
    time: list[float]
    stack: contextlib.AsyncExitStack
    taken: list[int] = field(default_factory=list)

    async def connect(self, address: str = STRANGER) -> Ends:
        """Somebody from *address*."""
        ends = await asyncio.open_connection("127.0.0.1", self.guest.port, local_addr=(address, 0))
        self.stack.callback(ends[1].close)
        return ends

    async def says(self, said: bytes, address: str = STRANGER) -> Ends:
        """Somebody from *address* who sends this."""
        ends = await self.connect(address)
        ends[1].write(said)
        await ends[1].drain()
        return ends

    async def streaming(self, address: str = STRANGER) -> Ends:
        """Somebody who is answered without an end."""
        ends = await self.says(GET % b"stream", address)
        assert b"200" in await _line(ends)
        return ends

    async def known(self, count: int) -> None:
        """Wait until so many are connected."""
        async with asyncio.timeout(PATIENCE_S):
            while len(self.guest.gate) != count:
                await asyncio.sleep(0.001)

    async def turn(self, seconds: float) -> None:
        """Time passes."""
        for _ in range(20):  # what lies in the sockets is read first
            await asyncio.sleep(0)
        self.time[0] += seconds
        self.guest.gate.sweep()


async def _line(ends: Ends) -> bytes:
    async with asyncio.timeout(PATIENCE_S):
        return await ends[0].readline()


async def _is_closed_unanswered(ends: Ends) -> bool:
    """Waits for the end; whether not a byte came before it."""
    async with asyncio.timeout(PATIENCE_S):
        try:
            return await ends[0].read(1) == b""
        except ConnectionError:
            return True


async def _is_answered(ends: Ends, path: bytes = b"quick") -> bool:
    """Whether a request on this connection is answered."""
    try:
        ends[1].write(GET % path)
        answered = (await _line(ends)).startswith(b"HTTP/1.1 200")
        async with asyncio.timeout(PATIENCE_S):
            while answered and await ends[0].readline() not in {b"\r\n", b""}:
                pass
            await ends[0].read(2 if answered else 0)
    except ConnectionError:
        return False
    return answered


@contextlib.asynccontextmanager
async def _door(limits: Limits) -> AsyncIterator[Door]:
    time, taken = [1000.0], []
    ending = asyncio.Event()

    async def quick(_request: Request) -> Response:
        return PlainTextResponse("ok")

    async def take(request: Request) -> Response:
        try:
            taken.append(len(await request.body()))
        except ClientDisconnect:
            taken.append(-1)
        return PlainTextResponse("ok")

    async def stream(_request: Request) -> Response:
        async def lines() -> AsyncIterator[bytes]:
            yield b"first\n"
            await ending.wait()

        return StreamingResponse(lines())

    async def large(_request: Request) -> Response:
        return Response(bytes(30_000_000))

    app = Starlette(
        routes=[
            Route("/quick", quick),
            Route("/take", take, methods=["POST"]),
            Route("/stream", stream),
            Route("/large", large),
        ]
    )
    async with contextlib.AsyncExitStack() as stack:
        guest = await stack.enter_async_context(Guest(app, limits=limits, seconds=lambda: time[0]))
        stack.callback(ending.set)
        yield Door(guest, time, stack, taken)


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    """A door with the usual limits."""
    async with _door(Limits()) as found:
        yield found


@pytest.fixture
async def often() -> AsyncIterator[Door]:
    """A door with room for few, who may come as often as they like."""
    async with _door(OFTEN) as found:
        yield found


@pytest.fixture
async def few() -> AsyncIterator[Door]:
    """A door with room for few."""
    async with _door(FEW) as found:
        yield found


async def test_who_says_nothing_is_closed_after_ten_seconds(door: Door) -> None:
    """And not before, also from this machine."""
    silent, here = await door.connect(), await door.connect("127.0.0.1")
    await door.known(2)
    await door.turn(9.9)
    assert len(door.guest.gate) == 2
    await door.turn(0.1)
    assert await _is_closed_unanswered(silent)
    assert await _is_closed_unanswered(here)
    assert len(door.guest.gate) == 0
    assert door.guest.gate.closed == {"late": 2}


async def test_a_head_by_the_byte_has_no_more_time(door: Door) -> None:
    """Each byte renews nothing."""
    slow = await door.connect()
    await door.known(1)
    for byte in b"GET /quick":
        slow[1].write(bytes([byte]))
        await slow[1].drain()
        await door.turn(0.99)
    assert len(door.guest.gate) == 1
    slow[1].write(b" HTTP/1.1\r\nHost:")
    await door.turn(0.1)
    assert await _is_closed_unanswered(slow)


async def test_a_body_by_the_byte_has_thirty_seconds_and_an_answer_without_end_goes_on(door: Door) -> None:
    """The body's time begins when its head is there; who listens to a stream may listen all day."""
    stream = await door.streaming()
    slow = await door.says(POST + b"Content-Length: 100\r\n\r\n")
    await door.known(2)
    for _ in range(30):
        slow[1].write(b"x")
        await slow[1].drain()
        await door.turn(0.99)
    assert len(door.guest.gate) == 2
    await door.turn(0.4)
    assert await _is_closed_unanswered(slow)
    await door.turn(86_400)
    assert len(door.guest.gate) == 1
    assert not stream[0].at_eof()
    async with asyncio.timeout(PATIENCE_S):
        while door.taken != [-1]:
            await asyncio.sleep(0.001)


async def test_a_connection_that_is_kept_is_closed_when_it_is_not_used(door: Door) -> None:
    """Each request renews its time."""
    kept = await door.connect()
    for _ in range(3):
        assert await _is_answered(kept)
        await door.turn(74)
    await door.turn(1)
    assert await _is_closed_unanswered(kept)


async def test_of_a_head_without_end_little_is_read(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    """100 MB of one line: not more than 64 kB and one read are taken in."""
    read: list[int] = []
    usual = connection.Connection.data_received

    def counted(self: connection.Connection, data: bytes) -> None:
        read.append(len(data))
        usual(self, data)

    monkeypatch.setattr(connection.Connection, "data_received", counted)
    rude = await door.says(b"GET /quick HTTP/1.1\r\nX: ")
    with contextlib.suppress(ConnectionError):
        for _ in range(100):
            rude[1].write(b"x" * 1_000_000)
            await rude[1].drain()
    assert await _is_closed_unanswered(rude)
    assert sum(read) <= door.guest.gate.limits.head_bytes + door.guest.gate.limits.at_once
    assert door.guest.gate.closed == {"unreadable": 1}


@pytest.mark.parametrize("rude", [b"X:\r\n" * 201, b"X: " + b"x" * 65_536 + b"\r\n", b"X\r\n"])
async def test_a_head_of_many_lines_or_of_a_long_one_is_closed(door: Door, rude: bytes) -> None:
    """Also where all of it came at once; one of two hundred lines is read."""
    assert await _is_closed_unanswered(await door.says(b"GET /quick HTTP/1.1\r\nHost: here\r\n" + rude + b"\r\n"))
    good = b"GET /quick HTTP/1.1\r\nHost: here\r\n" + b"X: y\r\n" * 190 + b"\r\n"
    assert b"200" in await _line(await door.says(good))


async def test_who_may_bring_much_does_and_nobody_else(door: Door) -> None:
    """What is large is asked for by its address, once the head is there; others are closed as ever."""
    door.guest.gate.large = lambda method, target: (method, target) == ("POST", "/take?much")
    body, head = bytes(3_000_000), b"Content-Length: 3000000\r\n\r\n"
    much = await door.says(POST.replace(b"/take", b"/take?much") + head + body)
    assert b"200" in await _line(much)
    assert door.taken == [3_000_000]
    with contextlib.suppress(ConnectionError):
        await door.says(POST + head + body)
    await door.known(1)
    assert door.guest.gate.closed.total() == 1


async def test_lines_of_a_body_are_no_lines_of_the_head(door: Door) -> None:
    """A body that comes together with its head."""
    body = b"\n" * 5000
    sent = await door.says(POST + b"Content-Length: 5000\r\n\r\n" + body + GET % b"quick")
    assert b"200" in await _line(sent)
    assert door.taken == [5000]


@pytest.mark.parametrize("part", [b"1\r\nx\r\n", b"186a0\r\n" + b"x" * 100_000 + b"\r\n"])
async def test_a_body_without_end_is_closed(door: Door, part: bytes) -> None:
    """In crumbs or in large pieces, whether anybody reads it or all was answered already."""
    for head in (POST, b"GET /quick HTTP/1.1\r\nHost: here\r\n"):
        rude = await door.says(head + b"Transfer-Encoding: chunked\r\n\r\n")
        with contextlib.suppress(ConnectionError):
            for _ in range(100):
                rude[1].write(part * max(1, 100_000 // len(part)))
                await rude[1].drain()
        await door.known(0)
    assert door.guest.gate.closed.total() == 2


async def test_who_does_not_read_what_is_answered_is_closed(door: Door) -> None:
    """After thirty seconds in which nothing was taken."""
    deaf = await door.connect()
    deaf[1].transport.pause_reading()
    deaf[1].write(GET % b"large")
    await door.known(1)
    async with asyncio.timeout(PATIENCE_S):
        while next(iter(door.guest.gate._all)).until is None:  # it has begun to wait
            await asyncio.sleep(0.001)
    await door.turn(30)
    assert len(door.guest.gate) == 0


async def _comes(door: Door, address: str = STRANGER) -> bool:
    """Whether somebody who comes anew is answered."""
    try:
        return await _is_answered(await door.connect(address))
    except ConnectionError:
        return False


async def test_from_one_address_come_only_so_many(often: Door) -> None:
    """Those who are being answered keep their place; this machine has no limit of its own."""
    few = often
    for _ in range(3):
        await few.streaming()
    await few.turn(0.1)
    assert await _is_closed_unanswered(await few.connect())
    assert few.guest.gate.closed == {"refused": 1}
    assert await _is_answered(await few.connect(OTHER))
    for _ in range(8):
        await few.streaming("127.0.0.1")
    assert await _is_answered(await few.connect("127.0.0.1"))


async def test_whoever_waits_longest_gives_way(often: Door) -> None:
    """So that many silent ones of one address keep nobody else of it out, nor those of many addresses."""
    few, silent = often, [await often.connect() for _ in range(3)]
    await few.known(3)
    await few.turn(0.1)
    later = await few.connect()
    assert await _is_answered(later)
    assert await _is_closed_unanswered(silent[0])
    for n in range(10, 20):
        for _ in range(3):
            await few.connect(f"127.0.0.{n}")
    assert await _is_answered(await few.connect("127.0.0.99"))
    assert len(few.guest.gate) <= 8
    assert "late" not in few.guest.gate.closed


async def test_who_comes_again_and_again_is_sent_away(few: Door) -> None:
    """Before anything is made for the connection; a while later they may come again, others always."""
    assert [await _comes(few) for _ in range(4)] == [True, True, True, False]
    assert few.guest.gate.closed == {"refused": 1}
    assert await _comes(few, OTHER)
    await few.turn(0.11)
    assert [await _comes(few) for _ in range(3)] == [True, True, False]
    assert all([await _comes(few, "127.0.0.1") for _ in range(9)])


async def test_this_machine_gets_in_when_strangers_hold_every_place(few: Door) -> None:
    """Some places are kept for it, and for proxies."""
    for n in range(10, 18):
        await few.streaming(f"127.0.0.{n}")
    assert await _is_closed_unanswered(await few.connect(STRANGER))
    assert await _is_answered(await few.connect("127.0.0.1"))


async def test_time_in_which_the_loop_stood_still_counts_against_nobody(door: Door) -> None:
    """What came meanwhile has yet to be read."""
    patient = await door.connect()
    await door.known(1)
    door.guest.gate.stood_s += 60
    await door.turn(60)
    assert await _is_answered(patient)


def test_which_addresses_are_ours_and_which_one_visitor() -> None:
    """Proxies that are named and this machine; a household has a network of IPv6."""
    import ipaddress

    is_ours = households.ours([ipaddress.ip_network("172.16.0.0/12")])
    assert [is_ours(one) for one in ("127.0.0.1", "::1", "::ffff:127.0.0.1", "172.18.0.2", "127.0.0.2", "", "x")] == [
        *[True] * 4,
        *[False] * 3,
    ]
    assert households.visitor("2001:db8:1:2::1") == households.visitor("2001:db8:1:2:ffff::9")


LIMITED = """
import resource
resource.setrlimit(resource.RLIMIT_NOFILE, (300, {hard}))
from handlers.process import descriptors
print(descriptors.for_strangers(), resource.getrlimit(resource.RLIMIT_NOFILE)[0])
"""


@pytest.mark.parametrize(("hard", "strangers", "soft"), [(1000, 372, 1000), (300, 22, 300), (18_000, 8_064, 16_384)])
def test_descriptors_are_raised_and_some_kept_free(hard: int, strangers: int, soft: int) -> None:
    """As far as the machine lets us; of few, few are for strangers, and each may hold a file open that it is sent."""
    import resource

    if resource.getrlimit(resource.RLIMIT_NOFILE)[1] < hard:
        hard, strangers, soft = 1000, 372, 1000
    told = subprocess.run(
        [sys.executable, "-c", LIMITED.format(hard=hard)], capture_output=True, text=True, check=True, timeout=60
    )
    assert told.stdout.split() == [str(strangers), str(soft)]
    assert 2 * strangers + descriptors.KEPT_FREE <= soft


def test_of_few_descriptors_one_address_gets_a_part() -> None:
    """And this machine keeps its own."""
    assert Limits().within((descriptors.WANTED - descriptors.KEPT_FREE) // descriptors.EACH) == Limits()
    assert Limits().within(744) == replace(Limits(), most=744, each=186)
    assert Limits().within(40) == replace(Limits(), most=40, each=10, kept=5)
