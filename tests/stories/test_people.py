"""Who belongs and who may: set-up, enrolling, teams, duty, private chats, leaving, and several districts."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.outbox.letters import Letter, LetterKind, Priority
from bot.words import Words
from bot.work.rules import Rules
from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.people.seen import Seen
from handlers.drill.server import DrillServer
from handlers.process.clock import HandClock
from tests.stories.conftest import CENTRE, GROUP, STAFF, START, TOKEN, Street

STATE = text("SELECT state FROM outbox WHERE id = :id")


@pytest.fixture(params=["zh", "en"])
async def empty(
    tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Street]:
    """A group in which nothing has been set up; 钱队 is the owner."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    clock = HandClock(START)
    world = DrillTelegram(clock, TOKEN)
    for user_id, name in STAFF.items():
        world.add_person(user_id, name, f"user{user_id}")
    world.add_group(GROUP, "九堡", list(STAFF), creator=1001)
    stack = AsyncExitStack()
    server = await stack.enter_async_context(DrillServer(world))
    rules = Rules(owners=frozenset({1001}), language=request.param)
    url = f"sqlite+aiosqlite:///{tmp_path}/patrol.db"
    street = Street(world, server, clock, request.param, stack, url, rules)
    stack.push_async_callback(street.stop)
    await street.start()
    try:
        yield street
    finally:
        await street.stop()
        await server.__aexit__(None, None, None)


def _group(street: Street, part: str = "") -> list[Seen]:
    return [m for m in street.captain.sees(GROUP) if m.by_bot and part in m.text]


async def test_from_an_empty_group_to_the_first_closed_case(empty: Street) -> None:
    """With nothing but what the bot says: set up, a team, its base, two people, duty, a report."""
    street = empty
    street.captain.say(GROUP, "/setup")
    await street.turn(3)
    [said] = _group(street)
    assert street.said("check-no-teams") in said.text
    assert street.said("setup-next-teams") in said.text
    street.captain.say(GROUP, "/team new 一队")
    await street.turn(3)
    street.captain.send_location(GROUP, CENTRE.lat, CENTRE.lon)
    await street.turn(3)
    hello = street.wang.say(GROUP, "大家好")
    street.captain.say(GROUP, "/enrol member", reply_to=hello)
    await street.turn(3)
    [asked] = [m for m in _group(street) if ":join:" in str(m.buttons)]
    await street.press(1001, asked, "一队")
    street.wang.start_private()
    await street.turn(3)
    street.wang.say(1002, "/duty")
    await street.turn(3)
    number = await street.report(by=1001)
    assert (await street.case(number)).state == "dispatched"
    assert street.private(1002, f"#{number}")


async def test_a_group_that_nobody_set_up_says_whom_to_ask_and_does_nothing(empty: Street) -> None:
    """No owner sent /setup: one line."""
    street = empty
    street.wang.say(GROUP, "/setup")
    await street.turn(3)
    assert street.said("ask-an-owner", owners="1001") in _group(street)[0].text
    street.wang.send_location(GROUP, CENTRE.lat, CENTRE.lon)
    await street.turn(3)
    async with street.house.store.look() as tx:
        assert await tx.districts.all() == []


async def test_setup_says_when_the_bot_is_no_admin(empty: Street) -> None:
    """Privacy mode hides locations; pinning is not allowed."""
    street = empty
    street.world.set_member(GROUP, street.world.bot.id, "member")
    street.captain.say(GROUP, "/setup")
    await street.turn(3)
    text = _group(street)[0].text
    assert street.said("check-pin-no") in text
    assert street.said("check-privacy") in text


async def test_a_stranger_changes_nothing(street: Street) -> None:
    """A pin, a command and a button of somebody unregistered."""
    stranger = street.who(9999)
    stranger.send_location(GROUP, CENTRE.lat, CENTRE.lon)
    await street.turn(3)
    assert await street.last_number() == 0
    number = await street.report()
    stranger.say(GROUP, f"/cancel {number} because")
    await street.turn(3)
    toast = await street.press(9999, street.card(number), street.said("button-accept"))
    assert toast == street.said("not-registered")
    assert (await street.case(number)).state == "dispatched"


async def test_a_viewer_may_look_and_not_report(street: Street) -> None:
    """Refused in one sentence."""
    street.who(1007).send_location(1007, CENTRE.lat, CENTRE.lon)
    await street.turn(3)
    assert street.private(1007, street.said("viewer-may-only-look"))
    assert await street.last_number() == 0


async def test_only_captains_enrol_and_dismiss(street: Street) -> None:
    """老王 may not; the captain may, after one confirming tap."""
    hello = street.who(9999).say(GROUP, "hello")
    street.wang.say(GROUP, "/enrol captain", reply_to=hello)
    await street.turn(3)
    assert street.private(1002, street.said("captains-only-command"))
    street.captain.say(GROUP, "/enrol", reply_to=hello)
    await street.turn(3)
    street.captain.say(GROUP, "/dismiss", reply_to=hello)
    await street.turn(3)
    assert street.private(1001, street.said("sure-dismiss", name="陌生人"))
    await street.sure(1001)
    async with street.house.store.look() as tx:
        member = await tx.people.member(1, 9999)
    assert member is not None
    assert member.left_at is not None


async def test_a_captain_for_two_hours(street: Street) -> None:
    """The role ends by itself."""
    hello = street.wang.say(GROUP, "收到")
    street.captain.say(GROUP, "/enrol captain 2h", reply_to=hello)
    await street.turn(3)
    number = await street.report()
    street.wang.say(1002, f"/priority {number} high")
    await street.turn(3)
    assert (await street.case(number)).severity == "high"
    await street.turn(2 * 3600)
    street.wang.say(1002, f"/priority {number} low")
    await street.turn(3)
    assert (await street.case(number)).severity == "high"


async def test_duty_break_and_back(street: Street) -> None:
    """On a break nobody is sent; it ends by itself with one notice."""
    street.wang.say(1002, "/break 15")
    await street.turn(3)
    number = await street.report()
    assert (await street.case(number)).assignments[0].team_id == 2
    street.captain.say(1001, f"/cancel {number} mistake")
    await street.sure(1001)
    await street.turn(15 * 60)
    assert len(street.private(1002, street.said("break-over"))) == 1
    street.wang.say(1002, "/off")
    await street.turn(3)
    assert any(street.said("duty-ended", time={"word": "minutes", "value": 15}) in m.text for m in street.private(1002))


async def test_duty_ends_by_itself_and_is_asked_about_before(street: Street) -> None:
    """Ten minutes before the end: one hour more, with one tap."""
    await street.jump(12 * 3600 - 700)
    assert not [m for m in street.private(1002) if ":longer" in str(m.buttons)]
    await street.turn(110)
    [asked] = [m for m in street.private(1002) if ":longer" in str(m.buttons)]
    await street.press(1002, asked, street.said("button-hour-more"))
    await street.turn(1200)
    async with street.house.store.look() as tx:
        wang, qiang = await tx.people.member(1, 1002), await tx.people.member(1, 1004)
    assert wang is not None
    assert wang.duty is not None
    assert qiang is not None
    assert qiang.duty is None


async def test_the_last_of_a_team_with_a_case_stays_on_unless_it_hands_it_back(street: Street) -> None:
    """Off with a live case asks once; the tap releases it, and the next team is sent."""
    number = await street.report()
    street.wang.say(1002, "/off")
    await street.turn(3)
    [asked] = [m for m in street.private(1002) if ":off_sure" in str(m.buttons)]
    await street.press(1002, asked, street.said("button-off-anyway"))
    await street.turn(3)
    case = await street.case(number)
    assert case.lead is not None
    assert case.lead.team_id == 2


async def test_leaving_the_group_ends_duty_and_releases_the_case(street: Street) -> None:
    """The captain is told."""
    number = await street.report()
    street.wang.leave(GROUP)
    await street.turn(3)
    case = await street.case(number)
    assert case.lead is not None
    assert case.lead.team_id == 2
    assert street.private(1001, "老王")


async def test_who_has_no_private_chat_is_mentioned_in_the_group(street: Street) -> None:
    """老王 blocks the bot: the order comes to the group as a new message with his name."""
    street.wang.block()
    await street.turn(3)
    number = await street.report()
    await street.turn(3)
    assert [m for m in _group(street, f"#{number}") if "老王" in m.text and m.entities]


async def test_what_a_closed_chat_does_not_take_comes_to_the_group_whatever_fails_meanwhile(street: Street) -> None:
    """Telegram refuses, and the memory fails just then: tried again, and given up here with what is said there."""
    letter = Letter(1, 1002, LetterKind.NOTE, Priority.ANSWER, street.clock.now(), user_id=1002, key="board-empty")
    told, given_up = street.house.courier.on_unreachable, list[str]()

    async def fails_first(lost: Letter, error: str) -> bool:
        if not given_up:
            given_up.append("no")
            raise OSError(28, "No space left on device")
        done = await told(lost, error)
        async with street.house.store.look() as tx:
            found = await tx.connection.execute(STATE, {"id": lost.id})  # type: ignore[attr-defined]
        given_up.append(found.scalar_one())
        return done

    await street.turn(3)
    street.house.courier.on_unreachable = fails_first
    for _ in range(2):
        street.world.fail_next("sendMessage", 403, "Forbidden: bot was blocked by the user")
    async with street.house.store.begin() as tx:
        await tx.outbox.add(letter)
    street.house.courier.wake()
    await street.turn(5)
    assert given_up == ["no", "dropped"]
    [instead] = _group(street, street.said("board-empty"))
    assert "老王" in instead.text


async def test_a_group_that_became_a_supergroup_goes_on(street: Street) -> None:
    """The district follows; cards go to the new chat."""
    small = -4444
    street.world.add_group(small, "小组", [1002], creator=1001)
    street.captain.say(small, "/setup")
    await street.turn(3)
    new = street.world.migrate(small, -1002000000002)
    await street.turn(3)
    street.captain.send_location(new, CENTRE.lat, CENTRE.lon)
    await street.turn(5)
    assert [m for m in street.captain.sees(new) if m.by_bot and "#1" in m.text]


async def test_what_waited_for_a_group_that_became_a_supergroup_goes_to_that(street: Street) -> None:
    """A report that came just before, and is acknowledged just after."""
    small = -4444
    street.world.add_group(small, "小组", [1002], creator=1001)
    street.captain.say(small, "/setup")
    await street.turn(3)
    street.house.courier.pace.wait_until(small, street.clock.now() + timedelta(seconds=5))
    street.captain.send_location(small, CENTRE.lat, CENTRE.lon)
    await street.turn(2)
    new = street.world.migrate(small, -1002000000002)
    await street.turn(10)
    assert [m for m in street.captain.sees(new) if m.by_bot and "#1" in m.text]


async def test_an_anonymous_admin_is_told_why_not(street: Street) -> None:
    """The bot cannot know who writes."""
    street.captain.as_anonymous_admin(GROUP).say(GROUP, "/board")
    await street.turn(3)
    assert _group(street, street.said("anonymous-admin"))


async def test_teams_are_made_renamed_and_found_by_their_former_name(street: Street) -> None:
    """And a name that fits two is asked about."""
    street.captain.say(GROUP, "/team rename 一队 先锋队")
    await street.turn(3)
    number = await street.report()
    street.captain.say(1001, f"/assign {number} 一队")
    await street.turn(3)
    assert street.private(1001, street.said("already-leads", number=number))
    for name in ("东区一队", "东区二队"):
        street.captain.say(1001, f"/team new {name}")
        await street.turn(3)
    street.captain.say(1001, f"/assign {number} 东区")
    await street.turn(3)
    assert street.private(1001, street.said("assign-which", number=number, team="东区", teams="东区一队, 东区二队"))


async def test_help_shows_each_person_only_what_they_may_use(street: Street) -> None:
    """A captain sees /assign, a member does not."""
    for user_id in (1001, 1002):
        street.who(user_id).say(user_id, "/help")
    await street.turn(3)
    assert "/assign" in street.private(1001, "/help")[-1].text
    assert "/assign" not in street.private(1002, "/help")[-1].text
    street.wang.say(1002, "/acept 1")
    await street.turn(3)
    assert street.private(1002, street.said("unknown-command-near", name="acept", near="accept"))


async def test_a_captain_hears_where_the_figures_are(street: Street) -> None:
    """Until there is such a command; for a member it is one that there is not."""
    street.captain.say(1001, "/hotspots week")
    street.wang.say(1002, "/hotspots week")
    await street.turn(3)
    told = street.said("figures-where", name="hotspots")
    assert street.private(1001)[-1].text == told
    assert "/dashboard" in told
    assert not street.private(1002, told)
    assert "/hotspots" in street.private(1002)[-1].text


async def test_the_words_of_two_languages_are_complete() -> None:
    """Every key in both."""
    words = Words(strict=True)
    assert words.keys("zh") == words.keys("en")
