"""One visit for all, from the first wish to the last hazard that is gone: what may go wrong in between does."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from bot.checklists import starter
from bot.hazards.table import HAZARDS, Hazard
from bot.inspections import visit as visit_values
from bot.inspections.table import CLOSED, VISITS, Visit
from bot.inspections.visit import Answered, Result
from bot.inspections.visiting import items
from bot.places.register import Place
from bot.register.people import Person
from handlers.drill.people.seen import Seen
from tests.faults.after_trouble import restart
from tests.stories.conftest import CENTRE, DISTRICT, GROUP, Street, a_street, put_places

SUN, CHEN, FANG, LU, MARK, XIE = 2001, 2002, 2003, 2004, 2005, 2006
NAMES = {SUN: "孙所", CHEN: "陈队", FANG: "方工", LU: "陆工", MARK: "马科", XIE: "谢工"}
WITH_OFFICERS = (
    DISTRICT
    + """
officers:
  - {user_id: 2001, name: 孙所, body: fire, certificate: F-1, until: 2036-06-30, approver: head}
  - {user_id: 2002, name: 陈队, body: fire, certificate: F-2, until: 2036-06-30}
  - {user_id: 2003, name: 方工, body: fire, certificate: F-3, until: 2036-06-30}
  - {user_id: 2004, name: 陆工, body: market, certificate: M-1, until: 2036-06-30}
  - {user_id: 2005, name: 马科, body: market, certificate: M-2, until: 2036-06-30, approver: head}
  - {user_id: 2006, name: 谢工, body: enf, certificate: E-1, until: 2036-06-30}
"""
)
SHOP = Place("P1", "通盛小店", "shop", CENTRE)
ITEMS = items.in_order(starter.lists()[:1])
SAY = {
    "zh": {
        "wish": "/visit 通盛小店", "officer": "加人", "pass": "合格", "fail": "不合格", "days": "日", "fixed": "已改好",
        "gas": "移交 燃气", "wire": "插座发烫", "old": "过期", "box": "搬进店里", "now": "重大 立即",
    },
    "en": {
        "wish": "/visit 通盛小店", "officer": "officer", "pass": "pass", "fail": "fail", "days": " days",
        "fixed": "fixed", "gas": "hand over to gas", "wire": "a hot socket", "old": "out of date",
        "box": "carried inside", "now": "critical at once",
    },
}  # fmt: skip


@pytest.fixture(params=["zh", "en"])
async def town(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Street]:
    """A street with officers of three bodies, whose private chats are open, and a shop."""
    async with a_street(tmp_path, request.param, WITH_OFFICERS) as made:
        async with made.house.store.begin() as tx:
            await put_places(tx, SHOP)
            for user_id, name in NAMES.items():
                await tx.people.save(Person(user_id, name, language=made.language, private_open=True))
                made.world.add_person(user_id, name, f"user{user_id}", started=True)
        yield made


@dataclass
class Record:
    """What is stored of a visit."""

    visit: Visit
    answered: list[Answered]
    signed: list[str]
    hazards: list[Hazard] = field(default_factory=list)

    def of(self, n: int) -> list[Answered]:
        """Every answer to an item, as it was kept."""
        return [one for one in self.answered if one.item == ITEMS[n - 1].key]


async def stored(town: Street, number: int) -> Record:
    """The record as it stands."""
    async with town.house.store.look() as tx:
        visit = await tx[VISITS].by_number(1, number)
        assert visit is not None
        signed = visit_values.stand(await tx[VISITS].signatures(visit.id), visit.round)
        return Record(
            visit,
            list(await tx[VISITS].answered(visit.id)),
            sorted(one.signs for one in signed),
            list(await tx[HAZARDS].of_visit(visit.id)),
        )


async def tap(town: Street, user_id: int, label: str, **facts: object) -> None:
    """Press the newest button of this label that somebody has."""
    wanted = town.said(label, **facts)
    seen = [one for one in town.private(user_id) if wanted in one.labels]
    assert seen, (label, [(one.text, one.labels) for one in town.private(user_id)][-3:])
    await town.press(user_id, seen[-1], wanted)
    await town.turn(3)


def step(town: Street, user_id: int) -> Seen:
    """The message of the visit with which somebody goes on."""
    return [one for one in town.private(user_id, "📋") if one.labels][-1]


async def planned(town: Street) -> int:
    """Wished for by the fire service, joined by the market with one tap, approved by both; its number."""
    say = SAY[town.language]
    await town.say(CHEN, say["wish"])
    await tap(town, CHEN, "button-visit-go")
    number = await town.last_number()
    await tap(town, SUN, "button-visit-approve")
    await town.say(LU, say["wish"])
    await tap(town, LU, "button-visit-join", number=number)
    await tap(town, MARK, "button-visit-approve-part")
    for name in ("方工", "谢工"):
        await town.say(CHEN, f"/visit_{number} {say['officer']} {name}")
    await tap(town, CHEN, "button-visit-notify")
    await tap(town, CHEN, "button-visit-notified")
    return number


async def test_from_the_first_wish_to_the_last_hazard(town: Street) -> None:
    """Three departments' items, a phone away for forty minutes, restarts, a second inspector: all is there once.

    What the group reads of all that is nothing.
    """
    say, number = SAY[town.language], await planned(town)

    def each(*numbers: int) -> str:
        return "\n".join(f"{n} {say['pass']}" for n in numbers)

    heard = len(town.captain.sees(GROUP))
    town.who(CHEN).start_private("place_P1")
    await town.turn(2)
    await tap(town, CHEN, "button-visiting-begin", number=number)
    await town.say(LU, f"1 {say['pass']}")
    await town.say(XIE, f"2 {say['pass']}\n3 {say['fixed']} {say['box']}\n" + each(4, 5, 6, 16))

    # 陈队's phone has no network: three messages and a photo, each with its own minute; the bot dies meanwhile.
    away, chen = town.clock.now(), town.who(CHEN)

    def at(minutes: int) -> dict[str, object]:
        return {"at": away + timedelta(minutes=minutes)}

    def comes_back() -> None:
        chen.say(CHEN, f"7 {say['pass']}", **at(2))
        chen.say(CHEN, f"8 {say['fail']} 3{say['days']} {say['old']}", **at(9))
        chen.send_photo(CHEN, caption="8", **at(10))
        chen.say(CHEN, f"8 {say['fail']} 7{say['days']} {say['old']}", **at(31))
        chen.say(CHEN, f"9 {say['pass']}\n10 {say['pass']}\n11 {say['pass']}", **at(38))

    await restart(town, 300)
    await town.say(FANG, f"9 {say['fail']} 3{say['days']} {say['wire']}")  # the second inspector, in the minute 5
    await town.turn(35 * 60)
    await restart(town, 5, comes_back)
    await town.turn(5)
    was = await stored(town, number)
    assert [(one.said_at - away) // timedelta(minutes=1) for one in was.of(8)] == [9, 10, 31], (
        "the photo with its own minute"
    )
    assert [one.hours for one in was.of(8)] == [72, 72, 168], "in order, the latest one stands"
    assert [one.by_id for one in was.of(9)] == [FANG, CHEN]
    for one in (CHEN, FANG):
        assert town.said("visiting-conflict", n=9) in step(town, one).text, "named to both"
    assert len({one.sent_as for one in was.answered}) == len(was.answered)

    # Whoever differs keeps the other's: what was found before is still the one hazard of the item.
    theirs = was.of(9)[0].id
    town.who(CHEN).press_data(step(town, CHEN), f"visit:1.{number}:keep:9.{theirs}")
    await town.turn(3)
    await town.say(CHEN, each(12, 13, 14) + f"\n15 {say['gas']} {say['old']}")
    whole = visit_values.record([one.key for one in ITEMS], (await stored(town, number)).answered)
    assert (whole.conflicts, whole.next_item) == ((), None), "every item once, whoever it was asked of"
    assert whole.newest[ITEMS[8].key].result is Result.FAIL

    town.who(CHEN).press_data(step(town, CHEN), f"visit:1.{number}:read")
    await town.turn(3)
    signers = (CHEN, LU, FANG, XIE)
    for count, signer in enumerate(signers, 1):
        town.who(signer).press_data(step(town, signer), f"visit:1.{number}:sign:1")
        await town.turn(3)
        if count in {1, 2}:
            await restart(town, 5)
            await town.turn(2)
        assert (await stored(town, number)).signed == ["officer"] * count
    town.who(LU).press_data(step(town, LU), f"visit:1.{number}:photo:1")
    await town.turn(3)
    town.who(LU).send_photo(LU, caption="王老板")
    await town.turn(3)
    await restart(town, 5)
    await town.turn(2)
    assert (await stored(town, number)).signed == [*["officer"] * 4, "place"]
    for move in ("told", "close"):
        town.who(LU).press_data(step(town, LU), f"visit:1.{number}:{move}")
        await town.turn(3)
    after = await stored(town, number)
    assert after.visit.state == CLOSED
    assert len(after.answered) == len(ITEMS) + 4, (
        "one answer an item, its photo, the corrected one, the other's, the kept one"
    )
    assert len(town.captain.sees(GROUP)) == heard

    # Two hazards are open, one of them put right by who found it: another officer looks again, where it is.
    by_item = {one.item: one for one in after.hazards}
    wanted = {3: "closed", 8: "limited", 9: "limited", 15: "found"}
    assert {item: one.state for item, one in by_item.items()} == {ITEMS[n - 1].key: wanted[n] for n in wanted}
    old = by_item[ITEMS[7].key]
    assert (old.hours, len(old.before)) == (168, 1)
    await town.say(CHEN, f"/hazard {old.number} {'已整改' if town.language == 'zh' else 'rectified'}")
    town.who(CHEN).send_photo(CHEN)
    await town.turn(3)
    passes = "通过" if town.language == "zh" else "pass"
    await town.say(CHEN, f"/hazard {old.number} {passes}")
    refused = town.said("hazard-recheck-by-another", number=old.number, who="§").split("§")[0]
    assert refused in town.private(CHEN)[-1].text
    assert (await hazard(town, old.number)).state == "rectified"
    town.who(FANG).start_private("place_P1")
    await town.turn(2)
    await town.say(FANG, f"/hazard {old.number} {passes}")
    done = await hazard(town, old.number)
    assert (done.state, done.rechecked_by, len(done.after)) == ("closed", FANG, 1)


async def hazard(town: Street, number: int) -> Hazard:
    """One of them, as it is stored."""
    async with town.house.store.look() as tx:
        found = await tx[HAZARDS].by_number(1, number)
    assert found is not None
    return found
