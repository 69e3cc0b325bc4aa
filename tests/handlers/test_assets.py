"""The scripts of others that pages need: found in their package, served under lasting addresses, and nothing else."""

import httpx
import pytest
from starlette.applications import Starlette

from handlers import assets


@pytest.fixture
def web() -> httpx.AsyncClient:
    """A page that asks for scripts."""
    door = httpx.ASGITransport(app=Starlette(routes=assets.routes()))
    return httpx.AsyncClient(transport=door, base_url="http://pages", follow_redirects=True)


@pytest.mark.parametrize(
    ("name", "part", "kind"),
    [
        ("vue.js", "as createApp", "text/javascript"),
        ("leaflet.js", "as leaflet}", "text/javascript"),
        ("leaflet.css", ".leaflet-container", "text/css"),
        ("echarts.js", "as echarts", "text/javascript"),
    ],
)
async def test_every_script_is_served_as_what_it_is(web: httpx.AsyncClient, name: str, part: str, kind: str) -> None:
    """Under a short name that leads to an address with the version, to be kept for ever."""
    answer = await web.get(f"/assets/{name}")
    assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (200, kind)
    assert part in answer.text
    assert answer.url.path == f"/assets/{assets.version()}/{name}"
    assert "immutable" in answer.headers["cache-control"]


async def test_what_a_script_asks_for_beside_itself_is_there(web: httpx.AsyncClient) -> None:
    """ECharts consists of two files; Leaflet's style shows pictures."""
    inner = (await web.get("/assets/echarts.js")).text.split('from"./')[1].split('"')[0]
    assert (await web.get(f"/assets/{assets.version()}/{inner}")).status_code == 200
    assert (await web.get(f"/assets/{assets.version()}/images/layers.png")).headers["content-type"] == "image/png"


@pytest.mark.parametrize(
    "path", ["nicegui.py", "0.1/vue.js", "{version}/../nicegui.py", "{version}/%2e%2e/nicegui.py", "static/nicegui.js"]
)
async def test_nothing_else_of_the_package_is_served(web: httpx.AsyncClient, path: str) -> None:
    """Nor another version under this one's address."""
    assert (await web.get("/assets/" + path.format(version=assets.version()))).status_code == 404
