"""Scripts and styles of others that our pages need, served from the folders of the packages that bring them.

``/assets/leaflet.js`` leads to ``/assets/<version>/leaflet.js``, which a browser may keep for ever: another version has
another address. Only what FILES names is served; ``tests/handlers/test_assets.py`` holds the digest of each, so that no
update changes them unseen. Leaflet is a module; Vue's script makes a global, which ``handlers/page/vue.js`` exports.
"""

import importlib.metadata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route


class Origin(NamedTuple):
    """Where a file comes from: the *package* as it is installed, and the *place* within it."""

    package: str
    place: str


def _leaflet(name: str) -> Origin:
    return Origin("django-js-lib-leaflet", f"js_lib_leaflet/static/js_lib_leaflet/{name}")


FILES: Mapping[str, Origin] = MappingProxyType(
    {
        "vue.global.js": Origin("trame-client", "trame_client/module/vue3-www/vue.global.js"),
        "leaflet.js": _leaflet("leaflet-src.esm.js"),
        "leaflet.css": _leaflet("leaflet.css"),
        # What the style asks for beside itself.
        **{name: _leaflet(name) for name in ("images/layers.png", "images/layers-2x.png", "images/marker-icon.png")},
    }
)
"""What a page names, and where it lies."""

SHARED = Path(__file__).parent / "page"
"""What is our own and both pages need: each serves it under ``/shared/``."""

TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".png": "image/png"}
FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}


def routes() -> list[Route]:
    """The routes under ``/assets/``, for any Starlette or FastAPI application."""
    return [
        Route("/assets/{name}", _newest, methods=["GET"]),
        Route("/assets/{version}/{name:path}", _file, methods=["GET"]),
    ]


@cache
def version(name: str) -> str:
    """The version of the package that brings a file, which is part of its lasting address."""
    return importlib.metadata.version(FILES[name].package)


@cache
def place(name: str) -> Path:
    """Where a file lies on this machine; its package is found without being imported, which would be slow."""
    package, within = FILES[name]
    found = Path(str(importlib.metadata.distribution(package).locate_file(within)))
    if not found.is_file():
        raise FileNotFoundError(f"the package {package} has no {within}; the pages need it")
    return found


async def _newest(request: Request) -> Response:
    """Where the present version of a file lies; relative, so that it holds behind any proxy."""
    name = request.path_params["name"]
    if name not in FILES:
        return PlainTextResponse("not found\n", 404)
    return RedirectResponse(f"{version(name)}/{name}", 307, headers={"Cache-Control": "no-cache"})


async def _file(request: Request) -> Response:
    """One file of this version."""
    name = request.path_params["name"]
    if name not in FILES or request.path_params["version"] != version(name):
        return PlainTextResponse("not found\n", 404)
    return FileResponse(place(name), media_type=TYPES[place(name).suffix], headers=FOR_EVER)
