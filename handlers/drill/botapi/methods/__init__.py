"""The Bot API's methods on the drill ground, and the one place through which every call of the bot goes."""

import inspect
from collections.abc import Awaitable, Callable
from typing import Any

from handlers.drill.botapi.calls import Call
from handlers.drill.botapi.methods import editing, inline, looking, sending
from handlers.drill.botapi.methods.ask import NUMBER, Ask
from handlers.drill.world.errors import ApiError

Method = Callable[[Ask], Any]

NAMED: dict[str, Method] = {
    **looking.METHODS,
    **sending.METHODS,
    **editing.METHODS,
    **inline.METHODS,
    "getUpdates": looking.get_updates,
}
_BY_LOWER = {name.lower(): (name, method) for name, method in NAMED.items()}


async def perform(ask: Ask, wanted: str) -> Any:
    """Perform the method called *wanted* and enter the call into the book; an ``ApiError`` when it is refused."""
    if wanted.lower() not in _BY_LOWER:
        raise ApiError(404, "Not Found: method not found")
    name, method = _BY_LOWER[wanted.lower()]
    try:
        faults = ask.world.faults
        chat_id, now = str(ask.values.get("chat_id", "")), ask.world.clock.now()
        failure = faults.failure_of(name) or faults.too_many_of(chat_id, now)
        if failure is not None:
            raise failure
        result = method(ask)
        if inspect.isawaitable(result):
            result = await _answer(result)
    except ApiError as refused:
        if name != "getUpdates":
            ask.world.calls.add(_entry(ask, name, None, refused))
        raise
    if name != "getUpdates":
        ask.world.calls.add(_entry(ask, name, result, None))
    return result


async def _answer(waiting: Awaitable[Any]) -> Any:
    return await waiting


def _entry(ask: Ask, name: str, result: Any, refused: ApiError | None) -> Call:
    chat = str(ask.values.get("chat_id", ""))
    if ask.noted_chat is None and NUMBER.fullmatch(chat):
        ask.noted_chat = int(chat)
    given = str(ask.values.get("message_id", ""))
    number = int(given) if NUMBER.fullmatch(given) else None
    if isinstance(result, list) and result:
        result = result[0]
    sent = result.get("message_id") if isinstance(result, dict) else None
    return Call(
        at=ask.world.clock.now(),
        method=name,
        chat_id=ask.noted_chat,
        ok=refused is None,
        error=None if refused is None else refused.description,
        code=None if refused is None else refused.code,
        message_id=sent if isinstance(sent, int) else number,
        text=str(ask.values.get("text") or ask.values.get("caption") or "") or None,
        cost=ask.cost,
        retry_after=None if refused is None else refused.parameters.get("retry_after"),
    )
