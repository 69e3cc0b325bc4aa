"""Names and words that hold markup, marks of direction, thousands of letters: every message of ours still arrives."""

import itertools
import re
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.register.teams import MOST_TEAM_NAME
from bot.values import texts
from storage.library import sqlite3
from tests.bot.values.test_texts import MARKS_OF_DIRECTION
from tests.handlers.telegram.test_notes import HOSTILE
from tests.stories.conftest import CENTRE, GROUP, Street, open_street

NAMES = {kind: said for kind, said in HOSTILE.items() if kind != "half"}
"""Half a character comes over no wire as it is; the door is given it in the tests of forged updates."""

DISTRICT = """
district: {chat_id: -1001000000001, name: "NAME", language: LANGUAGE, centre: [30.3147, 120.2741]}
people:
  - {user_id: 1001, name: "NAME", role: captain}
  - {user_id: 1002, name: "NAME", role: member, certified: true}
  - {user_id: 1003, name: "NAME 2", role: member}
  - {user_id: 1004, name: "NAME", role: member}
  - {user_id: 1005, name: "x", role: member}
  - {user_id: 1006, name: "NAME", role: member}
  - {user_id: 1007, name: "x", role: viewer}
teams:
  - {key: t1, name: "1NAME", base: [30.3150, 120.2730], members: [1002, 1003]}
  - {key: t2, name: "2NAME", base: [30.3200, 120.2800], members: [1004]}
places: places.csv
"""


def _quoted(said: str) -> str:
    """Inside double quotes of YAML."""
    plain = said.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return plain.replace("\u2028", "\\u2028")


@pytest.fixture(params=[0, 5])
async def street(
    tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Street]:
    """A street on which everything and everybody bears a hostile name, each another; the second time others."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    names = itertools.cycle([*list(NAMES.values())[request.param :], *list(NAMES.values())[: request.param]])
    places = "".join(
        f'p{n},"{p}","{p}",30.31{n:02d},120.2741,"{p}"\n'
        for n, p in enumerate(texts.cut(name.replace('"', "'"), 60) for name in itertools.islice(names, len(NAMES)))
    )
    (tmp_path / "places.csv").write_text(f"code,name,kind,lat,lon,address\n{places}", encoding="utf8", newline="")
    made = await open_street(tmp_path, "en", re.sub("NAME", lambda _: _quoted(next(names)), DISTRICT))
    for person, name in zip((1001, 1002, 1003, 1004, 1006, 9999), names, strict=False):
        made.world.people[person].first_name = name[:64] or "x"
    made.words_of_people = (name[:1024].strip() or "x" for name in names)  # type: ignore[attr-defined]
    try:
        yield made
    finally:
        await made.stack.aclose()


async def test_every_message_still_arrives(street: Street) -> None:
    """From the report to the end, with every look at it: nothing is refused by Telegram, nothing is given up."""
    words = street.words_of_people  # type: ignore[attr-defined]
    street.captain.say(GROUP, "/setup")
    street.reporter.say(GROUP, next(words))
    street.reporter.send_venue(GROUP, CENTRE.lat, CENTRE.lon, next(words)[:255] or "x")
    street.reporter.send_photo(GROUP, caption=next(words))
    await street.settle()
    assert await street.last_number() == 1
    for command in ("/item 1 shared_bike_parking", "/priority 1 high"):
        street.captain.say(1001, command)
    await street.turn(45)
    street.wang.say(1002, f"/decline 1 {next(words)[:900]}")
    await street.turn(5)
    for command in ("/accept 1", "/hold 1 40m", "/arrived 1"):
        street.qiang.say(1004, f"{command} {next(words)[:900]}")
    await street.turn(5)
    street.qiang.send_photo(1004, caption=next(words))
    street.qiang.say(1004, f"/done 1 duplicate {next(words)[:900]}")
    street.captain.say(1001, f"/sendback 1 {next(words)[:900]}")
    street.captain.say(1001, f"/transfer 1 {next(words)[:300].replace(' ', '_')} {next(words)[:300]}")
    await street.sure(1001)
    street.captain.say(1001, f"/returned 1 {next(words)[:900]}")
    for look in ("/case 1", "/history 1", "/board", "/teams", "/help"):
        street.captain.say(1001, look)
    for asks in ("/priority 1", "/item 1", "/assign 1", "/done 1", "/", "/team base", "/report", "/enrol"):
        for said in itertools.islice(words, 3):
            street.captain.say(1001, f"{asks} {said[:40]}")
    await street.turn(120)
    street.captain.say(GROUP, f"/team new {next(words)[:900]}")
    for name in NAMES.values():
        street.captain.say(GROUP, "/enrol", reply_to=street.who(9999).say(GROUP, name[:4000].strip() or "x"))
        await street.settle()
    async with street.house.store.look() as tx:
        teams = [t for t in await tx.teams.all(1) if t.key]
    queries = [street.captain.press_data(street.card(1), f"incident:1.1:assign:{team.id}") for team in teams]
    await street.turn(200)
    assert [bool((await street.captain.answer(query)).text) for query in queries] == [True] * len(teams)
    assert {texts.utf16(team.name) <= MOST_TEAM_NAME for team in teams} == {True}
    with closing(sqlite3.connect(street.database_url.partition(":///")[2])) as raw:
        refused = raw.execute("SELECT key, purpose, error FROM outbox WHERE error LIKE 'BadRequest%'").fetchall()
        unwritable = raw.execute("SELECT key, error FROM outbox WHERE attempts > 0 AND state = 'dropped'").fetchall()
        given_up = raw.execute("SELECT error FROM inbox WHERE state = 'dead'").fetchall()
        names = [name for (name,) in raw.execute("SELECT name FROM people UNION SELECT name FROM teams")]
    assert (refused, unwritable, given_up) == ([], [], [])
    assert all(texts.utf16(name) <= texts.MOST_NAME and texts.name(name) == name for name in names)
    failed = [(c.method, c.error, (c.text or "")[:40]) for c in street.world.calls.of() if not c.ok and c.code != 429]
    assert [one for one in failed if "not modified" not in str(one[1])] == []
    _judge(street)


def _judge(street: Street) -> None:
    """No mark of ours but bold and mentions of those whom we mention; nothing that turns the words around it."""
    ours = [m for m in street.world.everything() if m.author is street.world.bot]
    assert len(ours) > 10
    for message in ours:
        entities = [*message.body.get("entities", []), *message.body.get("caption_entities", [])]
        assert {e["type"] for e in entities} <= {"bold", "text_mention", "bot_command", "url", "mention", "hashtag"}
        assert {e["user"]["id"] for e in entities if e["type"] == "text_mention"} <= {1003, 9999}
        assert not (MARKS_OF_DIRECTION - set("\u2068\u2069")) & set(message.text)
        assert message.text.count("\u2068") == message.text.count("\u2069")
