"""What each person is offered to use: Telegram's menus, the same as /help, told no oftener than needed."""

import json
import re
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.health.figures import NUMBERS
from bot.imports import bringing_in, district_file
from bot.menus import help as menus_help
from bot.menus import menus
from bot.outbox.letters import Priority
from bot.words import Words
from handlers.telegram.commands import Register, Where
from handlers.telegram.features import FEATURES
from handlers.telegram.writing.notes import MOST_TEXT
from storage.library import sqlite3
from tests.stories.conftest import DISTRICT, GROUP, Street, a_street

REGISTER = Register(FEATURES)


@pytest.fixture(params=["zh", "en"])
async def street(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Street]:
    """A street whose bot starts for the first time: Telegram knows no menus yet."""
    async with a_street(tmp_path, request.param, menus_told=False) as made:
        yield made


def _menu(street: Street, *, language: str = "", **scope: Any) -> dict[str, str] | None:
    found = street.world.commands.get((json.dumps(scope, sort_keys=True), language))
    return None if found is None else {one["command"]: one["description"] for one in found}


def _private(street: Street, user_id: int) -> dict[str, str] | None:
    return _menu(street, type="chat", chat_id=user_id)


def _in_group(street: Street, user_id: int) -> dict[str, str] | None:
    return _menu(street, type="chat_member", chat_id=GROUP, user_id=user_id)


def _calls(street: Street) -> list[str]:
    return [c.method for c in street.world.calls.of() if c.method.endswith("MyCommands")]


async def test_each_role_is_offered_what_it_may_use(street: Street) -> None:
    """Strangers, members, captains and viewers; in private and in the group; nothing that makes no sense there."""
    await street.turn(30)
    everybody = _menu(street, type="default")
    assert everybody is not None
    assert set(everybody) == {name for name, c in REGISTER.commands.items() if c.audience == "everybody"}
    assert (_menu(street, type="default", language="en") or {})["help"] == street.house.words.say("en", "help-help")
    assert (_menu(street, type="default", language="zh") or {})["help"] == street.house.words.say("zh", "help-help")
    group = _menu(street, type="chat", chat_id=GROUP)
    assert group is not None
    assert group["duty"] == street.said("help-duty")
    assert not {"assign", "enrol", "start", "mydata"} & set(group)
    assert {"assign", "enrol", "setup", "duty"} <= set(_in_group(street, 1001) or {})
    for menu in (
        group,
        _in_group(street, 1001),
        _private(street, 1001),
        _private(street, 1002),
        _private(street, 1007),
    ):
        assert "sos" in list(menu or {})[:3]
        assert len(menu or {}) <= menus.MOST
    assert _in_group(street, 1002) is None
    viewer = _in_group(street, 1007)
    assert viewer is not None
    assert {"board", "case"} <= set(viewer)
    assert not {"accept", "assign"} & set(viewer)
    captain, member = _private(street, 1001) or {}, _private(street, 1002) or {}
    assert {"assign", "sos", "duty"} <= set(captain)
    assert not {"setup", "enrol"} & set(captain)
    assert "assign" not in member
    assert next(iter(member)) == "duty"
    assert _private(street, 1003) is None  # never opened a private chat


def _all(where: str, *audiences: str) -> list[str]:
    """Every command for these audiences, as ``/help`` lists them."""
    seen = frozenset({"everybody", "district", "registered", *audiences})
    return [one["name"] for one in menus.fitting(REGISTER.offers(), seen, where)]


ROLES = {1001: ("members", "planned", "captains", "officers"), 1002: ("members", "planned"), 1007: ()}


async def test_help_lists_all_and_the_menu_the_most_used(street: Street) -> None:
    """By topic, in private and in the group; whatever a menu offers stands in the help too."""
    await street.turn(30)
    for user_id in (1001, 1002, 1007):
        street.who(user_id).say(user_id, "/help")
        await street.turn(2)
        told = street.private(user_id)[-1].text
        assert _commands_of(told) == _all("private", *ROLES[user_id])
        assert set(_private(street, user_id) or {}) <= set(_commands_of(told))
    street.captain.say(GROUP, "/help")
    await street.turn(2)
    told = street.private(1001)[-1].text
    assert _commands_of(told) == _all("group", *ROLES[1001])
    assert set(_in_group(street, 1001) or {}) <= set(_commands_of(told))
    street.who(9999).start_private()
    await street.turn(2)
    street.who(9999).say(9999, "/help")
    await street.turn(2)
    told = street.private(9999)[-1].text
    assert re.findall(r"^/(\w+)", told, re.MULTILINE) == list(_menu(street, type="default") or {})


def _commands_of(text: str) -> list[str]:
    return re.findall(r"(?:^|\s)/(\w+)", text)


HEADINGS = ("shift", "report", "case", "safety", "handbook", "looks", "command", "people", "settings")


@pytest.mark.parametrize(("user_id", "lacks"), [(1001, set()), (1002, {"command", "people"})])
async def test_a_long_help_is_turned_by_its_headings_in_place(street: Street, user_id: int, lacks: set[str]) -> None:
    """A heading opens what one may do under it, in the same message; all pages together are the whole list."""
    await street.turn(30)
    street.who(user_id).say(user_id, "/help")
    await street.turn(2)
    page, menu = street.private(user_id)[-1], _all("private", *ROLES[user_id])
    mine = [h for h in HEADINGS if h not in lacks and not (h == "people" and "team" not in menu)]
    assert page.labels == [street.said(f"topic-{heading}") for heading in mine]
    count, found = len(street.private(user_id)), []
    for heading in mine:
        await street.press(user_id, page, street.said(f"topic-{heading}"))
        await street.turn(2)
        turned = street.private(user_id)[-1]
        assert (turned.id, len(street.private(user_id))) == (page.id, count)
        assert turned.text.splitlines()[0] == street.said(f"topic-{heading}")
        found += re.findall(r"^/(\w+)", turned.text, re.MULTILINE)
        page = turned
    assert found == menu
    await street.press(user_id, page, street.said("button-help-all"))
    await street.turn(2)
    assert _commands_of(street.private(user_id)[-1].text) == menu


async def test_what_is_asked_for_in_the_group_stays_about_the_group(street: Street) -> None:
    """/enrol is under *people* there, though the pages are turned in private; who is captain no longer has none."""
    street.captain.say(GROUP, "/help")
    await street.turn(2)
    page = street.private(1001)[-1]
    await street.press(1001, page, street.said("topic-people"))
    await street.turn(2)
    assert {"setup", "enrol", "dismiss", "team", "officers"} == set(_commands_of(street.private(1001)[-1].text))
    street.wang.say(GROUP, "/help")
    await street.turn(2)
    forged = street.wang.press_data(street.private(1002)[-1], "help:1.0:group:people")
    await street.settle()
    await street.wang.answer(forged)
    await street.turn(2)
    assert "enrol" not in _commands_of(street.private(1002)[-1].text)
    street.who(1007).say(1007, "/help")
    await street.turn(2)
    assert street.said("topic-people") not in street.private(1007)[-1].labels


async def test_a_start_tells_telegram_nothing_that_it_knows(street: Street) -> None:
    """Restarted, not a word; with one role changed meanwhile, that menu alone."""
    await street.turn(60)
    before = len(_calls(street))
    assert before
    await street.stop()
    await street.start()
    await street.turn(60)
    assert len(_calls(street)) == before


async def test_menus_follow_the_roles(street: Street) -> None:
    """Enrolled as captain for an hour, then not; dismissed, and nothing is left; a person without a private chat."""
    await street.turn(60)
    hello = street.wang.say(GROUP, "hello")
    street.captain.say(GROUP, "/enrol captain 1h", reply_to=hello)
    await street.turn(10)
    assert "assign" in (_in_group(street, 1002) or {})
    assert "assign" in (_private(street, 1002) or {})
    await street.turn(3600)
    assert _in_group(street, 1002) is None
    assert "assign" not in (_private(street, 1002) or {})
    street.captain.say(GROUP, "/dismiss", reply_to=hello)
    await street.sure(1001)
    await street.turn(10)
    assert _private(street, 1002) is None
    async with street.house.store.look() as tx:
        assert [name for name in await tx.kept.beginning("menu:") if name.startswith("menu:1002:")] == []


async def test_menus_follow_an_import(street: Street, tmp_path: Path) -> None:
    """Another program brings the file in; the running bot writes the menus of those whom it changed."""
    await street.turn(60)
    assert "assign" not in (_private(street, 1002) or {})
    text = DISTRICT.replace("LANGUAGE", street.language)
    named = next(line for line in text.splitlines() if "user_id: 1002" in line)
    file = tmp_path / "again.yaml"
    file.write_text(text.replace(named, named.replace("role: member", "role: captain")), encoding="utf8")
    async with street.house.store.begin() as tx:
        read = district_file.read(file, street.rules)
        told = await bringing_in.bring_in(tx, read, street.rules, street.clock.now())
    assert [key for key, _ in told.lines] == ["import-person"]
    await street.turn(10)
    assert "assign" in (_private(street, 1002) or {})


async def test_who_opens_a_private_chat_gets_a_menu_there(street: Street) -> None:
    """小李 had none."""
    await street.turn(60)
    street.who(1003).start_private()
    await street.turn(10)
    assert "duty" in (_private(street, 1003) or {})


async def test_menus_cost_no_chat_anything(street: Street) -> None:
    """They wait in a line of their own, last of all, and take nothing of what a group or a person may be sent."""
    await street.turn(5)
    calls = [c for c in street.world.calls.of() if c.method.endswith("MyCommands")]
    assert sum(c.cost for c in calls) == 0
    assert len(calls) > 10
    kinds = set(await _column(street, "SELECT kind, chat_id, priority FROM outbox WHERE kind = 'menu'"))
    assert kinds == {("menu", 0, int(Priority.MENU))}
    assert {one for one in Priority if one > Priority.MENU} == {Priority.LIST, Priority.LISTED}


async def _column(street: Street, query: str) -> list[Any]:
    with closing(sqlite3.connect(street.database_url.partition(":///")[2])) as raw:
        return raw.execute(query).fetchall()


async def test_a_menu_that_telegram_refuses_is_nobodys_trouble(street: Street) -> None:
    """Nobody is told of it, and it does not come again and again."""
    await street.turn(60)
    street.world.faults.fail_next("setMyCommands", 400, "Bad Request: PARTICIPANT_ID_INVALID")
    hello = street.wang.say(GROUP, "hello")
    street.captain.say(GROUP, "/enrol captain", reply_to=hello)
    await street.turn(30)
    async with street.house.store.look() as tx:
        assert [one for one in await tx[NUMBERS].late(street.clock.now()) if one.kind in {"refused", "letter"}] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_names_and_texts_are_as_telegram_takes_them(language: str) -> None:
    """Names, descriptions, and the longest /help in one message."""
    words = Words(strict=True)
    assert [name for name in REGISTER.commands if not re.fullmatch(r"[a-z0-9_]{1,32}", name)] == []
    said = {name: words.say(language, f"help-{name}") for name in REGISTER.commands}
    assert [name for name, what in said.items() if not 1 <= len(what) <= 256] == []
    for where in (Where.GROUP, Where.PRIVATE):
        shown = [one for one in REGISTER.offers() if one["where"] in {where, Where.ANYWHERE}]
        lines = [
            {
                "word": "help-line",
                "name": o["name"],
                "usage": menus_help.usage_word(o["usage"]),
                "what": {"word": f"help-{o['name']}"},
            }
            for o in shown
        ]
        topics = [
            {"word": "help-heading", "topic": {"word": f"topic-{topic}"}}
            for topic in dict.fromkeys(o["topic"] for o in shown)
        ]
        assert len(words.say(language, "help", lines=[*topics, *lines])) <= MOST_TEXT


@pytest.mark.parametrize(("role", "where"), sorted(menus.SHORT))
def test_every_short_menu_names_what_there_is(role: str, where: str) -> None:
    """No name in it is unknown, for another role or another kind of chat; none is left out for want of room."""
    roles = {
        "captains": ("registered", "members", "planned", "captains"),
        "members": ("registered", "members", "planned"),
        "registered": ("registered",),
        "officers": ("officers", "planned"),
    }[role]
    chosen = menus.SHORT[role, where]
    for chat in (where,) if where else ("private",):
        assert menus.in_short(REGISTER.offers(), frozenset({"everybody", "district", *roles}), chat) == list(chosen)
    assert chosen.index("sos") < 3
    assert len(chosen) <= menus.MOST
