"""A day in a sample district whose people all read one language: what they say, press and then have before them."""

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

from bot.app import samples
from bot.app.settings import Web
from bot.duty import duty
from bot.imports import bringing_in, district_file
from bot.imports.district_file import DistrictFile
from bot.places.naming import public
from bot.register.districts import District
from bot.work import speaker as work_speaker
from bot.work.rules import Rules
from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.people.seen import Seen
from handlers.drill.server import DrillServer
from handlers.process.clock import HandClock
from handlers.telegram.commands import Register
from handlers.telegram.features import FEATURES as OF_THE_CHAT
from tests.stories import conftest
from tests.stories.conftest import GROUP, START, TOKEN, Street

WEB = Web(language="en", public_url="https://patrol.example.org")
CAPTAIN, MEMBER, OTHER, REPORTER = 1001, 1040, 1041, 1057
SWITCHES = frozenset({"中文", "中", "English", "EN"})
"""A language is offered in its own words, for whoever reads no other."""
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
        found = (
            {p.name for p in (*file.people, *file.officers)}
            | {t.name for t in file.teams}
            | {p.name for p in file.places}
        )
        found |= {one.deed for one in (*file.officers, *file.delegations)} | {one.certificate for one in file.officers}
        found |= {p.address for p in file.places} | {c.name for c in file.cameras} | {file.name}
        district = District(file.chat_id, file.name, file.language, file.timezone, {})
        found |= {public.name(district, p.as_place()) for p in file.places}
        words = {one.partition(" ")[2] if one.startswith("/") else one for one in said}
        cut = {f"{name[:n]}…" for name in found for n in range(2, len(name))}
        return found | SWITCHES | words | cut | {t.name.partition(" ")[0] for t in file.teams}

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
        for command in Register(OF_THE_CHAT).commands:
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
        await self.walks()
        await street.turn(70)

    async def walks(self) -> None:
        """A member shares where they are for a minute."""
        point = self.file.teams[0].base
        assert point is not None
        live = self.street.who(MEMBER).start_live(MEMBER, point.lat, point.lon, 3600, 10)
        for n in range(1, 5):
            await self.street.turn(15)
            self.street.who(MEMBER).move_live(live, point.lat + n / 5000, point.lon, accuracy=10)
        await self.street.turn(5)

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
        for who in (CAPTAIN, MEMBER, OTHER, REPORTER):
            yield from self._standing(who, who)
        yield from (
            query.text or "" for query in self.street.world.queries.values() if query.person.id in {CAPTAIN, MEMBER}
        )

    def group(self) -> Iterator[str]:
        """What stands in the group, which has one language whoever presses there."""
        yield from self._standing(CAPTAIN, GROUP)

    def _standing(self, who: int, chat: int) -> Iterator[str]:
        for message in self.street.who(who).sees(chat):
            if message.by_bot:
                yield from (unfolded(message), *message.earlier, *message.labels)
                yield from (key for row in message.keys for key in row)

    async def tell_menus(self) -> None:
        """Have Telegram know the menus as they are to be by now."""
        await conftest.tell_menus(self.street.house, self.street.world)

    def menus(self) -> Iterator[tuple[str, str]]:
        """Each command's line with the language in which it is to be: the reader's, or that which Telegram asks for."""
        for (scope, code), commands in self.street.world.commands.items():
            told = json.loads(scope)
            is_group = told["type"] == "chat" and told["chat_id"] == GROUP
            language = self.file.language if is_group or told["type"] == "default" else self.reader
            yield from ((code or language, one["description"]) for one in commands)


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
    return person is None or int(person[1]) in {
        CAPTAIN,
        REPORTER,
        REPORTER + 1,
        *range(1025, 1028),
        *range(1037, 1043),
        *range(2001, 2010),
    }


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
    street = Street(world, server, clock, file.language, stack, f"sqlite+aiosqlite:///{tmp_path}/p.db", rules, WEB)
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
