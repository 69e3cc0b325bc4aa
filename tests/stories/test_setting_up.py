"""The list of /setup: one message of the group, which follows what is done, and costs the group few calls."""

from datetime import timedelta

from bot.register import countries
from handlers.drill.people.seen import Seen
from tests.stories.conftest import CENTRE, GROUP, Street
from tests.stories.test_people import empty  # noqa: F401  # the fixture


def _list(street: Street) -> list[Seen]:
    """Messages of the bot in the group that are the list, or were it."""
    heads = (street.said("check-no-teams"), street.said("check-teams", count=1), street.said("setup-below"))
    return [m for m in street.captain.sees(GROUP) if m.by_bot and any(head in m.text for head in heads)]


def _calls(street: Street, message_id: int) -> int:
    """How often the list was sent or edited."""
    return len([call for call in street.world.calls.of(GROUP) if call.message_id == message_id])


async def test_the_list_follows_what_is_done(empty: Street) -> None:  # noqa: F811  # the fixture
    """Country, team, base, a member and their private chat: one message, edited, in at most six calls of the group."""
    street = empty
    street.captain.start_private()
    street.captain.say(GROUP, "/setup")
    await street.turn(3)
    [first] = _list(street)
    for missing in ("check-no-teams", "country-which", "setup-next-teams"):
        assert street.said(missing) in first.text
    await street.press(1001, first, countries.named("IE")[f"name_{street.language}"])
    await street.turn(3)
    [told] = _list(street)
    assert street.said("country-which") not in told.text
    assert "112" in told.text
    street.captain.say(GROUP, "/team new 一队")
    await street.turn(3)
    street.captain.send_location(GROUP, CENTRE.lat, CENTRE.lon)
    hello = street.wang.say(GROUP, "大家好")
    street.captain.say(GROUP, "/enrol", reply_to=hello)
    await street.turn(20)
    [told] = _list(street)
    assert street.said("check-teams", count=1) in told.text
    assert street.said("check-no-private", count=1, names="老王") in told.text
    street.wang.start_private()
    await street.turn(20)
    [told] = _list(street)
    assert street.said("check-no-private", count=1, names="老王") not in told.text
    assert told.id == first.id
    assert _calls(street, first.id) <= 6


async def test_the_bot_looks_at_itself_again_when_it_is_asked(empty: Street) -> None:  # noqa: F811  # the fixture
    """It is made an admin afterwards: one tap, and the line is ticked; the button goes."""
    street = empty
    street.world.set_member(GROUP, street.world.bot.id, "member")
    street.captain.say(GROUP, "/setup")
    await street.turn(3)
    [said] = _list(street)
    again = street.said("button-setup-again")
    assert street.said("check-pin-no") in said.text
    assert again in said.labels
    street.world.set_member(GROUP, street.world.bot.id, "administrator", rights={"can_pin_messages"})
    await street.press(1001, said, again)
    await street.turn(3)
    [said] = _list(street)
    assert street.said("check-pin-yes") in said.text
    assert again not in said.labels


async def test_a_second_setup_empties_the_first_list(empty: Street) -> None:  # noqa: F811  # the fixture
    """The newest message has the buttons; a day later it stays as it is."""
    street = empty
    for _ in range(2):
        street.captain.say(GROUP, "/setup")
        await street.turn(20)
    former, newest = _list(street)
    assert (former.text, former.labels) == (street.said("setup-below"), [])
    assert newest.labels
    await street.turn(int(timedelta(hours=25).total_seconds()))
    street.captain.say(GROUP, "/team new 一队")
    await street.turn(20)
    assert _list(street)[-1].text == newest.text
