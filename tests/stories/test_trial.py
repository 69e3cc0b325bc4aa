"""The trial at the end of /setup: one captain plays a whole case alone, and nobody else is drawn into it."""

from datetime import timedelta

import pytest

from bot.trials.table import TRIALS, Trial
from handlers.drill.people.seen import Seen
from tests.stories.conftest import CENTRE, GROUP, Street
from tests.stories.test_people import empty  # noqa: F401  # the fixture

CAPTAIN, OTHER = 1001, 1006
MARK = {"zh": "🧪 演练", "en": "🧪 DRILL"}
STEPS = ("accept", "arrive", "resolve", "confirm")
LASTS = int(timedelta(minutes=15).total_seconds())


async def _trials(street: Street) -> list[Trial]:
    """Every trial of the district, oldest first."""
    async with street.house.store.look() as tx:
        found = [await tx[TRIALS].by_number(1, n) for n in range(1, await street.last_number() + 1)]
    return [one for one in found if one is not None]


def _list(street: Street) -> Seen:
    """The newest list of /setup."""
    return [m for m in street.captain.sees(GROUP) if m.by_bot and street.said("check-pin-yes") in m.text][-1]


def _step(street: Street, user_id: int = CAPTAIN) -> Seen:
    """The newest message of a trial to somebody."""
    return [m for m in street.private(user_id) if MARK[street.language] in m.text][-1]


async def _setup(street: Street) -> None:
    street.captain.say(GROUP, "/setup")
    await street.turn(3)


async def _begin(street: Street, user_id: int = CAPTAIN) -> str:
    toast = await street.press(user_id, _list(street), street.said("button-trial-begin"))
    await street.turn(2)
    return toast


async def _play(street: Street, *steps: str) -> None:
    for step in steps:
        await street.press(CAPTAIN, _step(street), street.said(f"button-{step}"))
        await street.turn(2)


async def test_one_captain_plays_it_through(street: Street) -> None:
    """Order, accept, arrive, done, confirm: the card says DRILL, the list gets its tick, nobody else hears a word."""
    await _setup(street)
    assert street.said("trial-line-ready") in _list(street).text
    before = {who: len(street.private(who)) for who in (1002, 1003, 1004, 1005, 1006, 1007)}
    cards = len(street.captain.sees(GROUP))
    assert await _begin(street) == street.said("trial-in-private")
    assert street.card(1).text.startswith(MARK[street.language])
    assert not street.card(1).labels
    assert "#1" in _list(street).text
    assert street.said("setup-next-trial-runs", number=1, name="§").split("§")[1] in _list(street).text
    for step, state in zip(STEPS, ("dispatched", "accepted", "on-scene", "resolved"), strict=True):
        assert street.said(f"state-{state}") in street.card(1).text
        label = street.said(f"button-{step}")
        assert _step(street).labels == [label]
        assert label in _step(street).text
        await _play(street, step)
    assert not _step(street).labels
    assert street.said("setup-next-duty") in _step(street).text
    assert street.said("state-closed") in street.card(1).text
    await street.turn(20)
    assert street.said("trial-line-done", number=1) in _list(street).text
    assert street.said("setup-next-duty") in _list(street).text
    assert street.said("button-trial-begin") not in _list(street).labels
    assert {who: len(street.private(who)) for who in before} == before
    assert len(street.captain.sees(GROUP)) == cards + 1


async def test_it_ends_by_itself(street: Street) -> None:
    """After fifteen minutes, without a reminder before; then another may begin."""
    await _setup(street)
    await _begin(street)
    await _play(street, "accept")
    told, heard = len(street.captain.sees(GROUP)), len(street.private(CAPTAIN))
    await street.turn(LASTS - 30)
    assert (len(street.captain.sees(GROUP)), len(street.private(CAPTAIN))) == (told, heard)
    assert street.needs() is None
    assert (await _trials(street))[0].is_live
    await street.turn(60)
    [trial] = await _trials(street)
    assert (trial.state, trial.reason) == ("stopped", "time")
    assert (len(street.captain.sees(GROUP)), len(street.private(CAPTAIN))) == (told, heard)
    assert street.said("state-stopped") in street.card(1).text
    assert street.said("trial-line-over", number=1) in _list(street).text
    await street.press(CAPTAIN, _step(street), street.said("button-trial-begin"))
    await street.turn(2)
    assert [one.is_live for one in await _trials(street)] == [False, True]
    await _play(street, *STEPS)
    await street.turn(20)
    assert street.said("trial-line-done", number=2) in _list(street).text


async def _second_captain(street: Street) -> None:
    hello = street.reporter.say(GROUP, "我在")
    street.captain.say(GROUP, "/enrol captain", reply_to=hello)
    await street.turn(20)


async def test_a_second_captain_waits_for_the_first(street: Street) -> None:
    """One is played at a time; who plays it and until when is said; nobody else can press its buttons."""
    await _second_captain(street)
    await _setup(street)
    listed = _list(street)
    await _begin(street)
    query = street.who(OTHER).press_data(listed, "trial:1.0:begin")
    await street.settle()
    said = (await street.who(OTHER).answer(query)).text
    assert said == street.said("trial-runs", name="钱队", number=1, until="08:15")
    query = street.who(OTHER).press_data(street.card(1), "trial:1.1:accept")
    await street.settle()
    assert (await street.who(OTHER).answer(query)).text == street.said("trial-of-another", name="钱队", number=1)
    assert [one.state for one in await _trials(street)] == ["dispatched"]
    await street.turn(LASTS + 20)
    await _begin(street, OTHER)
    assert (await _trials(street))[-1].reporter_id == OTHER
    assert MARK[street.language] in street.private(OTHER)[-1].text


async def test_two_press_at_once(street: Street) -> None:
    """One of them plays; the other is told who."""
    await _second_captain(street)
    await _setup(street)
    queries = [(who, street.who(who).press_data(_list(street), "trial:1.0:begin")) for who in (CAPTAIN, OTHER)]
    await street.turn(3)
    [trial] = await _trials(street)
    told = {who: (await street.who(who).answer(query)).text for who, query in queries}
    assert told.pop(trial.reporter_id or 0) == street.said("trial-in-private")
    [refused] = told.values()
    assert "#1" in str(refused)


async def test_whoever_begins_again_gets_the_step_again(street: Street) -> None:
    """Their own press brings it as the newest message; the one above has no button any more, and does nothing."""
    await _setup(street)
    await _begin(street)
    first = _step(street)
    query = street.captain.press_data(_list(street), "trial:1.0:begin")
    await street.turn(2)
    assert (await street.captain.answer(query)).text == street.said("trial-in-private")
    again = _step(street)
    assert again.id != first.id
    assert [m.labels for m in street.private(CAPTAIN) if m.id == first.id] == [[]]
    assert len(await _trials(street)) == 1
    await _play(street, "accept")
    query = street.captain.press_data(again, "trial:1.1:accept")
    await street.settle()
    assert (await street.captain.answer(query)).text == street.said("trial-elsewhere", number=1)
    assert (await _trials(street))[0].state == "accepted"
    await _play(street, "arrive", "resolve", "confirm")
    query = street.captain.press_data(again, "trial:1.1:accept")
    await street.settle()
    assert (await street.captain.answer(query)).text == street.said("trial-is-over", number=1)


@pytest.mark.parametrize("how", ["dismissed", "left"])
async def test_its_captain_is_gone(street: Street, how: str) -> None:
    """Dismissed, or left the group: it ends at once, and nothing of it comes to those who are left."""
    await _second_captain(street)
    street.who(OTHER).say(GROUP, "/setup")
    await street.turn(3)
    await _begin(street, OTHER)
    heard = len(street.private(OTHER))
    if how == "dismissed":
        hello = street.reporter.say(GROUP, "再见")
        street.captain.say(GROUP, "/dismiss", reply_to=hello)
        await street.turn(3)
        await street.sure(CAPTAIN)
    else:
        street.world.set_member(GROUP, OTHER, "left")
    await street.turn(20)
    [trial] = await _trials(street)
    assert (trial.state, trial.reason) == ("stopped", "left")
    assert street.said("state-stopped") in street.card(1).text
    assert not any(MARK[street.language] in m.text for m in street.private(CAPTAIN))
    assert len(street.private(OTHER)) <= heard + 1


async def test_a_restart_in_between(street: Street) -> None:
    """The bot is started again: the button still works, and its end still comes."""
    await _setup(street)
    await _begin(street)
    await street.stop()
    await street.start()
    await _play(street, "accept")
    assert (await _trials(street))[0].state == "accepted"
    await street.stop()
    await street.clock.turn(LASTS)
    await street.start()
    await street.turn(5)
    assert (await _trials(street))[0].state == "stopped"
    assert street.said("state-stopped") in street.card(1).text


async def test_a_real_pin_comes_meanwhile(street: Street) -> None:
    """It is dealt with as ever: its team is sent, words and buttons are its own, and the trial goes on beside it."""
    await _setup(street)
    await _begin(street)
    number = await street.report()
    await street.turn(3)
    order = [m for m in street.private(1002, f"#{number}") if street.said("button-accept") in m.labels][-1]
    await street.press(1002, order, street.said("button-accept"))
    await street.turn(2)
    real = await street.case(number)
    assert real.state == "accepted"
    assert not real.drill
    assert (await _trials(street))[0].state == "dispatched"
    await _play(street, *STEPS)
    assert (await street.case(number)).state == "accepted"
    assert (await _trials(street))[0].state == "closed"


async def test_a_reply_to_its_message_stays_in_it(street: Street) -> None:
    """Words that are its next move make it; a photo and other words go to no real case, even with one in hand."""
    hello = street.wang.say(GROUP, "我在")
    street.captain.say(GROUP, "/enrol captain", reply_to=hello)
    await street.turn(20)
    await _setup(street)
    number = await street.report()
    await street.turn(3)
    before = await street.case(number)
    toast = await street.press(1002, _list(street), street.said("button-trial-begin"))
    assert toast == street.said("trial-in-private")
    await street.turn(2)
    street.wang.say(1002, "接单", reply_to=_step(street, 1002))
    await street.turn(2)
    assert (await _trials(street))[0].state == "accepted"
    street.wang.send_photo(1002, reply_to=_step(street, 1002))
    street.wang.say(1002, "办结", reply_to=_step(street, 1002))
    street.wang.say(1002, "/arrived", reply_to=_step(street, 1002))
    await street.turn(2)
    [trial] = await _trials(street)
    assert trial.state == "accepted"
    assert len(street.private(1002, street.said("is-of-trial", number=trial.number))) == 3
    told = len(street.captain.sees(GROUP))
    street.reporter.say(GROUP, "哈哈", reply_to=street.card(trial.number))
    street.reporter.send_photo(GROUP, reply_to=street.card(trial.number))
    await street.turn(10)
    assert len(street.captain.sees(GROUP)) == told + 2
    after = await street.case(number)
    assert (after.state, after.assignments) == (before.state, before.assignments)


async def test_a_captain_without_private_chat(street: Street) -> None:
    """One line with the link, and nothing has begun."""
    street.captain.say(GROUP, "/enrol captain", reply_to=street.who(1003).say(GROUP, "我在"))
    await street.turn(20)
    await _setup(street)
    await _begin(street, 1003)
    said = [m for m in street.captain.sees(GROUP) if m.by_bot][-1]
    assert said.text == street.said("trial-wants-private", name="小李")
    assert said.labels == [street.said("button-open-private")]
    assert await _trials(street) == []


async def test_a_private_chat_that_was_closed(street: Street) -> None:
    """The captain has blocked the bot: it ends, the group gets one line, and no button of it."""
    await _setup(street)
    street.world.fail_next("sendMessage", 403, "Forbidden: bot was blocked by the user")
    await _begin(street)
    await street.turn(5)
    [trial] = await _trials(street)
    assert (trial.state, trial.reason) == ("stopped", "unreachable")
    said = [
        m for m in street.captain.sees(GROUP) if m.by_bot and m.text == street.said("trial-wants-private", name="钱队")
    ]
    assert [m.labels for m in said] == [[street.said("button-open-private")]]


async def test_what_is_missing_is_said(empty: Street) -> None:  # noqa: F811  # the fixture
    """Without a team, a base, a free team: what to do first; and a forged press says the same."""
    street = empty
    street.captain.start_private()
    await _setup(street)
    assert street.said("trial-line-team") in _list(street).text
    assert street.said("button-trial-begin") not in _list(street).labels
    query = street.captain.press_data(_list(street), "trial:1.0:begin")
    await street.settle()
    assert (await street.captain.answer(query)).text == street.said("trial-first-team")
    street.captain.say(GROUP, "/team new 一队")
    await street.turn(20)
    assert street.said("trial-line-base", team="一队") in _list(street).text
    query = street.captain.press_data(_list(street), "trial:1.0:begin")
    await street.settle()
    assert (await street.captain.answer(query)).text == street.said("trial-first-base", team="一队")
    street.captain.send_location(GROUP, CENTRE.lat, CENTRE.lon)
    await street.turn(20)
    assert street.said("trial-line-ready") in _list(street).text
    assert await _begin(street) == street.said("trial-in-private")


async def test_all_teams_are_at_work(street: Street) -> None:
    """No team is free: it is said, and nothing begins."""
    await _setup(street)
    for n in range(3):
        await street.report(near=CENTRE.__class__(CENTRE.lat + n / 1000, CENTRE.lon))
        await street.turn(2)
    assert await _begin(street) == street.said("trial-first-free", team="")
    assert await _trials(street) == []


async def test_the_whole_first_hour_in_six_calls(empty: Street) -> None:  # noqa: F811  # the fixture
    """Country, team, base, a member, a private chat and the trial: the list is sent once, then edited."""
    street = empty
    street.captain.start_private()
    await _setup(street)
    first = _list(street)
    street.captain.say(GROUP, "/setup CN")
    await street.turn(3)
    street.captain.say(GROUP, "/team new 一队")
    await street.turn(3)
    street.captain.send_location(GROUP, CENTRE.lat, CENTRE.lon)
    hello = street.wang.say(GROUP, "大家好")
    street.captain.say(GROUP, "/enrol", reply_to=hello)
    await street.turn(20)
    street.wang.start_private()
    await street.turn(20)
    await _begin(street)
    await _play(street, *STEPS)
    await street.turn(20)
    assert _list(street).id == first.id
    assert street.said("trial-line-done", number=1) in _list(street).text
    calls = street.world.calls.of(GROUP)
    assert len([call for call in calls if call.message_id == first.id]) <= 6
    assert len([call for call in calls if call.message_id == street.card(1).id]) <= 5
