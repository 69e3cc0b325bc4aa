"""A made-up kind of case is played through the house: one folder, and one entry more in each of the three lists."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from bot.app.settings import Web
from bot.desk.features import FEATURES
from bot.words import Words
from handlers.telegram.features import FEATURES as DOORS
from storage.features import ROOMS
from storage.store import SqlTx
from tests import handed
from tests.fourth_kind.errands import chat, feature, rows, table
from tests.handlers.web.open311 import publish, read, refused
from tests.handlers.web.programs import a_key, showing
from tests.stories.conftest import GROUP, Street, a_street
from tests.stories.test_topics import a_topic, in_group

WHAT = "两瓶水"
LISTS = {
    "features": (*FEATURES, feature.FEATURE),
    "chat": (*DOORS, chat.FEATURE),
    "rooms": (*ROOMS, rows.ROOM),
    "words": Words(strict=True, more=(Path(feature.__file__).parent / "words",)),
}
"""All that the house is told of it."""


@pytest.fixture(params=["zh", "en"])
async def street(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Street]:
    """A street that has errands, in each language, with its pages."""
    async with a_street(tmp_path, request.param, web=Web(language=request.param), more=LISTS) as made:
        async with made.house.store.begin() as tx:
            assert isinstance(tx, SqlTx)
            await tx.connection.run_sync(rows.errands.create)
        yield made


async def _ask(street: Street) -> int:
    """路人甲 asks for water; returns the number."""
    street.reporter.say(1006, f"/errand {WHAT}")
    await street.turn(3)
    return await street.last_number()


async def _told(street: Street, user_id: int, text: str) -> str:
    """What somebody is answered in private."""
    street.who(user_id).say(user_id, text)
    await street.turn(3)
    return street.private(user_id)[-1].text


async def _state(street: Street, number: int) -> str:
    async with street.house.store.look() as tx:
        found = await tx[table.ERRANDS].by_number(1, number)
    assert found is not None
    return found.state


async def test_it_is_asked_for_given_and_brought_by_its_button(street: Street) -> None:
    """The card stands in the group, says how it stands in the reader's words, and ends without a button."""
    number = await _ask(street)
    assert street.said("state-errand-asked") in street.card(number).text
    assert WHAT in street.card(number).text
    await _told(street, 1001, f"/give {number} 一队")
    card = street.card(number)
    assert street.said("state-errand-given") in card.text
    assert "一队" in card.text
    await street.press(1002, card, street.said("button-errand-bring"))
    await street.turn(3)
    assert await _state(street, number) == table.BROUGHT
    assert street.said("state-errand-brought") in street.card(number).text
    assert not street.card(number).buttons
    assert len(in_group(street, f"#{number}")) == 1


def _refused(street: Street, key: str, number: int, move: str, state: str = "asked") -> str:
    """A refusal in the words of errands."""
    words = {"move_word": {"word": f"move-errand-{move}"}, "state_word": {"word": f"state-errand-{state}"}}
    return street.said(key, number=number, move=move, state=state, command=table.MOVES[move].command, **words)


async def test_its_refusals_speak_its_own_words(street: Street) -> None:
    """Moves and states are named as errands name them; what is meant for incidents says what it is."""
    number = await _ask(street)
    assert await _told(street, 1002, f"/bring {number}") == _refused(street, "not-yours", number, "bring", "asked")
    assert await _told(street, 1001, f"/drop {number}") == _refused(street, "needs-reason", number, "drop")
    assert await _told(street, 1001, f"/give {number} 一队") != ""
    assert await _told(street, 1001, f"/give {number} 二队") == _refused(street, "not-now", number, "give", "given")
    assert await _told(street, 1001, f"/hold {number} 20m x") == street.said("is-of-errand", number=number)
    assert await _state(street, number) == table.GIVEN


async def test_its_limit_is_decided_once_by_the_clock(street: Street) -> None:
    """Captains hear of one that nobody was given, once; of one that was given, never."""
    number, given = await _ask(street), await _ask(street)
    await _told(street, 1001, f"/give {given} 一队")
    await street.turn(1500)
    told = street.said("errand-forgotten", number=number, what=WHAT)
    assert [m.text for m in street.private(1001, told)] == [told]
    assert not street.private(1001, street.said("errand-forgotten", number=given, what=WHAT))


async def test_its_number_is_looked_up(street: Street) -> None:
    """``/case`` and ``/history`` tell of it by its number."""
    number = await _ask(street)
    await _told(street, 1001, f"/give {number} 一队")
    assert WHAT in await _told(street, 1001, f"/case {number}")
    history = await _told(street, 1001, f"/history {number}")
    assert street.said("move-errand-ask") in history
    assert street.said("move-errand-give") in history


async def test_its_messages_have_a_topic_of_its_name(street: Street) -> None:
    """Its card comes there, not to where incidents or handovers come."""
    group = street.world.chats[GROUP]
    group.is_forum, group.last_message_id = True, max(1, group.last_message_id)
    cases, own = await a_topic(street, "事件", "incident", "handover"), await a_topic(street, "跑腿", "跑腿")
    number = await _ask(street)
    assert cases != own
    assert {m.thread for m in in_group(street, f"#{number}")} == {own}


async def test_it_is_handed_over(street: Street) -> None:
    """The next captain reads of it in the list."""
    number = await _ask(street)
    told = await _told(street, 1001, "/shift start")
    assert f"#{number}" in told
    assert WHAT in told


async def test_screens_show_it_and_figures_count_it(street: Street) -> None:
    """The desk's screen with its words, a wall without them; ``/metrics`` by its own states."""
    number = await _ask(street)
    await _told(street, 1001, f"/give {number} 一队")
    seen = (await street.house.board.situations([1], {}))[1]
    part = seen.parts[f"errand:{number}"]
    assert (part["list"], part["state"], part["team"], part["words"]) == ("board", "given", 1, WHAT)
    assert seen.parts["team:1"]["cases"] == [number]
    assert WHAT not in str(seen.without_people())
    async with httpx.AsyncClient(base_url=street.house.web_url, timeout=20, verify=False) as client:
        figures = (await client.get("/metrics")).text
    assert 'patrolbot_cases{kind="errand",state="given"} 1.0' in figures
    assert 'patrolbot_cases{kind="errand",state="asked"} 0.0' in figures


async def test_whoever_asked_is_not_forgotten_until_it_is_over(street: Street) -> None:
    """A live one holds its reporter back; their data hold it; afterwards its words go."""
    number = await _ask(street)
    async with street.house.store.look() as tx:
        assert (await handed.of(tx, 1006))["errands"][0]["what"] == WHAT
    held = await _told(street, 1006, "/forgetme")
    assert held == street.said("forget-open-cases", cases=f"#{number}")
    await _told(street, 1001, f"/drop {number} 不要了")
    assert await _state(street, number) == table.DROPPED
    await _told(street, 1006, "/forgetme")
    asked = street.private(1006)[-1]
    await street.press(1006, asked, street.said("button-sure"))
    await street.turn(2)
    async with street.house.store.look() as tx:
        found = await tx[table.ERRANDS].by_number(1, number)
    assert found is not None
    assert found.what == ""


def test_nothing_outside_its_folder_names_it() -> None:
    """Bot, doors and memory do not know it: it came by the three lists, and with its words, alone."""
    root = Path(__file__).parents[2]
    code = [file for room in ("bot", "handlers", "storage") for file in (root / room).rglob("*.py")]
    assert [file for file in code if "errand" in file.read_text(encoding="utf8").lower()] == []
    assert [len(LISTS[name]) - len(old) for name, old in _OLD.items()] == [1, 1, 1]


_OLD = {"features": FEATURES, "chat": DOORS, "rooms": ROOMS}


async def test_strangers_read_nothing_of_it(street: Street) -> None:
    """A kind that there was not when a captain let them read is private without saying so, whatever they chose."""
    await publish(street, frozenset(item.code for item in street.house.desk.books.built_in.items))
    number = await _ask(street)
    async with httpx.AsyncClient(base_url=street.house.web_url, timeout=20, verify=False) as stranger:
        assert await read(stranger, "requests") == []
        assert await read(stranger, "requests", service_request_id=str(number)) == []
        assert await refused(stranger, f"requests/{number}", 404)
        seen = await street.report()
        assert [one["service_request_id"] for one in await read(stranger, "requests")] == [str(seen)]
    async with showing(street, await a_key(street)) as program:
        assert [one["service_request_id"] for one in await read(program, "requests")] == [str(seen)]
