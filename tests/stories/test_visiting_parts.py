"""A body that joined a visit which is under way: it answers and signs once its own approver has said yes."""

from bot.bodies import changing
from bot.bodies import officers as bodies_officers
from bot.bodies.officers import Officer
from bot.inspections import show
from bot.inspections.papers.record import recording
from bot.inspections.table import State
from bot.register.people import Person
from bot.work.speaker import Speaker
from tests.stories.conftest import START, Street
from tests.stories.test_visiting import CHEN, FANG, LU, SAY, _now, _planned, _press, _record, _signed, _step

MARK = 2005
"""The head of the market's body, who approves."""


async def under_way(street: Street) -> int:
    """A visit that the fire service began on the spot, and the market has joined since; its number."""
    begun = {"state": State.UNDER_WAY, "begun_at": START, "found_by": "scan", "found_at": START}
    number = await _planned(street, approved=("fire",), **begun)
    street.world.add_person(MARK, "马科", f"user{MARK}", started=True)
    async with street.house.store.begin() as tx:
        district = await tx.districts.get(1)
        assert district is not None
        await tx.people.save(Person(MARK, "马科", language=street.language, private_open=True))
        head = Officer(1, MARK, "马科", "market", START, approver=True, how=bodies_officers.How.HEAD)
        await changing.put(tx, district, head, part="captain", channel="private")
    return number


def lines(street: Street, *numbers: int) -> str:
    """Single passes, one a line."""
    return "\n".join(f"{n} {SAY[street.language]['alone']}" for n in numbers)


async def test_who_joined_answers_once_their_approver_has_said_yes(street: Street) -> None:
    """Before it nothing of theirs is kept, not even as a note, and they read why; afterwards they are told."""
    number = await under_way(street)
    market = street.house.words.fact(street.language, show.body_named("market"))
    await street.say(LU, lines(street, 1, 7))
    assert street.said("visiting-part-open", number=number, n=1, body="§").split("§")[0] in street.private(LU)[-1].text
    assert not (await _record(street, number)).newest
    await street.say(LU, f"/visit {number}")
    assert street.said("visiting-part-waits", body=market) in _step(street, LU).text
    await street.say(MARK, f"/visit {number} approve")
    assert (await _now(street, number)).not_yet == ()
    assert street.said("visiting-told-part", name="马科", body=market) in _step(street, LU).text
    await street.say(LU, lines(street, 1))
    assert len((await _record(street, number)).newest) == 1


async def test_a_part_that_nobody_approved_is_left_out_by_name(street: Street) -> None:
    """The others read back and sign without it; its officers do not sign, and the record says what was not checked."""
    number = await under_way(street)
    market = street.house.words.fact(street.language, show.body_named("market"))
    await street.say(CHEN, lines(street, *range(7, 16)))
    await _press(street, CHEN, "read")
    said = street.said("visiting-part-left-out", body=market, numbers={"name_zh": "1-6、16", "name_en": "1-6, 16"})
    assert said in _step(street, CHEN).text
    query = street.who(LU).press_data(street.private(LU)[-1], f"visit:1.{number}:sign:1")
    await street.turn(2)
    told = (await street.who(LU).answer(query)).text or ""
    assert street.said("visiting-part-no-signature", number=number, body="§").split("§")[0] in told
    await street.say(MARK, f"/visit {number} approve")
    assert (await _now(street, number)).approved == ("fire",)
    for one in (CHEN, FANG):
        await _press(street, one, "sign")
    await _press(street, CHEN, "refused")
    await street.say(CHEN, "李大姐")
    visit = await _now(street, number)
    assert (visit.state, sorted(await _signed(street, number))) == ("signed", ["officer", "officer", "place"])
    reader = Speaker(CHEN, "陈队", 0, street.clock.now(), channel="web", district_id=1)
    sheet = await street.house.board.see(recording.of, reader, visit=visit)
    rows = {row.label["word"]: row.value for row in sheet.rows}
    assert rows["visit-paper-approval"][-1] == {
        "word": "visit-paper-not-approved-by",
        "bodies": show.bodies_named(["market"]),
    }
    assert [one.answer["word"] for one in sheet.items if one.number in {1, 16}] == ["visit-paper-open"] * 2
