"""Who may see the figures: with a token whoever shows it, without one only this machine."""

import httpx
import pytest
from starlette.requests import Request

from bot.app.settings import Web
from bot.health.figures import Tally, Vitals
from bot.words import Words
from handlers.web.health import may_see_figures
from tests.handlers.web.conftest import TOKEN


def request(host: str | None = "127.0.0.1", **headers: str) -> Request:
    """A request from *host*, under this machine's own name."""
    told = {"host": "localhost:8080", **headers}
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in told.items()]
    return Request({"type": "http", "headers": raw, "client": (host, 1) if host else None})


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1", "::1"])
def test_without_a_token_this_machine_may(host: str) -> None:
    """Loopback in every spelling."""
    assert may_see_figures(request(host), Web())


@pytest.mark.parametrize("host", ["192.168.1.5", "10.0.0.1", "2001:db8::1", "unix", None])
def test_without_a_token_nobody_else_may(host: str | None) -> None:
    """Not even the neighbours."""
    assert not may_see_figures(request(host), Web())


@pytest.mark.parametrize("header", ["x_forwarded_for", "forwarded", "via", "x_real_ip"])
def test_a_proxy_on_this_machine_is_not_this_machine(header: str) -> None:
    """Whoever comes through it comes from outside."""
    assert not may_see_figures(request(**{header: "203.0.113.9"}), Web())


def test_without_a_token_nobody_may_where_the_world_comes_in() -> None:
    """A proxy that passes on nothing but bytes is this machine, and the stranger behind it says its name."""
    assert not may_see_figures(request(), Web(public_url="https://patrol.example.org"))


@pytest.mark.parametrize("shown", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", TOKEN, f"Bearer {TOKEN}x"])
def test_with_a_token_a_wrong_one_is_refused_from_everywhere(shown: str) -> None:
    """Also from this machine."""
    assert not may_see_figures(request(authorization=shown), Web(api_token=TOKEN))


def test_with_a_token_whoever_shows_it_may() -> None:
    """From anywhere; the kind is read without regard to case."""
    assert may_see_figures(request("203.0.113.9", authorization=f"bearer {TOKEN}"), Web(api_token=TOKEN))


async def test_the_route_asks_for_the_token() -> None:
    """401 with the way to say it, 200 with the token, 403 through a proxy without one."""
    from handlers.web import health, server

    class Still:
        """A watch with one look."""

        async def look(self) -> Vitals:
            """Nothing is known."""
            return Vitals(0.0, None, None, None, None, None, None)

    for web, headers, status in (
        (Web(api_token=TOKEN), {}, 401),
        (Web(api_token=TOKEN), {"Authorization": f"Bearer {TOKEN}"}, 200),
        (Web(), {}, 200),
        (Web(), {"X-Forwarded-For": "203.0.113.9"}, 403),
    ):
        app = server.create_app([health.router(Still(), Tally(), web, Words())])  # type: ignore[arg-type]
        async with server.serving(app, web) as guest, httpx.AsyncClient() as client:
            answer = await client.get(f"{guest.url}/metrics", headers=headers)
        assert answer.status_code == status
        assert ("WWW-Authenticate" in answer.headers) == (status == 401)
