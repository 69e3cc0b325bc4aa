"""One call to a receiver: to the very address that was judged, and whatever a receiver does instead of answering."""

import asyncio
import socket
import ssl
import subprocess
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from handlers.webhooks.post import Post, Resolver
from tests.receiver import LYING, WELL, Receiver, receiving, status
from tests.waiting import until

NOW = datetime(2026, 3, 2, tzinfo=UTC)
HEADERS = {"webhook-id": "msg_1"}


class Names:
    """A server of names that says what a test tells it, one answer after the other."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, int]] = []

    async def resolve(self, host: str, port: int) -> list[str]:
        self.asked.append((host, port))
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def close(self) -> None:
        """Nothing is open."""


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as made:
        yield made


async def send(post: Post, url: str) -> tuple[str, float | None]:
    """The code of the reply, and the receiver's wish."""
    try:
        reply = await post.send(url, HEADERS, b"{}", NOW)
    finally:
        await post.close()
    return reply.code, reply.wait_s


def post(
    *answers: list[str], private: bool = True, patience_s: float = 5.0, context: ssl.SSLContext | None = None
) -> Post:
    return Post(Names(*answers), private=private, patience_s=patience_s, context=context)


async def test_the_address_is_called_and_the_name_is_told(receiver: Receiver) -> None:
    """The name is looked up once: what a second answer would say (another address) has no part in it."""
    names = Names(["127.0.0.1"], ["127.0.0.9"])
    by = Post(names, private=True)
    assert await send(by, f"http://hook.example:{receiver.port}/a?b=%20c") == ("200", None)
    [got] = receiver.got
    assert got.line == "POST /a?b=%20c HTTP/1.1"
    assert got.headers["host"] == f"hook.example:{receiver.port}"
    assert got.headers["webhook-id"] == "msg_1"
    assert got.body == b"{}"
    assert names.asked == [("hook.example", receiver.port)]


@pytest.mark.parametrize(
    "found", [["127.0.0.1"], ["9.9.9.9", "127.0.0.1"], ["::1"], ["::ffff:127.0.0.1"], [], ["10.0.0.1", "9.9.9.9"]]
)
async def test_a_name_that_leads_inside_is_not_called(found: list[str], receiver: Receiver) -> None:
    """Not even where another of its addresses is open."""
    by = post(found, private=False)
    assert await by.trouble("https://hook.example:8443/") == "private"
    assert await send(by, f"https://hook.example:{receiver.port}/") == ("private", None)
    assert await send(by, receiver.url) == ("private", None)
    assert receiver.got == []


async def test_a_name_is_judged_again_at_each_sending(receiver: Receiver) -> None:
    """It was open when the captain gave it, and leads inside from then on."""
    by = post(["9.9.9.9"], ["127.0.0.1"], private=False)
    url = f"https://hook.example:{receiver.port}/"
    assert await by.trouble(url) == ""
    assert await send(by, url) == ("private", None)
    assert receiver.got == []


async def test_a_name_that_nobody_knows_and_one_that_hangs() -> None:
    """Each is said; a name that cannot even be looked up is none."""

    class Unknown(Names):
        async def resolve(self, host: str, port: int) -> list[str]:
            raise socket.gaierror

    class Hanging(Names):
        async def resolve(self, host: str, port: int) -> list[str]:
            await asyncio.sleep(60)
            return []

    for by, code in ((Post(Unknown()), "unknown"), (Post(Hanging(), patience_s=0.05), "timeout")):
        assert (await send(by, "https://hook.example/"))[0] == code
        assert await by.trouble("https://hook.example/") == "unknown"


async def test_the_machine_s_own_names_are_found() -> None:
    """By the resolver that the program uses."""
    resolver = Resolver()
    found = await resolver.resolve("localhost", 80)
    assert set(found) <= {"127.0.0.1", "::1"}
    assert found
    assert await resolver.resolve("127.1", 80) == ["127.0.0.1"]
    with pytest.raises(socket.gaierror):
        await resolver.resolve("nobody.invalid", 80)
    resolver.close()


async def test_the_next_address_is_tried_where_the_first_takes_no_call(receiver: Receiver) -> None:
    """As a browser does; where none does, it was refused."""
    assert await send(post(["127.0.0.2", "127.0.0.1"]), f"http://hook.example:{receiver.port}/") == ("200", None)
    await receiver.down()
    assert await send(post(["127.0.0.1"]), f"http://hook.example:{receiver.port}/") == ("refused", None)


@pytest.mark.parametrize("lie", LYING)
async def test_an_answer_that_breaks_off_is_none(lie: str, receiver: Receiver) -> None:
    """Nothing was said that means *taken*."""
    receiver.always = LYING[lie]
    assert await send(post(["127.0.0.1"]), receiver.url) == ("broken", None)


@pytest.mark.parametrize(
    "said",
    [
        "HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\nshort",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.0 200 OK\r\n\r\nbody until the end",
        WELL,
    ],
)
async def test_what_comes_after_a_good_status_is_nobody_s_concern(said: str, receiver: Receiver) -> None:
    """A wrong length, a broken body: it was taken."""
    receiver.always = said
    assert (await send(post(["127.0.0.1"]), receiver.url))[0] in {"200", "204"}


async def test_an_endless_answer_ends_after_a_kilobyte(receiver: Receiver) -> None:
    """And the connection with it."""
    receiver.always, receiver.endless = "HTTP/1.1 200 OK\r\n\r\n", True
    assert await send(post(["127.0.0.1"]), receiver.url) == ("200", None)
    await until(lambda: not receiver.open)


async def test_one_that_hangs_is_given_up_in_time(receiver: Receiver) -> None:
    """The whole call has one patience."""
    receiver.always = None
    assert await send(post(["127.0.0.1"], patience_s=0.1), receiver.url) == ("timeout", None)


@pytest.mark.parametrize("code", [301, 302, 307, 308])
async def test_no_redirect_is_followed(code: int, receiver: Receiver) -> None:
    """Least of all into our own networks."""
    async with receiving() as inside:
        receiver.always = status(code, f"Location: {inside.url}")
        assert await send(post(["127.0.0.1"]), receiver.url) == (str(code), None)
        assert inside.got == []
    assert len(receiver.got) == 1


@pytest.mark.parametrize(
    ("header", "wish"),
    [
        ("120", 120.0),
        ("0", 0.0),
        ("Mon, 02 Mar 2026 00:01:30 GMT", 90.0),
        ("Sun, 01 Mar 2026 00:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("9" * 40, None),
        ("²", None),
    ],
)
async def test_its_wish_to_wait_is_read(header: str, wish: float | None, receiver: Receiver) -> None:
    """A number of seconds or an hour; anything else is none."""
    receiver.always = status(429, f"Retry-After: {header}")
    assert await send(post(["127.0.0.1"]), receiver.url) == ("429", wish)


async def test_no_proxy_of_the_environment_and_no_cookie(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would be another address than the one that was judged; what one receiver says is not told to another."""
    for name in ("http_proxy", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    receiver.always = status(200, "Set-Cookie: a=b; Path=/")
    by = post(["127.0.0.1"])
    for _ in range(2):
        assert (await by.send(receiver.url, HEADERS, b"{}", NOW)).code == "200"
    await by.close()
    assert ["cookie" in got.headers for got in receiver.got] == [False, False]


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a certificate for ``hook.example`` that is its own authority."""
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            "2",
            "-keyout",
            "key.pem",
            "-out",
            "cert.pem",
            "-subj",
            "/CN=hook.example",
            "-addext",
            "subjectAltName=DNS:hook.example",
        ],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    return folder


async def test_tls_is_checked_by_the_name_not_by_the_address(authority: Path) -> None:
    """The name that the captain gave; a certificate of another name, or of nobody known, is refused."""
    serves = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serves.load_cert_chain(authority / "cert.pem", authority / "key.pem")
    shown: list[str | None] = []
    serves.sni_callback = lambda _socket, name, _context: shown.append(name)
    trusts = ssl.create_default_context(cafile=str(authority / "cert.pem"))
    async with receiving(context=serves, scheme="https") as safe:
        good, other = f"https://hook.example:{safe.port}/", f"https://other.example:{safe.port}/"
        assert (await send(post(["127.0.0.1"], context=trusts), good))[0] == "200"
        assert (await send(post(["127.0.0.1"], context=trusts), other))[0] == "tls"
        assert (await send(post(["127.0.0.1"]), good))[0] == "tls"
        assert (await send(post(["127.0.0.1"], context=trusts), safe.url))[0] == "tls"
        assert len(safe.got) == 1
    assert shown[:3] == ["hook.example", "other.example", "hook.example"]
