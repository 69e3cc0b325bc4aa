"""How receivers are shown to captains: a list with their state, and a page of each with what can be done."""

from typing import Any

from bot.outbox.letters import Button, Rows
from bot.values import formats, texts
from bot.webhooks.hooks import MOST_RECEIVERS, WEBHOOKS, Pause, Receiver
from bot.work import lately
from bot.work.answer import Answer, answer, clock
from bot.work.history import Record
from bot.work.work import Work

_WORDS = frozenset({"timeout", "refused", "tls", "private", "unknown", "broken", "key"})
"""Codes of a try that got no answer."""


async def listed(work: Work) -> Answer:
    """All receivers of the district; the page of the only one at once."""
    found = await work.tx[WEBHOOKS].of(work.district.id)
    if not found:
        return answer("webhooks-none", turns=True, lines=await _lately(work))
    if len(found) == 1:
        return await page(work, found[0], alone=True)
    lines = [{"word": "webhooks-line", "n": n, **await _facts(work, one)} for n, one in enumerate(found, 1)]
    lines += await _lately(work)
    rows = tuple((button(work, one, "show", n=n, host=one.host),) for n, one in enumerate(found, 1))
    return answer("webhooks", rows, turns=True, lines=lines, most=MOST_RECEIVERS)


async def page(work: Work, receiver: Receiver, *, alone: bool = False) -> Answer:
    """One receiver, with its buttons."""
    facts = await _facts(work, receiver)
    lines = await _lately(work)
    if alone:
        lines.append({"word": "webhook-one-more"})
    return answer("webhook", _buttons(work, receiver, facts["dead"], alone=alone), turns=True, lines=lines, **facts)


async def _lately(work: Work) -> list[dict[str, Any]]:
    """Who changed what last, the newest first."""
    return await lately.lines(work, "webhook", _what)


def _what(record: Record) -> dict[str, Any]:
    return {"word": f"webhook-line-{record.facts.get('what')}", "host": record.facts.get("words", texts.NAMELESS)}


def sure(work: Work, receiver: Receiver, waiting: int) -> Answer:
    """Whether it is really to go."""
    rows = ((button(work, receiver, "removed"), button(work, receiver, "show", key="button-webhook-keep")),)
    return answer("webhook-sure", rows, turns=True, lines=[], host=receiver.host, waiting=waiting)


def answer_word(code: str) -> dict[str, Any]:
    """What it answered last, as a fact of the words."""
    if not code:
        return {"word": "webhook-answer-none"}
    if code in _WORDS:
        return {"word": f"webhook-answer-{code}"}
    return {"word": "webhook-answer-redirect" if code.startswith("3") else "webhook-answer-status", "code": code}


async def _facts(work: Work, receiver: Receiver) -> dict[str, Any]:
    stock = await work.tx[WEBHOOKS].stock(receiver.id)
    return {
        "host": receiver.host,
        "state": _state(work, receiver),
        "waiting": stock.waiting,
        "dead": stock.dead,
        "delivered": receiver.delivered,
        "answer": answer_word(receiver.answer),
        "at": clock(work, receiver.answered_at) if receiver.answered_at else "",
    }


def _state(work: Work, receiver: Receiver) -> dict[str, Any]:
    if receiver.paused is not Pause.NOT:
        return {"word": f"webhook-is-paused-{receiver.paused}"}
    if not receiver.salt:
        return {"word": "webhook-is-new"}
    if receiver.failing_since is None:
        return {"word": "webhook-is-well"}
    since = formats.duration_word((work.now - receiver.failing_since).total_seconds())
    return {"word": "webhook-is-failing", "since": since}


def _buttons(work: Work, receiver: Receiver, dead: int, *, alone: bool) -> Rows:
    turn = "pause" if receiver.paused is Pause.NOT else "resume"
    rows: list[tuple[Button, ...]] = [(button(work, receiver, "try"), button(work, receiver, turn))]
    if dead:
        rows.append((button(work, receiver, "again", dead=dead),))
    rows.append((button(work, receiver, "renew"), button(work, receiver, "remove")))
    if not alone:
        rows.append((button(work, receiver, "list"),))
    return tuple(rows)


def button(work: Work, receiver: Receiver, move: str, key: str = "", **facts: Any) -> Button:
    """What can be done with a receiver, as one tap."""
    return Button(key or f"button-webhook-{move}", f"webhook:{work.district.id}.{receiver.id}:{move}", facts)


def opens(work: Work, receiver: Receiver) -> Rows:
    """Under a message about a receiver: its page."""
    return ((button(work, receiver, "show", key="button-webhook-open"),),)
