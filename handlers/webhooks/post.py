"""One call to a receiver: the name is looked up, every address judged, and the very one that was judged is called.

A second look-up could be answered otherwise. Nothing of the environment counts (proxies), no redirect is followed, no
cookie is kept, and no connection is used again: it belongs to one name.
"""

import asyncio
import contextlib
import socket
import ssl
from collections.abc import AsyncIterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Protocol

import httpx

from bot.values.refused import Refused
from bot.webhooks import addresses
from bot.webhooks.addresses import Address
from bot.webhooks.hooks import Reply

PATIENCE_S = 10.0
"""A whole call, from looking up the name on; in seconds of the machine."""

LOOK_UP_S = 5.0
MOST_TRIED = 3
"""So many addresses of one name are tried, one after the other, and so long is waited for each to be connected."""
CONNECT_S = 3.0

MOST_READ, READ_S = 1024, 1.0
"""Of an answer so many bytes are read, and so long at most: what counts has been said by then."""

THREADS = 8
"""Names are looked up beside the others: a server of names that hangs holds up nobody else."""


class NotOpen(Exception):
    """The name leads into our own networks."""


class Resolves(Protocol):
    """Looks names up."""

    async def resolve(self, host: str, port: int) -> list[str]:
        """All addresses of a name; OSError where it has none."""

    def close(self) -> None:
        """Nobody is waited for; it may be asked again."""


class Resolver:
    """The machine's own, in threads apart. Fulfils :class:`Resolves`."""

    def __init__(self) -> None:
        self._threads: ThreadPoolExecutor | None = None

    async def resolve(self, host: str, port: int) -> list[str]:
        """All addresses of a name, each once, in the order in which the machine would try them."""
        self._threads = self._threads or ThreadPoolExecutor(THREADS, "webhook-names")
        look = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
        found = await asyncio.get_running_loop().run_in_executor(self._threads, look)
        return list(dict.fromkeys(str(one[4][0]) for one in found))

    def close(self) -> None:
        """Nobody is waited for; it may be asked again."""
        if self._threads is not None:
            self._threads.shutdown(wait=False, cancel_futures=True)
            self._threads = None


class Post:
    """Calls receivers. *private*: addresses of one's own networks are allowed."""

    def __init__(
        self,
        resolver: Resolves,
        *,
        private: bool = False,
        context: ssl.SSLContext | None = None,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self.private = private
        self.patience_s = patience_s
        self.resolver = resolver
        self._context = context
        self._transport: httpx.AsyncHTTPTransport | None = None

    async def close(self) -> None:
        """Close what is open; it may be used again."""
        self.resolver.close()
        if self._transport is not None:
            await self._transport.aclose()
            self._transport = None

    async def trouble(self, url: str) -> str:
        """Why nothing could be sent there now, as a code; empty where it could."""
        try:
            async with asyncio.timeout(min(LOOK_UP_S, self.patience_s)):
                await self._addresses(addresses.read(url, private=self.private))
        except (TimeoutError, OSError, UnicodeError):
            return "unknown"
        except (Refused, NotOpen):
            return "private"
        return ""

    async def send(self, url: str, headers: Mapping[str, str], body: bytes, now: datetime) -> Reply:
        """Post *body*; whatever goes wrong is the code of the reply. *now* is what a wish to wait until then is for."""
        try:
            address = addresses.read(url, private=self.private)
            async with asyncio.timeout(self.patience_s):
                found = await self._addresses(address)
                return await self._to_one_of(found, address, headers, body, now)
        except (Refused, NotOpen):
            return Reply("private")
        except TimeoutError:
            return Reply("timeout")
        except (OSError, UnicodeError):
            return Reply("unknown")

    async def _addresses(self, address: Address) -> list[str]:
        """Every address of the name, all judged: one that is not open spoils the others."""
        found = await self.resolver.resolve(address.host, address.port)
        if not found or not all(addresses.may_go_to(one, private=self.private) for one in found):
            raise NotOpen
        return found

    async def _to_one_of(
        self, found: list[str], address: Address, headers: Mapping[str, str], body: bytes, now: datetime
    ) -> Reply:
        """The first that can be connected."""
        reply = Reply("refused")
        for one in found[:MOST_TRIED]:
            try:
                async with self._answer(one, address, headers, body) as answer:
                    await _read_some(answer)
                    return Reply(str(answer.status_code), _wish(answer, now))
            except httpx.ConnectTimeout:
                reply = Reply("refused")
            except httpx.ConnectError as trouble:
                reply = Reply("tls" if _is_tls(trouble) else "refused")
            except httpx.TimeoutException:
                return Reply("timeout")
            except httpx.HTTPError:
                return Reply("broken")
        return reply

    @contextlib.asynccontextmanager
    async def _answer(
        self, one: str, address: Address, headers: Mapping[str, str], body: bytes
    ) -> AsyncIterator[httpx.Response]:
        """Connect to the address itself; the name is what TLS checks and what the receiver reads."""
        target = address.target.encode("ascii")
        url = httpx.URL(scheme=address.scheme, host=one, port=address.port, raw_path=target)
        waits = httpx.Timeout(self.patience_s, connect=min(CONNECT_S, self.patience_s)).as_dict()
        more = {"sni_hostname": address.host, "timeout": waits}
        request = httpx.Request("POST", url, headers={"Host": address.netloc, **headers}, content=body, extensions=more)
        answer = await self._by().handle_async_request(request)
        try:
            yield answer
        finally:
            await answer.aclose()

    def _by(self) -> httpx.AsyncHTTPTransport:
        if self._transport is None:
            context = self._context or ssl.create_default_context()
            limits = httpx.Limits(max_connections=None, max_keepalive_connections=0)
            self._transport = httpx.AsyncHTTPTransport(verify=context, trust_env=False, limits=limits)
        return self._transport


async def _read_some(answer: httpx.Response) -> None:
    """Let the receiver finish a short answer; what it says, and whether it ends well, is nobody's concern."""
    count = 0
    with contextlib.suppress(TimeoutError, httpx.HTTPError):
        async with asyncio.timeout(READ_S):
            async for piece in answer.aiter_raw():
                count += len(piece)
                if count >= MOST_READ:
                    return


def _wish(answer: httpx.Response, now: datetime) -> float | None:
    """Seconds of ``Retry-After``: a number, or an hour."""
    said = answer.headers.get("retry-after", "").strip()
    if said.isascii() and said.isdecimal() and len(said) < 9:
        return float(said)
    try:
        return max(0.0, (parsedate_to_datetime(said) - now).total_seconds()) if said else None
    except (ValueError, TypeError):
        return None


def _is_tls(trouble: BaseException) -> bool:
    """Whether the name was not proven, or no safe connection came about."""
    seen: BaseException | None = trouble
    while seen is not None:
        if isinstance(seen, ssl.SSLError):
            return True
        seen = seen.__cause__ or seen.__context__
    return False
