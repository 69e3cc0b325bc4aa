"""A web server that is a guest in the bot's event loop: it leaves signals alone and stops when it is told."""

import asyncio
import contextlib
import errno
import socket
import struct
from collections.abc import Callable, Generator
from functools import partial
from types import TracebackType
from typing import Any, Self

import uvicorn

from handlers import households
from handlers.connection import Connection
from handlers.gate import Gate, Limits

START_SECONDS = 10.0
STOP_SECONDS = 2.0
LAST_PORT = 65535

SWEEP_S = 0.5
"""How often connections whose time is up are looked for."""

ACCEPTED_AT_ONCE, QUEUED = 32, 1024
"""So many connections are taken in one turn of the loop, so that all else has its turn too; so many more may queue."""

REFUSED_AT_ONCE = 64
"""So many are sent away in one go."""

AT_ONCE = struct.pack("ii", 1, 0)
"""A connection that is closed with this leaves nothing behind, and tells whoever made it at once."""

FAMILIAR = Limits(body_bytes=200_000_000, body_parts=200_000, body_s=600.0, idle_s=3600.0, at_once=256 * 1024)
"""Of a server for programs of ours on this machine, who bring large files and stay."""


class Door(socket.socket):
    """Where a server listens; whom the gate does not want is closed before anything is made for them."""

    gate: Gate

    def accept(self) -> tuple[socket.socket, Any]:
        """The next one who may come; BlockingIOError where there is none just now, or too many were sent away."""
        for _ in range(REFUSED_AT_ONCE):
            found, address = super().accept()
            if self.gate.may_come(str(address[0])):
                return found, address
            found.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
            found.close()
        raise BlockingIOError


class _Guest(uvicorn.Server):
    """A uvicorn server that leaves signals to the program in whose loop it runs, and stops without its usual pauses."""

    leaving: asyncio.Event

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield

    async def main_loop(self) -> None:
        await self.leaving.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for door in self.servers:
            door.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        end = asyncio.get_running_loop().time() + STOP_SECONDS
        while self.server_state.connections or self.server_state.tasks:
            if asyncio.get_running_loop().time() > end:
                self._cut_off()
                break
            await asyncio.sleep(0.002)
        await self.lifespan.shutdown()

    def _cut_off(self) -> None:
        for task in self.server_state.tasks:
            task.cancel()
        for connection in list(self.server_state.connections):
            if connection.transport is not None:
                connection.transport.close()


class Guest:
    """An ASGI application served in the running loop: ``async with Guest(app, host, port) as guest: … guest.url …``.

    A port that is taken raises OSError (EADDRINUSE) at once, where *tries* is more than one once so many from it on
    are taken; port 0 takes any that is free.
    """

    def __init__(
        self,
        app: Any,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        lifespan: bool = False,
        tries: int = 1,
        limits: Limits = FAMILIAR,
        is_ours: Callable[[str], bool] = households.JUST_HERE,
        seconds: Callable[[], float] | None = None,
    ) -> None:
        self.host = host
        self.port = port
        self._tries = tries
        self.gate = Gate(limits, seconds or (lambda: asyncio.get_running_loop().time()), is_ours)
        self._server = _Guest(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                lifespan="on" if lifespan else "off",
                ws="none",
                http=partial(Connection, self.gate),  # type: ignore[arg-type]  # whatever makes one will do
                backlog=ACCEPTED_AT_ONCE,
                timeout_keep_alive=round(2 * limits.idle_s),  # the gate's is the one that counts
                date_header=False,
                server_header=False,
                proxy_headers=False,
            )
        )
        self._serving: asyncio.Task[None] | None = None
        self._sweeping: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        """Where it listens, without a slash at the end."""
        return f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"

    async def __aenter__(self) -> Self:
        """Listen; returns once calls are answered."""
        door = await self._door()
        self.port = door.getsockname()[1]
        self._server.leaving = asyncio.Event()
        self._serving = asyncio.create_task(self._server.serve(sockets=[door]))
        async with asyncio.timeout(START_SECONDS):
            while not self._server.started:
                if self._serving.done():
                    await self._serving
                    raise RuntimeError("the web server ended before it began")
                await asyncio.sleep(0.001)
        door.listen(QUEUED)
        self._sweeping = asyncio.create_task(self._sweep())
        return self

    async def _sweep(self) -> None:
        """Close what keeps us waiting, until cancelled; a time in which this loop stood still is not counted."""
        now = asyncio.get_running_loop().time
        while True:
            due = now() + SWEEP_S
            await asyncio.sleep(SWEEP_S)
            self.gate.stood_s += max(0.0, now() - due)
            self.gate.sweep()

    async def _door(self) -> Door:
        last = min(self.port + self._tries - 1, LAST_PORT)
        for port in range(self.port, last):
            try:
                return await self._bound(port)
            except OSError as trouble:
                if trouble.errno != errno.EADDRINUSE:
                    raise
        return await self._bound(last)

    async def _bound(self, port: int) -> Door:
        loop = asyncio.get_running_loop()
        [(family, *_, address), *_] = await loop.getaddrinfo(self.host, port, type=socket.SOCK_STREAM)
        # With the protocol left at 0 asyncio would not switch off Nagle's delay, and each answer would take 40 ms.
        door = Door(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        door.gate = self.gate
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(address)
        except OSError:
            door.close()
            raise
        return door

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop listening; answers under way are finished first, within STOP_SECONDS."""
        if self._sweeping is not None:
            self._sweeping.cancel()
            await asyncio.wait({self._sweeping})
        self._server.leaving.set()
        if self._serving is not None:
            await self._serving
