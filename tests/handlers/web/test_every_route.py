"""Nothing is told to somebody unknown: every route of the application is tried without any credentials."""

import re
from collections.abc import Iterator

import httpx
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from tests.stories.conftest import Street

OPEN = re.compile(r"/livez|/readyz|/metrics|/sign-in(/.*)?|/assets/.*|/(page|shared)(/.*)?|/v/worker\.js")
"""Answers anybody: whether we live, the pages of signing in, and files that are the same for all. /metrics has a rule
of its own (this machine, or a token).
"""

OWN_SECRET = re.compile(r"/positions|/telegram.*")
"""Asks for a secret of its own."""


OF_STRANGERS = re.compile(r"/open311/v2/.*")
"""Answers strangers what a captain published, and until then only how to ask; in the shape of its standard."""

ON_DOORS = re.compile(r"/p/.*")
"""The page of a label: strangers read what everybody may, and of a code that there is not that there is none."""

SECRET_ADDRESS = re.compile(r"/(download|calendar|o)/.*")
"""The secret is the address itself."""


def routes(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Every method and path of *app*, also those of what is mounted."""
    for found in iter_route_contexts(app.routes):
        path = getattr(found, "path", None) or found.original_route.path
        methods = getattr(found, "methods", None) or getattr(found.original_route, "methods", None) or {"GET"}
        for method in sorted(methods - {"HEAD", "OPTIONS"}):
            yield method, path


def _filled(path: str) -> str:
    """A path with something in the place of each of its parameters that there is."""
    return re.sub(r"\{\w+(:\w+)?\}", "1", path)


async def test_without_credentials_no_route_tells_anything(served: Street, asking: httpx.AsyncClient) -> None:
    """Neither data nor whether there are any: 401, or the way to sign in."""
    await served.report()
    assert served.house.app is not None
    found = list(routes(served.house.app))
    assert len(found) > 15
    guarded = 0
    for method, path in found:
        answer = await asking.request(method, _filled(path), headers={"Origin": str(asking.base_url)})
        if OPEN.fullmatch(path):
            continue
        if OWN_SECRET.fullmatch(path):
            assert answer.status_code in {400, 401}, path
            continue
        if OF_STRANGERS.fullmatch(path):
            told = _filled(path).removesuffix(".1") + ".json"
            answer = await asking.request(method, told, headers={"Origin": str(asking.base_url)})
            assert answer.status_code in {400, 403, 404} or path.startswith("/open311/v2/discovery"), path
            continue
        if SECRET_ADDRESS.fullmatch(path):
            assert answer.status_code == 404, path
            continue
        if ON_DOORS.fullmatch(path):
            assert answer.status_code == 404 or answer.headers["location"] == "/p/1", path
            continue
        if path == "/sign-out":
            assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
            continue
        guarded += 1
        assert (answer.status_code, answer.json()["refused"]) == (401, "not-signed-in"), (method, path)
        page = await asking.request(method, _filled(path), headers={"Accept": "text/html"})
        goes = page.status_code == 303 and page.headers["location"] == "/sign-in"
        assert goes or page.status_code == 401, (method, path)
    assert guarded >= 10


async def test_a_session_s_cookie_of_nobody_opens_nothing(served: Street, asking: httpx.AsyncClient) -> None:
    """Invented ones, empty ones, enormous ones."""
    for value in ("x", "", "A" * 43, "A" * 4000):
        asking.cookies.clear()
        asking.cookies.set("patrol_session", value)
        assert (await asking.get("/api/districts")).status_code == 401
    for header in ("Bearer", "Bearer x", "Basic eA==", "x", "Bearer " + "x" * 4000):
        assert (await asking.get("/api/districts", headers={"Authorization": header})).status_code == 401
