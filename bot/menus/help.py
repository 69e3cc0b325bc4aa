"""``/help``: what somebody may use, under a heading for each thing that they may want to do."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from bot.menus import menus
from bot.outbox.letters import Button
from bot.words import Words
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.work import Work

MOST_LINES = 20
"""More than so many lines are no help on a phone: then the headings are buttons."""

A_ROW = 3
"""Headings beside each other."""

BLANK = re.compile(r"[A-Z]{2,}")
"""What somebody writes in their own words, as the usage of a command names it."""

Offers = Sequence[dict[str, str]]


@action(Right.ANYBODY, "helping.help_for")
async def help_for(work: Work, *, commands: Offers, topic: str = "", where: str = "") -> Answer:
    """Each sees only what they may use in this kind of chat (*where*: the one in which they asked), most used first.

    A long list is an overview with its headings as buttons; each opens its *topic* in the same message. To who has no
    private chat it is the overview alone, with the way to that chat: the whole list would fill the group.
    """
    where = where or ("private" if work.who.in_private else "group")
    seen = menus.seen_by(work.who) if where == "group" else await menus.audiences(work)
    mine = menus.fitting(commands, seen, where)
    topics = list(dict.fromkeys(one["topic"] for one in mine))
    lines = [line for one in topics for line in _of_topic(mine, one)]
    member = work.who.member
    may_turn = work.who.in_private or bool(member and member.private_open)
    if len(lines) <= MOST_LINES:
        return answer("help", lines=[*lines, {"word": "help-pin"}] if work.who.may_act else lines)
    if not may_turn:
        short = [_in_short(mine, one) for one in topics]
        return answer("help-in-group", ((Button("button-open-private", url=work.link()),),), lines=short)
    rows = _headings(work, topics, where)
    if topic in topics:
        back = (_button(work, "button-help-all", "", where),)
        return answer("help-about", (*rows, back), lines=_of_topic(mine, topic), turns=True)
    pin = {"word": "help-pin"} if work.who.may_act else ""
    return answer("help-overview", rows, lines=[_in_short(mine, one) for one in topics], pin=pin, turns=True)


def _heading(topic: str) -> dict[str, str]:
    return {"word": f"topic-{topic}"}


def _of_topic(mine: Iterable[dict[str, str]], topic: str) -> list[dict[str, Any]]:
    """A heading, and a line for each of its commands."""
    lines = [
        {
            "word": "help-line",
            "name": one["name"],
            "usage": usage_word(one["usage"]),
            "what": {"word": f"help-{one['name']}"},
        }
        for one in mine
        if one["topic"] == topic
    ]
    return [{"word": "help-heading", "topic": _heading(topic)}, *lines]


@cache
def usage_word(usage: str) -> dict[str, str]:
    """What follows a command's name as a fact of the words: its blanks (``REASON``) in each language."""
    words = Words()
    return {
        f"name_{language}": BLANK.sub(lambda blank: words.say(language, f"blank-{blank[0].lower()}"), usage)  # noqa: B023
        for language in words.languages
    }


def _in_short(mine: Iterable[dict[str, str]], topic: str) -> dict[str, Any]:
    names = " ".join(f"/{one['name']}" for one in mine if one["topic"] == topic)
    return {"word": "help-short", "topic": _heading(topic), "names": names}


def _headings(work: Work, topics: Sequence[str], where: str) -> tuple[tuple[Button, ...], ...]:
    each = [_button(work, f"topic-{topic}", topic, where) for topic in topics]
    return tuple(tuple(each[i : i + A_ROW]) for i in range(0, len(each), A_ROW))


def _button(work: Work, key: str, topic: str, where: str) -> Button:
    district_id = work.district_or_none.id if work.district_or_none else 0
    return Button(key, f"help:{district_id}.0:{where}:{topic}")
