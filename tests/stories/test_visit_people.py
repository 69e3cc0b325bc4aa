"""Who counts in a visit: with a certificate in date, there or with an answer; and who takes whom out of it."""

from dataclasses import replace
from datetime import date

from bot.bodies.officers import OFFICERS
from tests.stories.conftest import START, Street
from tests.stories.test_visiting import CHEN, FANG, LU, SAY, _at, _begin, _now, _planned, _press, _signed, _step

SAID = {
    "zh": {"officer": "加人 方工", "out": "回避 陈队 亲属", "why": "关门了"},
    "en": {"officer": "officer 方工", "out": "recuse 陈队 a relative", "why": "They closed"},
}


async def certificate_ends(street: Street, user_id: int) -> None:
    """It was over yesterday."""
    async with street.house.store.begin() as tx:
        [one] = await tx[OFFICERS].standing(1, user_id)
        await tx[OFFICERS].end(one.id, START, None)
        await tx[OFFICERS].add(replace(one, id=0, certified_until=date(2026, 3, 1)))


async def refused(street: Street, user_id: int, data: str) -> str:
    """What stands under the thumb after a press that was refused."""
    query = street.who(user_id).press_data(_step(street, user_id), data)
    await street.turn(2)
    return (await street.who(user_id).answer(query)).text or ""


async def test_who_signs_was_there_with_a_certificate_in_date(street: Street) -> None:
    """Who was named meanwhile and saw nothing does not sign, nor whose certificate ended: both read why.

    What the latter says is a note. Only oneself, one's own body and the approver of what leads take somebody out.
    """
    say, number = SAY[street.language] | SAID[street.language], await _planned(street, officers=(CHEN, LU))
    await _begin(street, number)
    await street.say(LU, f"/visit {number} {say['out']}")
    assert "陈队" in street.private(LU)[-1].text
    assert street.said("visit-recuse-not-theirs", number=number, name="陈队", body="§").split("§")[0] in (
        street.private(LU)[-1].text
    )
    await street.say(CHEN, f"/visit {number} {say['officer']}")
    assert (await _now(street, number)).officers == (CHEN, LU, FANG)
    await street.say(CHEN, say["pass"])
    await _press(street, CHEN, "finish")
    await street.say(CHEN, say["why"])
    sign = f"visit:1.{number}:sign:"
    assert await refused(street, FANG, f"{sign}1") == street.said("visiting-came-late", number=number)

    await certificate_ends(street, CHEN)
    over = street.said("visit-certificate-over", number=number, name="陈队", day="2026-03-01")
    assert await refused(street, CHEN, f"{sign}1") == over
    assert await _signed(street, number) == []
    await _press(street, LU, "correct")
    await street.say(CHEN, say["fail"])
    assert (noted := await _at(street, number, 8)) is not None
    assert (noted.to_body, noted.hours) == ("fire", None)
    assert street.said("visiting-note-expired", day="2026-03-01") in _step(street, CHEN).text
    assert await refused(street, CHEN, f"visit:1.{number}:read") == over
    await street.say(FANG, say["corrected"])
    await _press(street, FANG, "finish")
    await street.say(FANG, say["why"])
    for count, one in enumerate((FANG, LU), 1):
        await _press(street, one, "sign")
        assert len(await _signed(street, number)) == count
    await street.say(FANG, f"/visit {number} {say['out']}")
    assert (await _now(street, number)).recused == (CHEN,)
