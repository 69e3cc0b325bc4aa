"""A flood of one person: answers are limited, reports never, and another's report does not wait behind it."""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.desk import rate_limits
from bot.desk.rate_limits import Answers, Say
from bot.evidence import room
from bot.evidence.pieces import EVIDENCE
from bot.work.inbox import InboxRow
from handlers.telegram.transport.lanes import AT_ONCE
from tests.stories.conftest import CENTRE, GROUP, START, Street, open_street
from tests.stories.test_closing_by_evidence import on_scene, pieces

FLOODER, STRANGER = 1006, 9999


async def test_the_same_question_many_times_is_answered_only_so_often(street: Street) -> None:
    """Then one line says so, and after a minute it goes on."""
    for _ in range(rate_limits.ANSWERS + 20):
        street.reporter.say(FLOODER, "/help")
    await street.settle()
    await street.turn(90)
    assert len(street.private(FLOODER)) == rate_limits.ANSWERS + 1
    assert street.private(FLOODER)[-1].text == street.said("answers-limited")
    street.reporter.say(FLOODER, "/help")
    await street.turn(10)
    assert len(street.private(FLOODER)) == rate_limits.ANSWERS + 2


async def test_reports_are_never_limited(street: Street) -> None:
    """Forty pins in a row, forty cases."""
    for n in range(rate_limits.ANSWERS + 10):
        street.reporter.send_location(GROUP, CENTRE.lat + n * 0.001, CENTRE.lon)
    await street.settle()
    assert await street.last_number() == rate_limits.ANSWERS + 10


async def test_a_stranger_costs_the_group_hardly_anything(street: Street) -> None:
    """A hundred commands of somebody unknown: three answers and a line."""
    for _ in range(100):
        street.who(STRANGER).say(GROUP, "/cancel 1 nonsense")
    await street.settle()
    before = len(street.captain.sees(GROUP))
    await street.turn(120)
    told = [m for m in street.captain.sees(GROUP) if m.by_bot and m.text == street.said("answers-limited")]
    assert len(told) == 1
    assert len(street.captain.sees(GROUP)) - before <= rate_limits.STRANGERS_ANSWERS + 1


async def test_more_photos_than_a_case_can_need_are_not_kept(street: Street) -> None:
    """The refusal says so; the pieces before it stay, and a report is still taken."""
    number = await street.report(by=FLOODER)
    for _ in range(room.PIECES + 5):
        street.reporter.send_photo(GROUP)
    await street.settle()
    await street.turn(90)
    kept = await street.house.board.backlog()
    assert kept == 0
    async with street.house.store.look() as tx:
        case = await street.case(number)
        pieces = await tx[EVIDENCE].count_of(FLOODER, GROUP, START)
    assert pieces == room.PIECES
    assert case.state == "dispatched" or case.is_live
    refusal = street.said("pieces-limited", most=room.PIECES, minutes=room.MINUTES)
    assert refusal in {m.text for m in street.private(FLOODER)}
    street.reporter.send_photo(GROUP, caption="有人持刀砍人", reply_to=street.card(number))
    await street.turn(3)
    assert (await street.case(number)).item == "fight"
    before = await street.last_number()
    street.reporter.send_location(GROUP, CENTRE.lat + 0.01, CENTRE.lon)
    await street.settle()
    assert await street.last_number() == before + 1


async def test_who_sent_enough_to_a_case_hears_so_and_what_it_lacks_is_taken(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither their own talk nor that of others keeps the photos out with which it is closed; danger is heard.

    Who cries for help is offered the call all the same, in reply to the card and in private.
    """
    monkeypatch.setattr(room, "MOST_OF_ONE", 3)
    number = await on_scene(street)
    for who in (street.wang, street.reporter):
        for n in range(4):
            who.say(GROUP, f"{n}", reply_to=street.card(number))
            await street.turn(2)
        refusal = street.said("case-has-enough", number=number, most=3)
        assert [m.text for m in street.private(who.id)].count(refusal) == 1
    for _ in range(4):
        street.wang.send_photo(1002)
        await street.turn(2)
    assert [piece.by_id for piece in await pieces(street, number)] == [1002] * 3 + [FLOODER] * 3 + [1002] * 3
    assert street.private(1002)[-1].text == street.said("case-has-enough", number=number, most=3)
    street.reporter.send_photo(GROUP, caption="有人持刀", reply_to=street.card(number))
    await street.turn(3)
    assert (await street.case(number)).item == "fight"
    assert len(await pieces(street, number)) == 9
    street.reporter.say(GROUP, "救命", reply_to=street.card(number))
    await street.turn(3)
    assert street.private(FLOODER)[-1].text == street.said("sos-offered")
    monkeypatch.setattr(room, "PIECES", 1)
    for said in ("还有一件事", "还有两件事"):
        street.who(FLOODER).say(FLOODER, said)
    await street.turn(3)
    assert street.private(FLOODER)[-1].text == street.said("pieces-limited", most=1, minutes=room.MINUTES)
    street.who(FLOODER).say(FLOODER, "救命")
    await street.turn(3)
    assert street.private(FLOODER)[-1].text == street.said("sos-offered")


@pytest.mark.parametrize("messages", [1_000, pytest.param(10_000, marks=pytest.mark.long)])
async def test_another_persons_report_is_not_behind_a_flood(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, messages: int
) -> None:
    """From the moment it is stored, only a handful of the flood's rows go before it."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    street = await open_street(tmp_path, "zh")
    try:
        await street.settle()
        done: list[tuple[int, bool]] = []
        stored_at: list[int] = []
        handle, take = street.house.lanes.handle, street.house.intake.on_new

        def arrived(rows: Sequence[InboxRow]) -> None:
            if any(row.lane == 1002 for row in rows):
                stored_at.append(len(done))
            take(rows)

        async def watched(row: InboxRow) -> bool:
            told = json.loads(row.payload)["message"]
            done.append((told["from"]["id"], "location" in told))
            return await handle(row)

        street.house.lanes.handle, street.house.intake.on_new = watched, arrived
        for n in range(messages):
            street.reporter.say(GROUP, f"talk {n}")
        street.wang.send_location(GROUP, CENTRE.lat, CENTRE.lon)
        street.reporter.send_location(GROUP, CENTRE.lat + 0.01, CENTRE.lon)
        while len(done) < messages + 2:
            await asyncio.sleep(0.01)
        await street.settle()
        assert await street.last_number() == 2
        assert len(done) == messages + 2
        assert done.index((1002, True)) - stored_at[0] <= 3 * AT_ONCE
        assert done[-1] == (FLOODER, True), "the flooder's own report keeps its order"
    finally:
        await street.stack.aclose()


def test_answers_are_counted_by_person_and_minute() -> None:
    """The first so many, then one last line, then nothing, until the minute has passed; a clock set back frees."""
    answers = Answers()
    said = [answers.ask(1, START, is_known=False) for _ in range(6)]
    assert said == [Say.YES] * rate_limits.STRANGERS_ANSWERS + [Say.LAST, Say.NO, Say.NO]
    assert answers.ask(2, START, is_known=True) is Say.YES
    assert answers.ask(1, START + rate_limits.MINUTE, is_known=False) is Say.YES
    assert answers.ask(1, START - rate_limits.MINUTE, is_known=False) is Say.YES
