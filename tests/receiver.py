"""A receiver of webhooks on loopback: real HTTP, well or slow, down or lying, as a test tells it."""

import asyncio
import json
import re
import ssl
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from standardwebhooks import Webhook, webhooks

from bot.webhooks.hooks import WEBHOOKS, Stock
from bot.webhooks.hooks import Receiver as Kept
from tests.stories.conftest import Street

WELL = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
LYING = {
    "closes at once": "",
    "closes halfway": "HTTP/1.1 20",
    "closes within its headers": "HTTP/1.1 200 OK\r\nContent-Le",
    "speaks something else": "220 mail.example.org ESMTP\r\n",
}
"""What a receiver says that says nothing."""


@dataclass(frozen=True)
class Got:
    """One call: its first line, headers in lower case, body."""

    line: str
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        """The lasting name of the delivery."""
        return self.headers["webhook-id"]

    @property
    def told(self) -> Any:
        """What is in it."""
        return json.loads(self.body)

    @property
    def data(self) -> Any:
        """What it is about."""
        return self.told["data"]

    def verified(self, secret: str) -> Any:
        """What is in it, checked as receivers check; raises WebhookVerificationError."""
        return Webhook(secret).verify(self.body, self.headers)


@dataclass
class Receiver:
    """*answers*: what is said to each call, one after the other, then what *says* says of it, or *always*.

    None hangs, *endless* never ends.
    """

    port: int = 0
    always: str | None = WELL
    answers: list[str | None] = field(default_factory=list)
    got: list[Got] = field(default_factory=list)
    open: int = 0
    most_open: int = 0
    endless: bool = False
    says: Callable[[Got], str | None] | None = None
    callers: set[asyncio.StreamWriter] = field(default_factory=set)
    scheme: str = "http"
    server: asyncio.Server | None = None
    context: ssl.SSLContext | None = None

    @property
    def url(self) -> str:
        """Where it stands."""
        return f"{self.scheme}://127.0.0.1:{self.port}/hook"

    async def up(self) -> None:
        """Take calls, where it stood before."""
        self.server = await asyncio.start_server(self._take, "127.0.0.1", self.port, ssl=self.context)
        self.port = self.server.sockets[0].getsockname()[1]

    async def down(self) -> None:
        """Take none."""
        if self.server is not None:
            self.server.close()
            self.server = None
        for writer in self.callers:
            writer.close()

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open += 1
        self.callers.add(writer)
        self.most_open = max(self.most_open, self.open)
        try:
            await self._call(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            self.open -= 1
            self.callers.discard(writer)
            writer.close()

    async def _call(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = {k.lower(): v.strip() for k, _, v in (one.partition(":") for one in head[1:] if one)}
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        self.got.append(Got(head[0], headers, body))
        said = self.answers.pop(0) if self.answers else self.says(self.got[-1]) if self.says else self.always
        if said is None:
            await reader.read()  # until the caller has had enough
            return
        writer.write(said.encode())
        while self.endless:
            writer.write(b"x" * 4096)
            await writer.drain()
            await asyncio.sleep(0)
        await writer.drain()


def status(code: int, *headers: str) -> str:
    """A short answer."""
    return "\r\n".join([f"HTTP/1.1 {code} Said", *headers, "Content-Length: 0", "", ""])


@asynccontextmanager
async def receiving(**told: Any) -> AsyncIterator[Receiver]:
    """One that is up."""
    made = Receiver(**told)
    await made.up()
    try:
        yield made
    finally:
        await made.down()


@contextmanager
def checking_at(now: Callable[[], datetime]) -> Iterator[None]:
    """Signatures are checked by the hour of *now*: not older or newer than five minutes."""

    class Turned(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return now()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(webhooks, "datetime", Turned)
        yield


@dataclass
class Hooked:
    """A street whose captain has receivers; time is turned with the sender at work."""

    street: Street

    async def rest(self) -> None:
        """Until all that may go now has gone, and every answer is written down."""
        quiet = 0
        for _ in range(4000):
            await self.street.settle()
            quiet = quiet + 1 if self.street.house.hooks.is_idle else 0
            if quiet >= 2:
                return
            await asyncio.sleep(0.001)
        raise AssertionError("the sender does not come to rest")

    async def turn(self, seconds: float) -> None:
        """Let time pass, stopping wherever somebody wants to wake."""
        until = self.street.clock.now() + timedelta(seconds=seconds)
        await self.rest()
        await self.street.clock.turn_to(until, self.rest)
        await self.street.house.tick.turn()
        await self.rest()

    async def leap(self, seconds: float) -> None:
        """Let hours pass at once."""
        await self.rest()
        await self.street.clock.turn(seconds)
        await self.rest()

    async def add(self, url: str, *, by: int = 1001) -> str:
        """A captain gives an address; returns the secret that is shown."""
        await self.say(f"/webhook {url}", by=by)
        return self.secrets(by)[-1]

    async def say(self, text: str, *, by: int = 1001) -> None:
        """Somebody says something in private, and it is answered."""
        self.street.who(by).say(by, text)
        await self.street.turn(2)
        await self.rest()

    async def press(self, move: str, *, receiver: int = 1, by: int = 1001) -> str:
        """Press a button under a receiver; returns the toast."""
        data = f"webhook:1.{receiver}:{move}"
        pages = [m for m in self.street.private(by) if any(b.data == data for row in m.buttons for b in row)]
        assert pages, f"no button {data}"
        query = self.street.who(by).press_data(pages[-1], data)
        await self.street.settle()
        said = (await self.street.who(by).answer(query)).text or ""
        await self.street.turn(2)
        await self.rest()
        return said

    def secrets(self, by: int = 1001) -> list[str]:
        """Every secret that somebody was shown, in their order."""
        return [one for m in self.street.private(by, "whsec_") for one in re.findall(r"whsec_[\w+/=]+", m.text)]

    async def kept(self, receiver: int = 1) -> Kept:
        """A receiver as it is stored."""
        async with self.street.house.store.look() as tx:
            found = await tx[WEBHOOKS].get(receiver)
        assert found is not None
        return found

    async def stock(self, receiver: int = 1) -> Stock:
        """What waits for it, and what was given up."""
        async with self.street.house.store.look() as tx:
            return await tx[WEBHOOKS].stock(receiver)
