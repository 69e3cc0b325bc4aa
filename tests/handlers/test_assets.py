"""The scripts of others that pages need: found in their package, served under lasting addresses, and nothing else."""

import hashlib
import re

import httpx
import pytest
from starlette.applications import Starlette

from handlers import assets

DIGESTS = {
    "vue.global.js": "c459ba7cc8db65c982589fa5d64c7ff478877e8e5b0fd75683207cec6a4e89e8",
    "leaflet.js": "39ee93464f11fe3847137e50c0dc8189f706c460e36989ea7871bf7d540f3306",
    "leaflet.css": "a7837102824184820dfa198d1ebcd109ff6d0ff9a2672a074b9a1b4d147d04c6",
    "images/layers.png": "1dbbe9d028e292f36fcba8f8b3a28d5e8932754fc2215b9ac69e4cdecf5107c6",
    "images/layers-2x.png": "066daca850d8ffbef007af00b06eac0015728dee279c51f3cb6c716df7c42edf",
    "images/marker-icon.png": "574c3a5cca85f4114085b6841596d62f00d7c892c7b03f28cbfa301deb1dc437",
}
"""SHA-256 of each file as somebody looked at it: whoever lets in another version looks at that, and changes this."""


@pytest.fixture
def web() -> httpx.AsyncClient:
    """A page that asks for scripts."""
    door = httpx.ASGITransport(app=Starlette(routes=assets.routes()))
    return httpx.AsyncClient(transport=door, base_url="http://pages", follow_redirects=True)


async def test_what_is_served_is_what_was_looked_at(web: httpx.AsyncClient) -> None:
    """No update of a package puts another script into our pages unseen."""
    served = {name: await web.get(f"/assets/{assets.version(name)}/{name}") for name in assets.FILES}
    assert {name: answer.status_code for name, answer in served.items()} == dict.fromkeys(DIGESTS, 200)
    assert {name: hashlib.sha256(answer.content).hexdigest() for name, answer in served.items()} == DIGESTS


@pytest.mark.parametrize(
    ("name", "part", "kind"),
    [
        ("vue.global.js", "var Vue=", "text/javascript"),
        ("leaflet.js", "createMap as map", "text/javascript"),
        ("leaflet.css", ".leaflet-container", "text/css"),
    ],
)
async def test_every_script_is_served_as_what_it_is(web: httpx.AsyncClient, name: str, part: str, kind: str) -> None:
    """Under a short name that leads to an address with the version, to be kept for ever."""
    answer = await web.get(f"/assets/{name}")
    assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (200, kind)
    assert part in answer.text
    assert answer.url.path == f"/assets/{assets.version(name)}/{name}"
    assert "immutable" in answer.headers["cache-control"]


async def test_what_a_style_asks_for_beside_itself_is_there(web: httpx.AsyncClient) -> None:
    """Leaflet's style shows pictures."""
    style = await web.get("/assets/leaflet.css")
    wanted = re.findall(r"url\((images/[^)]+)\)", style.text)
    assert wanted
    for name in wanted:
        answer = await web.get(str(style.url.join(name)))
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")


@pytest.mark.parametrize(
    "path",
    [
        "apps.py",
        "0.1/leaflet.js",
        "{version}/apps.py",
        "{version}/../apps.py",
        "{version}/%2e%2e/apps.py",
        "{version}/leaflet-src.js",
    ],
)
async def test_nothing_else_of_a_package_is_served(web: httpx.AsyncClient, path: str) -> None:
    """Nor another version under this one's address."""
    assert (await web.get("/assets/" + path.format(version=assets.version("leaflet.js")))).status_code == 404


def test_a_package_without_the_file_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has another version learns which package lacks what."""
    elsewhere = assets.Origin("trame-client", "trame_client/nowhere.js")
    monkeypatch.setattr(assets, "FILES", {"elsewhere.js": elsewhere})
    with pytest.raises(FileNotFoundError, match=r"trame-client has no trame_client/nowhere\.js"):
        assets.place("elsewhere.js")
