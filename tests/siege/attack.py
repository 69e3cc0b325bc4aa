"""Strangers of four addresses: thousands of connections that say nothing or trickle, endless heads, wrong keys.

``python -m tests.siege.attack PORT SECONDS`` prints what became of it as JSON; with ``dummy`` instead of seconds it
is a server that is attacked, for comparison.
"""

import asyncio
import contextlib
import json
import resource
import signal
import sys
from collections import Counter

ADDRESSES = tuple(f"127.0.0.{n}" for n in range(2, 6))
CONNECTIONS, KEYS_A_SECOND, KEY_CONNECTIONS = 5000, 1000, 40
AGAIN_S, TRICKLE_S = 5.0, 0.5
HEAD_MB = 100
WRONG = b"GET /api/districts HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + b"x" * 43 + b"\r\n\r\n"


class Attack:
    """All of them, against one port of this machine."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.seen: Counter[str] = Counter()

    async def run(self, seconds: float) -> None:
        """Everything at once, for a time, or until told to stop."""
        over = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, over.set)
        tasks = [asyncio.create_task(self.holds(n)) for n in range(CONNECTIONS)]
        tasks += [asyncio.create_task(self.brings_a_head(one)) for one in ADDRESSES]
        tasks += [asyncio.create_task(self.shows_wrong_keys(n)) for n in range(KEY_CONNECTIONS)]
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(over.wait(), seconds)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    @contextlib.asynccontextmanager
    async def connected(self, n: int):  # type: ignore[no-untyped-def]
        """A connection from one of the addresses, whatever becomes of it."""
        ends = None
        try:
            ends = await asyncio.open_connection("127.0.0.1", self.port, local_addr=(ADDRESSES[n % 4], 0))
            self.seen["connected"] += 1
            yield ends
        except (OSError, asyncio.IncompleteReadError):
            self.seen["closed"] += 1
        finally:
            if ends is not None:
                ends[1].transport.abort()

    async def holds(self, n: int) -> None:
        """A connection that is opened anew whenever it was closed; every other one sends a byte now and then."""
        await asyncio.sleep(n / CONNECTIONS * AGAIN_S)
        while True:
            async with self.connected(n) as (reader, writer):
                if n % 2:
                    for byte in b"GET /livez HTTP/1.1\r\nX: " + b"y" * 10_000:
                        writer.write(bytes([byte]))
                        await writer.drain()
                        await asyncio.sleep(TRICKLE_S)
                await reader.readexactly(1)
            await asyncio.sleep(AGAIN_S)

    async def brings_a_head(self, address: str) -> None:
        """One head of 100 MB after the other."""
        while True:
            async with self.connected(ADDRESSES.index(address)) as (_, writer):
                writer.write(b"GET /livez HTTP/1.1\r\nX: ")
                for _ in range(HEAD_MB):
                    writer.write(b"y" * 1_000_000)
                    await writer.drain()
                    self.seen["head MB"] += 1
            await asyncio.sleep(1)

    async def shows_wrong_keys(self, n: int) -> None:
        """As many a second as this connection has to bring."""
        loop, every = asyncio.get_running_loop(), KEY_CONNECTIONS / KEYS_A_SECOND
        due = loop.time()
        while True:
            async with self.connected(n) as (reader, writer):
                while True:
                    due = max(due + every, loop.time() - 1)
                    await asyncio.sleep(max(0.0, due - loop.time()))
                    writer.write(WRONG)
                    head = await reader.readuntil(b"\r\n\r\n")
                    length = [one for one in head.lower().split(b"\r\n") if one.startswith(b"content-length:")]
                    await reader.readexactly(int(length[0].partition(b":")[2]))
                    self.seen[f"wrong key {head.split(b' ')[1].decode()}"] += 1
            await asyncio.sleep(0.05)


async def dummy(port: int) -> None:
    """A server that reads whatever comes, and refuses each request that is whole."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            while True:
                await reader.readuntil(b"\r\n\r\n")
                writer.write(b"HTTP/1.1 429 Too Many Requests\r\ncontent-length: 0\r\n\r\n")
        writer.transport.abort()

    async with await asyncio.start_server(serve, "127.0.0.1", port, backlog=1024) as server:
        await server.serve_forever()


async def _main(port: int, seconds: str) -> None:
    if seconds == "dummy":
        await dummy(port)
        return
    attack = Attack(port)
    await attack.run(float(seconds))
    sys.stdout.write(json.dumps(attack.seen))


if __name__ == "__main__":
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    asyncio.run(_main(int(sys.argv[1]), sys.argv[2]))
