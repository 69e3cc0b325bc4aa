"""A new captain in an empty group, who does only what the bot's own messages say, up to the first closed case."""

import re
from collections import Counter
from dataclasses import dataclass, field

import pytest

from handlers.drill.people.seen import Seen
from tests.stories.conftest import CENTRE, GROUP, Street
from tests.stories.test_people import empty  # noqa: F401  # the fixture

CAPTAIN, MEMBER = 1001, 1002


@dataclass
class Newcomer:
    """Knows nothing: every command and every button is taken from what the bot said to them."""

    street: Street
    user_id: int
    read: list[Seen] = field(default_factory=list)

    def heard(self) -> list[Seen]:
        """All that they can read of the bot, in private and in the group."""
        me = self.street.who(self.user_id)
        return [m for chat in (GROUP, self.user_id) for m in me.sees(chat) if m.by_bot]

    def told_twice(self) -> list[str]:
        """Texts that stand in two messages of one chat."""
        me = self.street.who(self.user_id)
        told = [(chat, m.text) for chat in (GROUP, self.user_id) for m in me.sees(chat) if m.by_bot and m.text]
        return [text for (_, text), count in Counter(told).items() if count > 1]

    def told(self, command: str) -> str:
        """The command as a message of the bot names it; nobody else told them."""
        found = [m for m in self.heard() if re.search(rf"(?<![\w/]){command}(?![\w/])", m.text)]
        assert found, f"nothing that the bot said names {command}: {[m.text for m in self.heard()]}"
        return command

    async def say(self, chat: int, command: str, more: str = "", reply_to: object = None) -> None:
        """Send a command that the bot named."""
        words = f"{self.told(command)} {more}".strip()
        self.street.who(self.user_id).say(chat, words, reply_to=reply_to)  # type: ignore[arg-type]
        await self.street.turn(4)

    async def press(self, label: str) -> str:
        """Press the newest button of this label that the bot showed them."""
        found = [m for m in self.heard() if label in m.labels]
        assert found, f"no button {label}: {[(m.text, m.labels) for m in self.heard()]}"
        toast = await self.street.press(self.user_id, found[-1], label)
        await self.street.turn(4)
        return toast

    def was_said(self, key: str, **facts: object) -> None:
        """The sentence that suggests the next step was there."""
        sentence = self.street.said(key, **facts)
        assert any(sentence in m.text for m in self.heard()), (sentence, [m.text for m in self.heard()])


async def test_from_start_to_the_first_closed_case(empty: Street) -> None:  # noqa: F811  # the fixture
    """/start, /setup, a team, its base, a member, duty, a location, order, photos, done, confirmed."""
    street = empty
    captain, wang = Newcomer(street, CAPTAIN), Newcomer(street, MEMBER)
    street.captain.start_private()
    await street.turn(3)
    captain.was_said("start-owner")
    await captain.say(GROUP, "/setup")
    captain.was_said("setup-next-teams")
    await captain.say(GROUP, "/team new", "一队")
    captain.was_said("team-made", team="一队")
    street.captain.send_location(GROUP, CENTRE.lat, CENTRE.lon)
    await street.turn(4)
    captain.was_said("team-base-set", team="一队")
    hello = street.wang.say(GROUP, "大家好")
    await captain.say(GROUP, "/enrol", reply_to=hello)
    captain.was_said("enrolled-which-team", name="老王", role={"word": "role-member"})
    toast = await captain.press("一队")
    assert toast == street.said("team-added", team="一队", name="老王")
    assert "/start" in toast
    invited = [m for m in street.wang.sees(GROUP) if m.by_bot and street.said("team-invited", team="一队") in m.text]
    assert [m.labels for m in invited] == [[street.said("button-open-private")]]
    street.wang.start_private()
    await street.turn(4)
    wang.was_said("start-member", name="老王", district="九堡")
    toast = await wang.press(street.said("button-duty"))
    assert "一队" in toast
    street.captain.send_location(GROUP, CENTRE.lat, CENTRE.lon)
    await street.turn(4)
    asked = [m for m in captain.heard() if "#1" in m.text and m.labels][-1]
    await street.press(CAPTAIN, asked, asked.labels[0])
    await street.turn(4)
    await wang.press(street.said("button-accept"))
    await wang.press(street.said("button-arrive"))
    [order, steps] = [m for m in street.private(MEMBER, "#1") if street.said("button-resolve") in m.labels]
    assert street.said("button-handbook") not in order.labels
    assert street.said("button-handbook") in steps.labels
    need = int(re.findall(r"0/(\d+)", street.card(1).text)[0])
    assert need >= 3
    assert street.said("card-evidence-missing", have=0, need=need, missing="") in street.card(1).text
    for _ in range(need):
        street.wang.send_photo(MEMBER)
        await street.turn(3)
    newest = street.private(MEMBER)[-1]
    assert street.said("button-resolve") in newest.labels, newest.text
    await wang.press(street.said("button-resolve"))
    assert (await street.case(1)).state == "resolved"
    await captain.press(street.said("button-confirm"))
    assert (await street.case(1)).state == "closed"
    for one in (captain, wang):
        assert one.told_twice() == []


async def test_every_step_names_the_next(empty: Street) -> None:  # noqa: F811  # the fixture
    """A newcomer who asks for nothing the bot did not name is stuck at once: the check can fail."""
    newcomer = Newcomer(empty, CAPTAIN)
    with pytest.raises(AssertionError, match="/setup"):
        newcomer.told("/setup")
