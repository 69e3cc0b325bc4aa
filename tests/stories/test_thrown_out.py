"""The bot notices what happens to itself: thrown out, muted, demoted, its group deleted; and what it cannot read."""

import pytest

from bot.health import figures as health_figures
from bot.work import standing as own_standing
from handlers.drill.world.chats import Status
from tests.stories.conftest import GROUP, Street

CAPTAIN = 1001


async def becomes(street: Street, status: Status, *, tell: bool = True) -> None:
    """Telegram changes what the bot is in its group."""
    street.world.set_member(GROUP, street.world.bot.id, status, by=CAPTAIN, tell=tell)
    await street.settle()


def told(street: Street, key: str, minutes: int = 1) -> int:
    """How often the captain was told this in private."""
    said = street.said(key, district="九堡", minutes=minutes)
    return len(street.private(CAPTAIN, said))


async def is_ready(street: Street) -> bool:
    """What /readyz says of the groups."""
    checks = {check.name: check for check in await street.house.care.watch.checks()}
    return checks[health_figures.GROUPS].ok


@pytest.mark.parametrize(
    ("status", "key"),
    [
        (Status.KICKED, "standing-gone"),
        (Status.LEFT, "standing-gone"),
        (Status.RESTRICTED, "standing-muted"),
        (Status.MEMBER, "standing-demoted"),
    ],
)
async def test_what_is_lost_is_told_at_once(street: Street, status: Status, key: str) -> None:
    """In private, once, with what to do; health shows it until it is mended."""
    assert await is_ready(street)
    await becomes(street, status)
    assert told(street, key) == 1
    assert not await is_ready(street)
    [shown] = (await street.house.board.situations([1], {})).values()
    assert key == f"standing-{shown.parts['district']['group']}"
    await street.turn(1300)
    await street.house.presence.turn()
    await street.settle()
    assert told(street, key) == 1
    await becomes(street, Status.ADMINISTRATOR)
    assert told(street, "standing-well", 22) == 1
    assert await is_ready(street)


async def test_on_return_the_cards_are_brought_up_to_date(street: Street) -> None:
    """How long nothing came, and what stands now; a case that was reported in private meanwhile has its card then."""
    first = await street.report()
    await becomes(street, Status.KICKED)
    await street.turn(120)
    street.captain.say(CAPTAIN, f"/cancel {first} test")
    await street.sure(CAPTAIN)
    street.wang.send_location(1002, 30.3147, 120.2741)
    await street.turn(60)
    second = await street.last_number()
    assert second == first + 1
    assert not street._has_card(second)
    await becomes(street, Status.ADMINISTRATOR)
    await street.turn(30)
    assert any(street.said("standing-back", minutes=3, cases=1) in m.text for m in street.captain.sees(GROUP))
    assert street._has_card(second)


async def test_the_first_refused_call_tells_it(street: Street) -> None:
    """Where Telegram told nothing: the group was deleted, or the word was lost."""
    street.world.delete_group(GROUP)
    street.wang.send_location(1002, 30.3147, 120.2741)
    await street.turn(20)
    assert told(street, "standing-gone") == 1


async def test_a_group_that_became_another_is_no_loss(street: Street) -> None:
    """The bot is out of the former one, as everybody is: the district has moved on."""
    new = -1001000000099
    street.world.add_group(new, "九堡", [CAPTAIN, 1002], creator=CAPTAIN)
    async with street.house.store.begin() as tx:
        district = await tx.districts.get(1)
        assert district is not None
        await tx.districts.move_chat(district, new)
    await becomes(street, Status.LEFT)
    assert await is_ready(street)
    assert told(street, "standing-gone") == 0


@pytest.mark.parametrize(("status", "times"), [(Status.ADMINISTRATOR, 0), (Status.MEMBER, 1)])
async def test_a_refused_pin_has_the_group_asked(street: Street, status: Status, times: int) -> None:
    """An admin who may not pin was told so at the setup, and has lost nothing; who is none any more hears no report."""
    rights = ["can_manage_topics"] if status is Status.ADMINISTRATOR else None
    street.world.set_member(GROUP, street.world.bot.id, status, by=CAPTAIN, rights=rights, tell=False)
    for _ in range(2):
        await street.house.courier.on_standing(GROUP, own_standing.Standing.DEMOTED)
        await street.settle()
    assert told(street, "standing-demoted") == times
    assert await is_ready(street) == (times == 0)


async def test_a_silent_group_is_asked(street: Street) -> None:
    """Every ten minutes; nobody is told what they know."""
    await becomes(street, Status.KICKED, tell=False)
    await street.house.presence.turn()
    await street.settle()
    assert told(street, "standing-gone") == 1
    await becomes(street, Status.ADMINISTRATOR, tell=False)
    await street.house.presence.turn()
    await street.settle()
    assert told(street, "standing-well") == 0
    await street.turn(601)
    await street.house.presence.turn()
    await street.settle()
    assert told(street, "standing-well", 10) == 1


async def test_an_outage_is_no_loss(street: Street) -> None:
    """Nobody can be reached: nothing is known, so nothing is told, and it is asked again."""
    street.world.outage(30)
    await street.house.presence.turn()
    street.world.all_well()
    await street.turn(40)
    assert await is_ready(street)


async def test_it_is_kept_since_when(street: Street) -> None:
    """Through a restart."""
    since = street.clock.now()
    await becomes(street, Status.KICKED)
    await street.stop()
    await street.start()
    async with street.house.store.look() as tx:
        [lost] = await own_standing.lost(tx.kept)
    assert (lost.standing, lost.since) == (own_standing.Standing.GONE, since)


WHO = {"id": 1001, "is_bot": False, "first_name": "x"}
NEWER = {"chat": {"id": GROUP, "type": "supergroup", "title": "x"}, "date": 1772409600, "from": WHO}


async def test_what_cannot_be_read_is_kept_and_told_in_true_words(street: Street) -> None:
    """Of a newer Bot API: tried once; of a change of members, who left is read all the same."""
    await street.settle()
    user = {"id": 1002, "is_bot": False, "first_name": "x"}
    before, after = {"user": user, "status": "restricted"}, {"user": user, "status": "left"}
    street.world.updates.push("chat_member", {**NEWER, "old_chat_member": before, "new_chat_member": after})
    await street.settle()
    await street.turn(5)
    async with street.house.store.look() as tx:
        [late] = [one for one in await tx[health_figures.NUMBERS].late(street.clock.now()) if one.kind == "unread"]
    assert late.kind == "unread"
    assert street.private(CAPTAIN, street.said("late-unread", count=1, minutes=0))
    assert not street.private(CAPTAIN, street.said("late-dead", count=1, minutes=0))
    assert (await street.member(1002)).left_at is not None


async def test_a_wide_stroke_is_a_command(street: Street) -> None:
    """As Chinese keyboards write it, wide letters and blanks too."""
    number = await street.report()
    for said in (f"／case {number}", f"／ｃａｓｅ\u3000{number}"):
        before = len(street.private(CAPTAIN))
        street.captain.say(CAPTAIN, said)
        await street.settle()
        assert f"#{number}" in street.private(CAPTAIN)[before].text


async def test_limits_on_answers_hide_nothing_from_who_commands(street: Street) -> None:
    """An owner who tried three things in a new group still gets an answer to ``/setup``."""
    new = -1001000000077
    street.world.add_group(new, "新街", [CAPTAIN], creator=CAPTAIN)
    for _ in range(5):
        street.captain.say(new, "/teams")
    street.captain.say(new, "/setup")
    await street.turn(30)
    done = street.said("setup-done", district="新街", people=1, lines="", next="").splitlines()[0]
    assert any(done in m.text for m in street.captain.sees(new))
    assert not any(m.text == street.said("answers-limited") for m in street.captain.sees(new))
