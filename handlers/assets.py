"""Scripts and styles of others that our pages need, served from the folder of the package that brings them.

``/assets/vue.js`` leads to ``/assets/<version>/vue.js``, which a browser may keep for ever: another version has another
address. Only what FILES names is served. Vue has no template compiler in use (render functions need no eval), Leaflet
is exported as ``leaflet``, ECharts as ``echarts``.
"""

import importlib.metadata
import importlib.util
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

PACKAGE = "nicegui"
FILES = {
    "vue.js": "static/vue.esm-browser.prod.js",
    "leaflet.js": "elements/leaflet/dist/index.js",
    "leaflet.css": "elements/leaflet/dist/leaflet/leaflet.css",
    "echarts.js": "elements/echart/dist/index.js",
}
"""What a page names, and where it lies in the package."""

BESIDE = {"images/*.png": "elements/leaflet/dist/leaflet", "index-*.js": "elements/echart/dist"}
"""What those files ask for beside themselves, and under which folder of the package it lies."""

TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".png": "image/png"}
FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}


def routes() -> list[Route]:
    """The routes under ``/assets/``, for any Starlette or FastAPI application."""
    return [
        Route("/assets/{name}", _newest, methods=["GET"]),
        Route("/assets/{version}/{name:path}", _file, methods=["GET"]),
    ]


@cache
def version() -> str:
    """The version of the package, which is part of every lasting address."""
    return importlib.metadata.version(PACKAGE)


@cache
def _allowed() -> dict[str, Path]:
    """Every name that is served, and its file; the package is found without being imported, which would be slow."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"the package {PACKAGE} is not installed; it brings the pages' scripts")
    root = Path(spec.origin).parent
    found = {name: root / place for name, place in FILES.items()}
    for pattern, place in BESIDE.items():
        found |= {path.relative_to(root / place).as_posix(): path for path in (root / place).glob(pattern)}
    return found


async def _newest(request: Request) -> Response:
    """Where the present version of a file lies; relative, so that it holds behind any proxy."""
    name = request.path_params["name"]
    if name not in _allowed():
        return PlainTextResponse("not found\n", 404)
    return RedirectResponse(f"{version()}/{name}", 307, headers={"Cache-Control": "no-cache"})


async def _file(request: Request) -> Response:
    """One file of this version."""
    path = _allowed().get(request.path_params["name"])
    if path is None or request.path_params["version"] != version():
        return PlainTextResponse("not found\n", 404)
    return FileResponse(path, media_type=TYPES[path.suffix], headers=FOR_EVER)
