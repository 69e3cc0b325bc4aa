"""The drill ground's page: its files, its words, what it has to know once, and what its own buttons do.

All that people do in the chat goes through ``/drill`` like anybody's curl; here is what is not Telegram: the clock's
speed, the written drills, a restart of the bot, everybody on duty.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.places.labels import leading
from bot.values.geo import Point
from handlers import assets
from handlers.drill import routes, shown
from handlers.drill.life.living import Living
from handlers.drill.people import pictures
from handlers.drill.people.deeds import Fields
from handlers.drill.people.director import Director
from handlers.drill.stage import Registered, Stage
from handlers.drill.stream import Stream
from handlers.drill.world.chats import Json
from handlers.drill.world.errors import Mistake

log = logging.getLogger(__name__)

FOLDER = Path(__file__).parent / "page"
TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".svg": "image/svg+xml"}
WORDS = "ground-"
SLOWEST, FASTEST = 0.1, 60.0
OTHERWISE = "en"
"""For whoever reads none of our languages."""


def content_policy(tile_url: str = "") -> str:
    """What the page may load: only from here; pictures also from where map tiles were asked for."""
    tiles = ""
    if tile_url:
        parts = urlsplit(tile_url.replace("{s}", "*"))
        tiles = f" {parts.scheme}://{parts.netloc}"
    return (
        f"default-src 'self'; img-src 'self' data: blob:{tiles}; style-src 'self' 'unsafe-inline'; "
        "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


class Page:
    """The page of one stage."""

    def __init__(self, stage: Stage, scenarios: Path) -> None:
        self.stage = stage
        self.director = Director(stage, scenarios)
        self.living = self.director.company = Living(stage, self.director.busiest)
        self.stream = Stream(stage.world, stage.clock, self.state, self.living.cases)
        self._restarting: asyncio.Task[None] | None = None

    def routes(self) -> list[Route]:
        """Everything the page asks for, besides what anybody may ask under ``/drill``."""
        deeds: dict[str, Callable[[Fields], Awaitable[Json | None]]] = {
            "clock": self._clock,
            "play": self._play,
            "stop": self._stop,
            "restart": self._restart,
            "muster": self._muster,
            "open": self._open,
            "hold": self._hold,
            "again": self._again_guided,
            "life": self._life,
        }
        return [
            Route("/", self._index, methods=["GET"]),
            Route("/page/{name}", self._file(FOLDER), methods=["GET"]),
            Route("/shared/{name}", self._file(assets.SHARED), methods=["GET"]),
            Route("/drill/words/{language}", self._words, methods=["GET"]),
            Route("/drill/ground", self._ground, methods=["GET"]),
            Route("/drill/places", self._places, methods=["GET"]),
            Route("/drill/stream", self._stream, methods=["GET"]),
            Route("/drill/earlier", self._earlier, methods=["GET"]),
            Route("/drill/pictures/{name}", self._picture, methods=["GET"]),
            *(Route(f"/drill/{name}", self._deed(deed), methods=["POST"]) for name, deed in deeds.items()),
            *assets.routes(),
        ]

    async def rest(self) -> None:
        """Nothing of the page's doing is under way any more."""
        if self._restarting is not None:
            self._restarting.cancel()
            await asyncio.gather(self._restarting, return_exceptions=True)
        await self.living.close()
        await self.director.stop()

    def state(self) -> Json:
        """What the stream tells beside the world."""
        bot = {"is_up": self.stage.is_up, "command_centre": self.stage.command_centre}
        drill = self.director.state()
        life = self.living.state(drill["playing"], drill["review"])
        return drill | life | {"bot": bot, "ground": self.stage.id, "register": self.stage.register}

    # Looking.

    async def _index(self, _: Request) -> Response:
        return self._answer(FOLDER / "index.html")

    def _file(self, folder: Path) -> Callable[[Request], Awaitable[Response]]:
        """The answer with one file of *folder*."""

        async def answer(request: Request) -> Response:
            path = folder / request.path_params["name"]
            if path not in set(folder.iterdir()) or path.suffix not in TYPES:
                return Response("not found\n", 404)
            return self._answer(path)

        return answer

    def _answer(self, path: Path) -> Response:
        headers = {
            "Cache-Control": "no-cache",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Content-Security-Policy": content_policy(self.stage.tile_url),
        }
        return FileResponse(path, media_type=f"{TYPES[path.suffix]}; charset=utf-8", headers=headers)

    async def _words(self, request: Request) -> Response:
        language = request.path_params["language"]
        if language not in self.stage.words.languages:
            return JSONResponse({"ok": False, "error": f"There are no words in {language!r}."}, 404)
        return JSONResponse(self.stage.words.open_sentences(language, (WORDS,)))

    async def _ground(self, _: Request) -> Response:
        if not self.stage.has_stood:
            told = {"ok": False, "error": "The bot is still starting; ask again in a second."}
            return JSONResponse(told, 503, headers={"Retry-After": "1"})
        drills = {"drills": self.director.listed(), "rush": self.director.busiest}
        return JSONResponse(described(self.stage) | await self._register() | drills)

    async def _places(self, _: Request) -> Response:
        return JSONResponse(await self._register())

    async def _register(self) -> Json:
        """The places of the register as they are now, those too that were registered on this ground."""
        return {"places": [_place(one) for one in await self.stage.places()]}

    async def _stream(self, request: Request) -> Response:
        last = request.headers.get("last-event-id") or request.query_params.get("last", "")
        events = self._heard_by(request.query_params.get("window", ""), self.stream.events(last))
        return StreamingResponse(events, media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    async def _heard_by(self, window: str, events: AsyncIterator[str]) -> AsyncIterator[str]:
        """The same events; while somebody listens the ground lives."""
        with self.living.windows.listening(window):
            self.living.wake()
            async for event in events:
                yield event

    async def _earlier(self, request: Request) -> Response:
        try:
            chat, before = (int(request.query_params[name]) for name in ("chat", "before"))
        except (KeyError, ValueError):
            return JSONResponse({"ok": False, "error": "Say chat and before, both whole numbers."}, 400)
        return JSONResponse(shown.before(self.stage.world, chat, before))

    async def _picture(self, request: Request) -> Response:
        try:
            drawn = await asyncio.to_thread(pictures.drawn, request.path_params["name"])
        except Mistake as mistake:
            return JSONResponse({"ok": False, "error": str(mistake)}, 404)
        return Response(drawn, media_type="image/jpeg", headers={"Cache-Control": "max-age=3600"})

    # Doing.

    def _deed(self, deed: Callable[[Fields], Awaitable[Json | None]]) -> Callable[[Request], Awaitable[Response]]:
        return routes.do(self.stage.world, lambda world, body: deed(Fields(world, body)))

    async def _clock(self, fields: Fields) -> None:
        """``speed`` (0.1 to 60), ``stands`` (true or false), or both."""
        speed = fields.maybe_number("speed")
        if speed is not None:
            self.stage.clock.run_at(_speed(speed))
        if "stands" in fields.body:
            self.stage.clock.stand(fields.flag("stands"))
        self.stage.world.changes.touch()

    async def _play(self, fields: Fields) -> None:
        """``name`` of a drill, ``speed``, ``spared`` (user ids that are played by hand)."""
        self.director.play(fields.words("name"), _speed(fields.number("speed")), fields.wholes("spared"))

    async def _stop(self, _: Fields) -> None:
        await self.director.stop()

    async def _restart(self, _: Fields) -> None:
        """Answered at once: the stream tells how it goes."""
        if self._restarting is not None and not self._restarting.done():
            raise Mistake("The bot is being restarted already; wait a moment.")
        self._restarting = asyncio.create_task(self._again())

    async def _again(self) -> None:
        try:
            await self.stage.restart()
        except Exception:  # the page stands and shows that the bot is away; it can be tried again
            log.exception("the bot did not start again")

    async def _muster(self, _: Fields) -> None:
        await self.stage.muster()

    async def _open(self, fields: Fields) -> Json:
        """``language`` of the reader; with ``district`` what stands is thrown away, else the first page chooses."""
        language, stage = fields.words("language"), self.stage
        name = fields.maybe_words("district")
        if name is None:
            if not stage.is_chosen:
                stage.is_chosen = True
                language = language if language in stage.words.languages else OTHERWISE
                await self._become(_fitting(stage, language), language)
            return {"ground": stage.id}
        if name not in {one.name for one in stage.samples}:
            raise Mistake(f"There is no district {name!r}; choose one of {_listed(stage)}.")
        if language not in stage.words.languages:
            raise Mistake(f"The bot does not speak {language!r}; choose {' or '.join(stage.words.languages)}.")
        stage.is_chosen = True
        await stage.become(name, language)
        return {"ground": stage.id}

    async def _become(self, name: str, language: str) -> None:
        """What stands already is not built anew."""
        if (name, language) != (self.stage.sample, self.stage.language):
            await self.stage.become(name, language)

    async def _hold(self, fields: Fields) -> None:
        """``window`` holds the phone of ``who``, whom nobody plays but it."""
        self.living.windows.hold(fields.words("window"), fields.whole("who"))

    async def _again_guided(self, _: Fields) -> None:
        await self.living.begin_again()

    async def _life(self, fields: Fields) -> None:
        """``crews`` play along, ``others`` report: true or false, or both."""
        said = {name: fields.flag(name) for name in ("crews", "others") if name in fields.body}
        self.living.switch(said.get("crews"), said.get("others"))


def _fitting(stage: Stage, language: str) -> str:
    return next((one.name for one in stage.samples if one.language == language), stage.samples[0].name)


def _listed(stage: Stage) -> str:
    return ", ".join(one.name for one in stage.samples) or "none"


def _speed(speed: float) -> float:
    if not SLOWEST <= speed <= FASTEST:
        raise Mistake(f'"speed" must be {SLOWEST:g} to {FASTEST:g}, not {speed:g}.')
    return speed


def described(stage: Stage) -> Json:
    """What does not change: the district, its people and teams, commands and pictures."""
    file, world = stage.file, stage.world
    team_of = {member: team.key for team in file.teams for member in team.members}
    listed = {row.user_id: "officer" for row in file.officers} | {row.user_id: str(row.role) for row in file.people}
    people = [
        {"id": one.id, "name": one.first_name, "role": listed.get(one.id, "stranger"), "team": team_of.get(one.id)}
        for one in shown.played(world)
    ]
    return {
        "id": stage.id,
        "is_chosen": stage.is_chosen,
        "fixed_language": stage.fixed_language,
        "sample": stage.sample,
        "samples": [{"name": one.name, "language": one.language} for one in stage.samples],
        "chat": file.chat_id,
        "title": file.name,
        "language": stage.language,
        "languages": {one: stage.words.say(one, "ground-language-name") for one in stage.words.languages},
        "timezone": file.timezone,
        "bot": {"id": world.bot.id, "name": world.bot.first_name, "username": world.bot.username},
        "people": people,
        "teams": [{"key": t.key, "name": t.name, "members": t.members, "base": _pair(t.base)} for t in file.teams],
        "centre": _pair(file.centre),
        "area": file.area,
        "commands": stage.commands(),
        "pictures": list(pictures.NAMES),
        "report_words": stage.item_names("shared_bike_parking"),
        "close_s": file.close_s,
        "tile_url": stage.tile_url,
    }


def _place(one: Registered) -> dict[str, Any]:
    """A place of the register; *start* is what its label names in the chat with the bot, *page* where its page is."""
    start, page = leading.payload(one.code), leading.path(one.code)
    return {"name": one.name, "kind": one.kind, "at": _pair(one.point), "start": start, "page": page}


def _pair(point: Point | None) -> list[float] | None:
    return None if point is None else [point.lat, point.lon]
