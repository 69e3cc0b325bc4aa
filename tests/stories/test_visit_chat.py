"""What stays in the chat of a visit: questions with a way back, the text to forward, what it came to."""

from bot.inspections import show
from bot.inspections.table import State
from bot.work.speaker import Speaker
from tests.stories.conftest import START, Street
from tests.stories.test_visiting import CHEN, SAY, _now, _planned, _press

CAPTAIN = 1001


def newest(street: Street, user_id: int) -> str:
    """The newest message to somebody."""
    return street.private(user_id)[-1].text


async def tap(street: Street, user_id: int, label: str) -> None:
    """Press the newest button of this label."""
    wanted = street.said(label)
    seen = [one for one in street.private(user_id) if wanted in one.labels]
    assert seen, (label, newest(street, user_id), street.private(user_id)[-1].labels)
    await street.press(user_id, seen[-1], wanted)
    await street.turn(3)


async def test_a_question_stays_until_it_is_answered_or_given_up(street: Street) -> None:
    """It is a message with a way back, no alert that is gone; after the way back words are no answer any more."""
    number = await _planned(street)
    await street.say(CHEN, f"/visit {number}")
    await tap(street, CHEN, "button-visit-cancel")
    assert street.said("visit-why-cancel") in newest(street, CHEN)
    await tap(street, CHEN, "button-visiting-again")
    assert f"#{number}" in newest(street, CHEN)
    await street.say(CHEN, "店里没人" if street.language == "zh" else "nobody there")
    assert (await _now(street, number)).state == "approved"
    await street.say(CHEN, f"/visit {number}")
    await tap(street, CHEN, "button-visit-move-to")
    assert street.said("visit-which-days") in newest(street, CHEN)
    await tap(street, CHEN, "button-visiting-again")
    await tap(street, CHEN, "button-visit-cancel")
    await street.say(CHEN, "店里没人" if street.language == "zh" else "nobody there")
    assert (await _now(street, number)).state == "cancelled"


async def test_the_text_to_forward_stays(street: Street) -> None:
    """Below it comes what is next; the text itself loses its button only."""
    number = await _planned(street)
    await street.say(CHEN, f"/visit {number}")
    await tap(street, CHEN, "button-visit-notify")
    notice = newest(street, CHEN)
    assert "通盛小店" in notice
    await tap(street, CHEN, "button-visit-notified")
    assert (await _now(street, number)).state == "notified"
    [kept] = [one for one in street.private(CHEN) if one.text == notice]
    assert not kept.labels
    assert street.said("button-visit-begin") in street.private(CHEN)[-1].labels


async def test_a_captain_reads_what_it_came_to(street: Street) -> None:
    """The counts and what failed, on the card of a visit that is signed; and whom to enrol where."""
    begun = {"state": State.UNDER_WAY, "begun_at": START, "found_by": "scan", "found_at": START}
    number = await _planned(street, firm=False, officers=(CHEN,), **begun)
    await street.say(CHEN, "7 " + SAY[street.language]["alone"])
    await street.say(CHEN, SAY[street.language]["fail"])
    await _press(street, CHEN, "finish")
    await street.say(CHEN, "关门了" if street.language == "zh" else "They closed")
    await _press(street, CHEN, "sign")
    await _press(street, CHEN, "refused")
    await street.say(CHEN, "李大姐")
    assert (await _now(street, number)).state == "signed"
    await street.say(CAPTAIN, f"/case {number}")
    counted = {"pass": 1, "fixed": 0, "fail": 1, "handed": 0, "na": 0, "open": 14}
    assert street.said("visiting-counts", **counted) in newest(street, CAPTAIN)
    await street.say(CAPTAIN, "/enrol")
    assert "/enrol officer" in newest(street, CAPTAIN)


async def test_an_approval_says_when_it_may_begin(street: Street) -> None:
    """Today, where its window has begun."""
    number = await _planned(street)
    who = Speaker(CHEN, "陈队", 0, street.clock.now(), channel="web", district_id=1)
    told = await street.house.board.see(show.facts, who, visit=await _now(street, number))
    assert told["next"] == {"word": "visit-next-notify-today"}
    await street.say(CHEN, f"/visit {number}")
    assert street.said("visit-next-notify-today") in newest(street, CHEN)
    await street.say(CHEN, f"/visit {number} cancel because")
    assert street.said("visit-next-again") in newest(street, CHEN)
