"""The API under ``/api``: its routes, its description as OpenAPI, and a page that shows it without internet."""

from collections.abc import Callable
from functools import cache, partial
from importlib import resources
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.staticfiles import StaticFiles

from bot.evidence.pieces import Pictures
from handlers.web import (
    calls,
    case_doors,
    districts,
    figures,
    incidents,
    officers,
    pictures,
    place_examples,
    place_labels,
    place_pages,
    place_photos,
    places,
    reporting,
    teams,
    unfit,
    visitors,
    wall,
)
from handlers.web.answers import TURNED_AWAY
from handlers.web.surroundings import Surroundings
from handlers.web.visitors import Reception, Visitor

VERSION = "1"
PREFIX = "/api"
ABOUT = """Districts, cases, teams, positions and figures of the street patrol, and the moves of a case.

Programs show `Authorization: Bearer PATROL_API_TOKEN`, other systems that report the key of their district; people use
the session of their browser. Ids are our own, times are ISO 8601 in UTC, distances are metres, places are latitude and
longitude in degrees (WGS-84). Codes are stable; names of items come in Chinese and English. What cannot be done is
answered with a code and a sentence.
"""
VIEWER = "/page/swagger"


def router(
    reception: Reception, photos: Callable[[], Pictures | None], of_places: Callable[[], place_photos.Shelf | None]
) -> APIRouter:
    """Every route of the API, below PREFIX. None answers anybody who is not signed in and shows no token."""
    routes = APIRouter(responses=TURNED_AWAY, dependencies=[Depends(visitors.visitor)])
    around = Surroundings(reception.board)
    parts = (
        districts.router(),
        teams.router(around),
        incidents.router(reception),
        case_doors.router(reception),
        reporting.router(reception),
        places.router(reception),
        calls.router(reception),
        figures.router(around),
        pictures.router(reception, photos),
        place_photos.router(reception, of_places),
        wall.router(reception),
        place_labels.router(reception),
        place_pages.router(reception),
        officers.router(reception),
    )
    for part in parts:
        routes.include_router(part)
    return routes


def description(routes: APIRouter) -> dict[str, Any]:
    """The API as OpenAPI."""
    whole = APIRouter()
    whole.include_router(routes, prefix=PREFIX)
    told = get_openapi(title="Patrolbot", version=VERSION, description=ABOUT, routes=whole.routes)
    told.setdefault("components", {})["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "PATROL_API_TOKEN, or the key of one district"},
        "session": {"type": "apiKey", "in": "cookie", "name": visitors.COOKIE},
    }
    for name, examples in place_examples.OF.items():
        told["components"]["schemas"][name]["examples"] = examples
    told["security"] = [{"token": []}, {"session": []}]
    for path in told["paths"].values():
        for operation in path.values():
            _refuse_in_json(operation["responses"])
    return told


def _refuse_in_json(responses: dict[str, Any]) -> None:
    """Refusals are plain JSON, also of routes that else answer in another way; the library thinks otherwise."""
    for status, response in responses.items():
        shapes = list(response.get("content", {}).values())
        if shapes and not status.startswith("2"):
            response["content"] = {"application/json": shapes[0]}


def described(app: FastAPI, routes: APIRouter) -> None:
    """Hang the routes on *app*, with their description, made when first asked for, and the page that shows it."""
    unfit.hear_of(app)
    app.include_router(routes, prefix=PREFIX)  # with its prefix here the library looks into none until it is asked for
    told = cache(partial(description, routes))
    shown = APIRouter(prefix=PREFIX, include_in_schema=False)
    asks = Annotated[Visitor, Depends(visitors.visitor)]

    @shown.get("/openapi.json")
    async def openapi(_visitor: asks) -> JSONResponse:
        """The description itself."""
        return JSONResponse(told())

    @shown.get("/docs", response_class=HTMLResponse)
    async def docs(_visitor: asks) -> HTMLResponse:
        """The page that shows it."""
        return HTMLResponse(_PAGE)

    app.include_router(shown)
    files = resources.files("fastapi_offline") / "static"
    app.mount(VIEWER, StaticFiles(directory=str(files)), name="swagger")


_PAGE = f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Patrolbot API</title>
<link rel="icon" href="/page/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="{VIEWER}/swagger-ui.css">
<link rel="stylesheet" href="/page/api-docs.css">
</head>
<body>
<div id="api"></div>
<script src="{VIEWER}/swagger-ui-bundle.js"></script>
<script src="/page/api-docs.js"></script>
</body>
</html>
"""
