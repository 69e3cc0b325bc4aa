"""All that the bot says in a day of each sample district, to readers of each language, is in their own.

Chinese stands before a reader of English, and English before a reader of Chinese, in names, in what people said, and
folded under one line. Everything is pressed that can be pressed, and every command is sent.
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import samples
from bot.duty import duty
from bot.imports import bringing_in, district_file
from bot.imports.district_file import DistrictFile
from bot.work import speaker as work_speaker
from bot.work.rules import Rules
from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.people.seen import Seen
from handlers.drill.server import DrillServer
from handlers.process.clock import HandClock
from handlers.telegram import door
from handlers.telegram.commands import Register
from tests.house import test_chinese_law as chinese_law
from tests.house.test_one_language import foreign
from tests.stories.conftest import GROUP, START, TOKEN, Street

CAPTAIN, MEMBER, OTHER, REPORTER = 1001, 1040, 1041, 1057
PRESSES = 120
"""So many different buttons are pressed; every kind of them among these."""

SAID = {
    "zh": ("墙边有一堆旧家具", "有人在打架", "/sos 有人动手", "/break 15", "/handbook 烧烤", "/all 注意安全"),
    "en": (
        "old chairs here",
        "men are fighting",
        "/sos they hit us",
        "/break 15",
        "/handbook barbecue",
        "/all take care",
    ),
}


class Town:
    """A street of a sample district whose people all read one language."""

    def __init__(self, street: Street, file: DistrictFile, reader: str) -> None:
        self.street, self.file, self.reader = street, file, reader
        self.pressed: set[str] = set()

    def names(self) -> set[str]:
        """What is written as it is everywhere: names of people, teams, places, cameras; and what was said."""
        file, said = self.file, SAID[self.reader]
        found = {p.name for p in file.people} | {t.name for t in file.teams} | {p.name for p in file.places}
        found |= {p.address for p in file.places} | {c.name for c in file.cameras} | {file.name}
        words = {one.partition(" ")[2] if one.startswith("/") else one for one in said}
        cut = {f"{name[:n]}…" for name in found for n in range(2, len(name))}
        return found | words | cut | {t.name.partition(" ")[0] for t in file.teams}

    async def everybody_says(self) -> None:
        """A report with words, one of danger, every command, a call for help, and what time brings."""
        street, words = self.street, SAID[self.reader]
        street.who(REPORTER).say(GROUP, words[0])
        for n in range(3):
            point = self.file.teams[n].base
            assert point is not None
            street.who(REPORTER + n % 2).send_location(GROUP, point.lat, point.lon)
            await street.turn(40)
        street.who(REPORTER).say(GROUP, words[1])
        for command in Register(door.FEATURES).commands:
            for who in (CAPTAIN, MEMBER):
                street.who(who).say(who, f"/{command}")
            await street.settle()
        await self.press_all(PRESSES // 2)
        for one in words[2:]:
            who = CAPTAIN if one.startswith("/all") else MEMBER
            street.who(who).say(who, one)
            await street.turn(2)
        await street.turn(240)
        await self.press_all(PRESSES)
        await street.turn(130)

    async def press_all(self, most: int) -> None:
        """Press what nobody pressed yet, one of each kind first, as captain, member and reporter."""
        for who in (CAPTAIN, MEMBER, OTHER, REPORTER) * 4:
            for message in reversed([m for m in self.street.who(who).sees(who) if m.by_bot][-25:]):
                for button in (b for row in message.buttons for b in row if b.data):
                    kind = re.sub(r"\d+", "", button.data or "")
                    if kind.startswith("language:") or kind in self.pressed or len(self.pressed) >= most:
                        continue
                    self.pressed.add(kind)
                    self.street.who(who).press_data(message, str(button.data))
                    await self.street.settle()

    def read(self) -> Iterator[str]:
        """All that stands before these readers: texts, former ones, buttons, keys, toasts; not what is folded."""
        chats = [(who, who) for who in (CAPTAIN, MEMBER, OTHER, REPORTER)]
        chats += [(CAPTAIN, GROUP)] if self.reader == self.file.language else []
        for who, chat in chats:
            for message in self.street.who(who).sees(chat):
                if message.by_bot:
                    yield from (unfolded(message), *message.earlier, *message.labels)
                    yield from (key for row in message.keys for key in row)
        yield from (
            query.text or "" for query in self.street.world.queries.values() if query.person.id in {CAPTAIN, MEMBER}
        )


def unfolded(message: Seen) -> str:
    """The text of a message without what is folded in it."""
    units = message.text.encode("utf-16-le")
    for entity in reversed(message.entities):
        if entity["type"] == "expandable_blockquote":
            at = entity["offset"] * 2
            units = units[:at] + units[at + entity["length"] * 2 :]
    return units.decode("utf-16-le")


def is_kept(line: str) -> bool:
    """Three teams and who belongs to them, a captain and two more are enough."""
    team, person = re.search(r"\{key: (\w+)", line), re.search(r"user_id: (\d+)", line)
    if team:
        return team[1] in {"t8", "t12", "t13"}
    return person is None or int(person[1]) in {CAPTAIN, REPORTER, REPORTER + 1, *range(1025, 1028), *range(1037, 1043)}


async def opened(tmp_path: Path, name: str, reader: str, stack: AsyncExitStack) -> Town:
    """A sample district with everybody on duty, who all read *reader*."""
    folder = tmp_path / name
    shutil.copytree(samples.FOLDER / name, folder)
    path = folder / "district.yaml"
    text = re.sub(r"chat_id: -\d+", f"chat_id: {GROUP}", path.read_text(encoding="utf8"))
    path.write_text("\n".join(line for line in text.splitlines() if is_kept(line)), encoding="utf8")
    file = district_file.read(path, Rules())
    rules = Rules(owners=frozenset({CAPTAIN}), language=file.language)
    clock = HandClock(START)
    world = DrillTelegram(clock, TOKEN)
    for person in file.people:
        world.add_person(person.user_id, person.name, f"p{person.user_id}", started=True)
    world.add_group(GROUP, file.name, [p.user_id for p in file.people], creator=CAPTAIN)
    server = await stack.enter_async_context(DrillServer(world))
    street = Street(world, server, clock, file.language, stack, f"sqlite+aiosqlite:///{tmp_path}/p.db", rules)
    await street.start()
    stack.push_async_callback(street.stop)
    async with street.house.store.begin() as tx:
        await bringing_in.bring_in(tx, file, rules, clock.now())
        district = await tx.districts.get(1)
        assert district is not None
        for row in file.people:
            person = await tx.people.get(row.user_id)
            assert person is not None
            await tx.people.save(replace(person, language=reader, private_open=True))
    staff = [p.user_id for p in file.people if p.role != "viewer"]
    await street.house.desk.do(duty.roll_call, work_speaker.as_clock(district, clock.now()), user_ids=staff)
    return Town(street, file, reader)


@pytest.mark.parametrize("of_whom", ["dunmorrow en", "yunhe zh", "yunhe en", "dunmorrow zh"])
async def test_readers_are_spoken_to_in_their_own_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, of_whom: str
) -> None:
    """No Chinese character before readers of English, no Latin word that is not listed before those of Chinese."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    name, reader = of_whom.split()
    async with AsyncExitStack() as stack:
        town = await opened(tmp_path, name, reader, stack)
        await town.everybody_says()
        texts, names = set(town.read()), town.names()
    assert len(texts) > 150
    assert {text: found for text in texts if (found := foreign(reader, text, names))} == {}
    if name == "dunmorrow":
        of_china = {text for text in chinese_law.sentences(reader).values() if len(text.strip()) > 8}
        assert [(text, one) for text in texts for one in of_china if one.strip() in text] == []
        assert not any(re.search(r"\b(110|119|120|12345)\b(?! m|:)", text) for text in texts if "112" in text)
        assert reader == "zh" or any("112 / 999" in text for text in texts)
