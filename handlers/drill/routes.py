"""The drill ground by hand, over HTTP under ``/drill``: everything that ``Player`` can do, for a person with curl.

``GET /drill`` lists the routes. Bodies are JSON objects; bad input gets 400 with a sentence.
"""

import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.people import deeds, seen
from handlers.drill.world import chats
from handlers.drill.world.chats import Json, Query
from handlers.drill.world.errors import Mistake, sound
from handlers.process.clock import HandClock

Look = Callable[[DrillTelegram, Request], Any]
Told = Callable[[DrillTelegram, Json], Any]


def routes(world: DrillTelegram) -> list[Route]:
    """All routes under ``/drill`` for this world."""
    listed = [Route("/drill", _look(world, _list_routes), methods=["GET"])]
    looks = [Route(f"/drill/{path}", _look(world, look), methods=["GET"]) for path, (look, _) in LOOKS.items()]
    told = [Route(f"/drill/{name}", do(world, deed.do), methods=["POST"]) for name, deed in deeds.DEEDS.items()]
    turn = Route("/drill/clock/turn", do(world, _turn), methods=["POST"])
    return [*listed, *looks, *told, turn, Route("/drill/files/{file_id}", _file_route(world), methods=["GET"])]


def _look(world: DrillTelegram, look: Look) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        try:
            return JSONResponse(look(world, request))
        except Mistake as mistake:
            return _refusal(str(mistake))

    return answer


def do(world: DrillTelegram, told: Told) -> Callable[[Request], Awaitable[Response]]:
    """The answer to a POST whose JSON body says what is to be done."""

    async def answer(request: Request) -> Response:
        try:
            result = told(world, await _body(request))
            if isinstance(result, Awaitable):
                result = await result
            return JSONResponse({"ok": True} if result is None else result)
        except Mistake as mistake:
            return _refusal(str(mistake))

    return answer


async def _body(request: Request) -> Json:
    try:
        body = json.loads(await request.body() or b"{}")
    except ValueError:
        raise Mistake('The body is not JSON; send an object like {"from": 1001, "text": "hello"}.') from None
    if not sound(body):
        raise Mistake("The body holds half a character or an infinite number; send whole UTF-8 and finite numbers.")
    if not isinstance(body, dict):
        raise Mistake('The body is not a JSON object; send one like {"from": 1001, "text": "hello"}.')
    return body


def _refusal(sentence: str) -> JSONResponse:
    return JSONResponse({"ok": False, "error": sentence}, status_code=400)


def _number(request: Request, name: str, default: int | None = None) -> int:
    value = request.query_params.get(name)
    if value is None and default is not None:
        return default
    try:
        return int(value or "")
    except ValueError:
        raise Mistake(f"{name} must be a whole number, as in ?{name}=1001.") from None


def _list_routes(_: DrillTelegram, __: Request) -> Json:
    return {
        "look": {f"GET /drill/{path}": words for path, (_look_at, words) in LOOKS.items()}
        | {"GET /drill/files/<file_id>": "the bytes of a photo, document, voice or video"},
        "do": {f"POST /drill/{name}": deed.words for name, deed in deeds.DEEDS.items()}
        | {"POST /drill/clock/turn": "seconds (only when the clock is turned by hand)"},
    }


def _messages(world: DrillTelegram, request: Request) -> list[Json]:
    chat = _number(request, "chat")
    world.chat(chat)
    shown = seen.look(world, chat, _number(request, "after", 0), _number(request, "changed_after", 0))
    return [one.as_json() for one in shown]


def _people(world: DrillTelegram, _: Request) -> list[Json]:
    return [asdict(one) for one in world.people.values()]


def _chats(world: DrillTelegram, _: Request) -> list[Json]:
    return [
        chats.chat_json(one)
        | {"members": {str(number): str(member.status) for number, member in one.members.items()}}
        | {"migrated_to": one.migrated_to, "pins": one.pins}
        for one in world.chats.values()
    ]


def _callback(world: DrillTelegram, request: Request) -> Json:
    query = world.queries.get(request.path_params["query_id"])
    if query is None:
        raise Mistake("There is no pressed button with that id; use the id that /drill/press returned.")
    return query_json(query)


def _inline(world: DrillTelegram, request: Request) -> Json:
    query = world.inline_queries.get(request.path_params["query_id"])
    if query is None:
        raise Mistake("Nothing was typed with that id; use the id that /drill/type returned.")
    return {
        "id": query.id,
        "from": query.person.id,
        "text": query.text,
        "answered": query.answered,
        "results": query.results,
        "cache_time": query.cache_s,
        "is_personal": query.personal,
    }


def query_json(query: Query) -> Json:
    """A pressed button and the bot's answer to it."""
    return {
        "id": query.id,
        "from": query.person.id,
        "chat": query.message.chat_id,
        "message": query.message.message_id,
        "data": query.data,
        "answered": query.answered,
        "text": query.text,
        "alert": query.alert,
        "url": query.url,
    }


def _calls(world: DrillTelegram, request: Request) -> Json:
    chat = _number(request, "chat", 0) or None
    since, until = _instant(request, "since"), _instant(request, "until")
    found = world.calls.of(chat, request.query_params.get("method"), since, until)
    shown = [asdict(call) | {"at": call.at.isoformat()} for call in found]
    return {"count": len(shown), "cost": sum(call.cost for call in found), "polls": world.calls.polls, "calls": shown}


def _instant(request: Request, name: str) -> datetime | None:
    value = request.query_params.get(name)
    if value is None:
        return None
    try:
        found = datetime.fromisoformat(value.replace(" ", "+"))
    except ValueError:
        raise Mistake(f"{name} must be an instant like 2026-05-01T08:00:00+00:00.") from None
    if found.tzinfo is None:
        raise Mistake(f"{name} must say its offset, like 2026-05-01T08:00:00+00:00.")
    return found


def _updates(world: DrillTelegram, _: Request) -> list[Json]:
    return world.updates.pending


def _clock(world: DrillTelegram, _: Request) -> Json:
    return {"now": world.clock.now().isoformat(), "by_hand": isinstance(world.clock, HandClock)}


def _commands(world: DrillTelegram, _: Request) -> list[Json]:
    return [
        {"scope": json.loads(scope), "language_code": language, "commands": commands}
        for (scope, language), commands in world.commands.items()
    ]


LOOKS: dict[str, tuple[Look, str]] = {
    "messages": (_messages, "?chat=&after=&changed_after= a chat's messages as a person sees them"),
    "people": (_people, "everybody"),
    "chats": (_chats, "every chat with its members"),
    "callbacks/{query_id}": (_callback, "a pressed button and the bot's answer"),
    "inline/{query_id}": (_inline, "what was typed in a chat box, and what the bot offers"),
    "calls": (_calls, "?chat=&method=&since=&until= what the bot called and what it cost"),
    "updates": (_updates, "the updates that the bot has not confirmed"),
    "commands": (_commands, "the command menus that the bot set"),
    "clock": (_clock, "what time it is here"),
}


async def _turn(world: DrillTelegram, body: Json) -> Json:
    if not isinstance(world.clock, HandClock):
        raise Mistake("This clock runs by itself; only a clock that is turned by hand can be turned.")
    seconds = body.get("seconds")
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 < seconds <= 400 * 86400:
        raise Mistake('Say how far to turn the clock, in seconds above zero: {"seconds": 60}.')
    await world.clock.turn(seconds)
    return {"now": world.clock.now().isoformat()}


def _file_route(world: DrillTelegram) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        stored = world.files.by_id.get(request.path_params["file_id"])
        if stored is None:
            return _refusal("There is no such file; use a file id from /drill/messages.")
        return Response(stored.data, media_type=stored.mime)

    return answer
