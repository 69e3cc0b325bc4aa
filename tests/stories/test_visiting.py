"""A visit on the spot, wholly in chat: officers of three bodies, words and buttons, restarts, conflicts, signatures."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from bot.bodies import changing
from bot.bodies.officers import Officer
from bot.checklists import model, starter
from bot.checklists.store import CHECKLISTS, Made
from bot.hazards import actions as hazards_actions
from bot.hazards.table import HAZARDS
from bot.inspections import visit as visit_values
from bot.inspections.papers.record import recording
from bot.inspections.table import CLOSED, KIND, VISITS, ListUsed, State, Visit, VisitKind
from bot.inspections.visit import Answered, Result, Signs
from bot.inspections.visiting import answering, items
from bot.places.register import PLACES, Place
from bot.places.register import State as PlaceState
from bot.register.people import Person, RoleHeld, RoleName
from bot.values.geo import Point
from bot.work import speaker as work_speaker
from handlers.drill.people.seen import Seen
from tests.faults.after_trouble import restart
from tests.stories.conftest import CENTRE, START, Street, put_places

CHEN, LU, FANG = 2001, 2002, 2003
NAMES = {CHEN: "陈队", LU: "陆工", FANG: "方工"}
BODIES = {CHEN: "fire", LU: "market", FANG: "fire"}
LENT = [{"from": "enf", "to": "market", "deed": "No. 7", "since": "2026-01-01", "until": ""}]
SHOP = starter.lists()[0]
ITEMS = items.in_order([SHOP])
FAILED_LAST = 9
SAY = {
    "zh": {
        "pass": "7 合格",
        "fail": "8 不合格 3日 过期",
        "late": "9 不合格 7日 灯不亮\n12-14号 合格",
        "gas": "15 不合格 软管老化",
        "other": "７号　不合格",
        "nonsense": "10 门口有箱子",
        "again": "10 合格\n11 合格",
        "range": "10-14 合格",
        "corrected": "8 合格",
        "to": "9 移交 燃气 归他们管",
        "alone": "合格",
    },
    "en": {
        "pass": "7 pass",
        "fail": "8 fail 3 days out of date",
        "late": "9 fail 7 days dark\n12-14 pass",
        "gas": "15 fail old hose",
        "other": "item 7 failed",
        "nonsense": "10 boxes at the door",
        "again": "10 ok\n11 ok",
        "range": "10-14 pass",
        "corrected": "8 pass",
        "to": "9 hand over to gas theirs",
        "alone": "pass",
    },
}


async def _people(street: Street) -> None:
    """Three officers of two bodies, who have opened the private chat; enf lent its powers to market."""
    for user_id, name in NAMES.items():
        street.world.add_person(user_id, name, f"user{user_id}", started=True)
    async with street.house.store.begin() as tx:
        district = await tx.districts.get(1)
        assert district is not None
        district = replace(district, settings={**district.settings, "delegations": LENT})
        await tx.districts.save(district)
        for user_id, name in NAMES.items():
            await tx.people.save(Person(user_id, name, language=street.language, private_open=True))
            officer = Officer(1, user_id, name, BODIES[user_id], START, f"A-{user_id}", date(2027, 6, 30))
            await changing.put(tx, district, officer, part="captain", channel="private")


def _visit(number: int, **more: Any) -> Visit:
    made = Visit(
        1,
        KIND,
        number,
        State.APPROVED,
        START,
        place="P1",
        lists=(ListUsed(SHOP.code, 0),),
        bodies=("fire", "market"),
        officers=(CHEN, LU, FANG),
        since=START.date(),
        until=START.date() + timedelta(days=1),
    )
    return replace(made, **more)


async def _planned(street: Street, **more: Any) -> int:
    """A visit of today that is approved, after one last year in which only one item failed; its number."""
    await _people(street)
    async with street.house.store.begin() as tx:
        await put_places(tx, Place("P1", "通盛小店", "shop", CENTRE))
        number = await tx.districts.next_number(1)
        before = START - timedelta(days=200)
        last = await tx[VISITS].add(_visit(number, state=CLOSED, begun_at=before, ended_at=before))
        was = {one.key: Result.FAIL if one.number == FAILED_LAST else Result.PASS for one in ITEMS}
        said = [Answered(last.id, key, CHEN, "fire", was[key], before, before, key) for key in was]
        await tx[VISITS].answer(said)
        number = await tx.districts.next_number(1)
        approved = {"approved": ("fire", "market"), "approved_at": START, "approved_by": 1001}
        await tx[VISITS].add(_visit(number, **{**approved, **more}))
    return number


async def _becomes(tx: Any, code: str, **changed: Any) -> None:
    """A place as it is from now on."""
    place = await tx[PLACES].get(1, code)
    await tx[PLACES].save(1, replace(place, **changed), START)


async def _now(street: Street, number: int) -> Visit:
    async with street.house.store.look() as tx:
        found = await tx[VISITS].by_number(1, number)
    assert found is not None
    return found


async def _record(street: Street, number: int) -> visit_values.Record:
    async with street.house.store.look() as tx:
        answered = await tx[VISITS].answered((await _now(street, number)).id)
    return visit_values.record([one.key for one in ITEMS], answered)


async def _there(street: Street, number: int) -> dict[str, Any]:
    """How the record says that they stood there."""
    reader = work_speaker.Speaker(CHEN, "陈队", 0, street.clock.now(), channel="web", district_id=1)
    sheet = await street.house.board.see(recording.of, reader, visit=await _now(street, number))
    told = next(row.value for row in sheet.rows if row.label["word"] == "visit-paper-there")
    return {name: told[name] for name in ("word", "metres")}


async def _signed(street: Street, number: int) -> list[Signs]:
    async with street.house.store.look() as tx:
        visit = await _now(street, number)
        return [one.signs for one in visit_values.stand(await tx[VISITS].signatures(visit.id), visit.round)]


def _step(street: Street, user_id: int) -> Seen:
    """Their one message of the visit that has buttons."""
    found = [m for m in street.private(user_id, "📋") if m.labels]
    assert len(found) == 1, [m.text for m in found]
    return found[0]


def _shows(street: Street, user_id: int) -> int:
    """The number of the item that their message shows."""
    text = _step(street, user_id).text
    return next(one.number for one in ITEMS if f"{one.number}. {one.named[f'name_{street.language}']}" in text)


async def _press(street: Street, user_id: int, move: str) -> str:
    """Press the button of their message whose data begin so."""
    step = _step(street, user_id)
    data = [b.data or "" for row in step.buttons for b in row]
    wanted = next(
        (one for one in data if one.split(":", 2)[2] == move or one.split(":", 2)[2].startswith(f"{move}:")), None
    )
    assert wanted is not None, (move, data)
    query = street.who(user_id).press_data(step, wanted)
    await street.settle()
    await street.turn(2)
    return (await street.who(user_id).answer(query)).text or ""


async def _begin(street: Street, number: int) -> None:
    """陈队 scans the code on the door and begins."""
    street.who(CHEN).start_private("place_P1")
    await street.turn(2)
    card = street.private(CHEN)[-1]
    await street.press(CHEN, card, street.said("button-visiting-begin", number=number))
    await street.turn(2)


async def test_a_visit_cannot_be_lost(street: Street, tmp_path: Path) -> None:
    """Scan, words, buttons, 40 minutes without network, restarts, a conflict, three signatures: all is there once."""
    say = SAY[street.language]
    number = await _planned(street)
    await _begin(street, number)
    visit = await _now(street, number)
    assert (visit.state, visit.found_by) == (State.UNDER_WAY, "scan")
    assert (await _there(street, number))["word"] == "visit-paper-there-scan"
    assert [_shows(street, one) for one in (CHEN, LU, FANG)] == [7, 1, 7]

    await _press(street, LU, "pass")
    assert _shows(street, LU) == 2
    first = _step(street, LU).id
    await _press(street, LU, "section")  # the unchanged ones of the front, by the powers that enf lent
    assert (await _record(street, number)).count(Result.PASS) == 6
    assert _step(street, LU).id == first, "an edit, nothing newer stands below"

    await street.say(CHEN, say["pass"])
    assert street.said("visiting-kept", n=7, result=street.said("visiting-result-pass")) in _step(street, CHEN).text
    assert _shows(street, CHEN) == 8
    assert NAMES[CHEN] in _step(street, FANG).text, "each sees what the other answered"
    await street.say(CHEN, say["fail"])
    assert street.said("visiting-photo-please", n=8) in _step(street, CHEN).text
    street.who(CHEN).send_photo(CHEN, caption="8")
    await street.turn(3)
    failed = (await _record(street, number)).newest[ITEMS[7].key]
    assert (failed.result, failed.hours, len(failed.photos)) == (Result.FAIL, 72, 1)

    # 陈队's phone is away for forty minutes; the bot is killed meanwhile; what was written comes afterwards.
    said_at = street.clock.now()
    await restart(street, 60, lambda: street.who(CHEN).say(CHEN, say["late"], at=said_at))
    await street.turn(2400)
    record = await _record(street, number)
    assert [record.newest[ITEMS[n - 1].key].result for n in (9, 12, 13, 14)] == [Result.FAIL, *[Result.PASS] * 3]
    assert record.newest[ITEMS[8].key].said_at == said_at.replace(microsecond=0)
    await street.say(CHEN, say["nonsense"])
    assert street.said("visiting-problem-result", n=10, said=say["nonsense"]) in _step(street, CHEN).text
    await street.say(CHEN, say["range"])
    assert street.said("visiting-alone-critical", numbers="10-11") in _step(street, CHEN).text
    assert street.said("visiting-alone-answered", numbers="12-14") in _step(street, CHEN).text
    assert not {ITEMS[9].key, ITEMS[10].key} & (await _record(street, number)).newest.keys()
    await street.say(CHEN, say["again"])
    await street.say(CHEN, say["gas"])
    gas = (await _record(street, number)).newest[ITEMS[14].key]
    assert (gas.result, gas.to_body, gas.hours) == (Result.HANDED, "gas", None)

    # A second inspector answers an item of the first: both are shown, and one of them keeps theirs.
    await street.say(FANG, say["other"])
    assert len((await _record(street, number)).conflicts) == 1
    for one in (CHEN, FANG):
        assert street.said("visiting-conflict", n=7) in _step(street, one).text
    toast = await _press(street, LU, "pass")
    assert "7" not in toast
    assert (await _record(street, number)).next_item is None
    async with street.house.store.look() as tx:
        mine = next(a for a in await tx[VISITS].answered((await _now(street, number)).id) if a.item == ITEMS[6].key)
    await _press(street, CHEN, f"keep:7.{mine.id}")
    record = await _record(street, number)
    assert (record.conflicts, record.newest[ITEMS[6].key].result) == ((), Result.PASS)

    await _press(street, LU, "read")
    assert (await _now(street, number)).state == State.READ_BACK
    second = street.who(CHEN).press_data(_step(street, CHEN), f"visit:1.{number}:read")
    await street.turn(2)
    assert (await street.who(CHEN).answer(second)).text == street.said("visiting-read-already", number=number)

    for signer, count in ((CHEN, 1), (LU, 2)):
        await _press(street, signer, "sign")
        await restart(street, 5)
        await street.turn(2)
        assert len(await _signed(street, number)) == count
    await _press(street, LU, "photo")
    street.who(LU).send_document(LU, "signature.pdf")
    await street.turn(3)
    assert street.said("visiting-no-picture", number=number) in _step(street, LU).text
    street.who(LU).send_document(LU, "signature.jpg")
    await street.turn(3)
    assert street.said("visiting-as-photo", number=number) in _step(street, LU).text, "a note that calls itself a photo"
    assert sorted(await _signed(street, number)) == ["officer", "officer"]
    street.who(LU).send_photo(LU, caption="王老板")
    await street.turn(3)
    await restart(street, 5)
    await street.turn(2)
    assert sorted(await _signed(street, number)) == ["officer", "officer", "place"]
    assert (await _now(street, number)).state == State.SIGNED

    for one in NAMES:
        result = [
            m for m in street.private(one) if street.said("visiting-forward") not in m.text and "通盛小店" in m.text
        ]
        assert any(ITEMS[7].named[f"name_{street.language}"] in m.text and not m.labels for m in result)
    await _press(street, LU, "told")
    await _press(street, LU, "close")
    for late in ("told", "close"):
        query = street.who(CHEN).press_data(street.private(CHEN)[-1], f"visit:1.{number}:{late}")
        await street.turn(2)
        assert (await street.who(CHEN).answer(query)).text == street.said("visiting-done-already", number=number)
    assert (await _now(street, number)).state == CLOSED
    async with street.house.store.look() as tx:
        answered = await tx[VISITS].answered((await _now(street, number)).id)
    assert len({one.sent_as for one in answered}) == len(answered)
    assert not [m for one in NAMES for m in street.private(one, "📋") if m.labels]


@pytest.mark.parametrize("missing", ["approval", "second"])
async def test_what_is_missing_is_named(street: Street, missing: str) -> None:
    """Nothing begins without an approval, nor at a firm without a second certified officer; an emergency may."""
    more: dict[str, Any] = {"approval": {"state": State.PLANNED, "approved": ()}, "second": {"officers": (CHEN,)}}[
        missing
    ]
    number = await _planned(street, **{"approved_at": None, **more})
    key = {"approval": "visit-not-approved", "second": "visit-needs-two"}[missing]
    street.who(CHEN).start_private("place_P1")
    await street.turn(2)
    query = street.who(CHEN).press_data(street.private(CHEN)[-1], f"visit:1.{number}:begin")
    await street.turn(2)
    assert (await street.who(CHEN).answer(query)).text == street.said(key, number=number)
    assert (await _now(street, number)).begun_at is None


async def test_on_the_spot_by_a_fix_and_refused_signature(street: Street) -> None:
    """Far away shows nothing and says so; near does. A refusal to sign wants a witness, open items a reason.

    Its list is changed meanwhile, its place becomes part of another one, and that is gone: the visit goes on as it is.
    Where nobody knows where it lies a location shows nothing, and is no report either until they say so.
    """
    number = await _planned(street, firm=False, officers=(CHEN,))
    street.who(CHEN).say(CHEN, "/case " + str(number))
    await street.turn(2)
    query = street.who(CHEN).press_data(street.private(CHEN)[-1], f"visit:1.{number}:begin")
    await street.turn(2)
    assert not (await street.who(CHEN).answer(query)).text
    assert street.said("visiting-unshown-yet") in _step(street, CHEN).text
    street.who(CHEN).say(CHEN, f"/visit {number}")
    await street.turn(2)
    assert street.private(CHEN, street.said("visiting-unshown"))
    street.who(CHEN).send_location(CHEN, CENTRE.lat + 0.01, CENTRE.lon)
    await street.turn(2)
    assert street.said("visiting-far", metres=1112) in street.private(CHEN)[-1].text
    assert not (await _now(street, number)).on_spot
    query = street.who(CHEN).press_data(_step(street, CHEN), f"visit:1.{number}:section:8")
    await street.turn(2)
    assert (await street.who(CHEN).answer(query)).text == street.said("visiting-together-on-spot", number=number)
    await _where_nobody_knows(street, number)
    async with street.house.store.begin() as tx:
        await tx[CHECKLISTS].add(1, Made(replace(SHOP, items=SHOP.items[:3], edition=1), CHEN, START))
        near = Point(CENTRE.lat + 0.001, CENTRE.lon)
        await put_places(tx, Place("P2", "通盛超市", "shop", near))
        await _becomes(tx, "P1", state=PlaceState.GONE, into="P2")
    street.who(CHEN).start_live(CHEN, near.lat + 0.0005, near.lon)
    await street.turn(2)
    assert (await _now(street, number)).found_by == "fix"
    assert await _there(street, number) == {"word": "visit-paper-there-fix", "metres": 55}
    async with street.house.store.begin() as tx:
        await _becomes(tx, "P2", state=PlaceState.GONE)
    await _press(street, CHEN, "fail")
    assert street.said("visiting-ask-severity", n=7) in _step(street, CHEN).text
    await _press(street, CHEN, "sev:7.critical")
    await _press(street, CHEN, "lim:7.critical.0")
    assert street.said("visiting-ask-photo", n=7) in _step(street, CHEN).text
    street.who(CHEN).send_photo(CHEN)
    await street.turn(3)
    failed = (await _record(street, number)).newest[ITEMS[6].key]
    assert (failed.severity, failed.hours, len(failed.photos)) == ("critical", 0, 1)
    await _press(street, CHEN, "finish")
    await street.say(CHEN, "关门了" if street.language == "zh" else "They closed")
    assert (await _now(street, number)).state == State.READ_BACK
    await _press(street, CHEN, "sign")
    await _press(street, CHEN, "refused")
    await street.say(CHEN, "李大姐")
    visit = await _now(street, number)
    assert visit.state == State.SIGNED
    async with street.house.store.look() as tx:
        assert "李大姐" in [one.witness for one in await tx[VISITS].signatures(visit.id)]
        assert [(one.place, one.severity) for one in await tx[HAZARDS].of_visit(visit.id)] == [("P2", "critical")]
    assert (visit.lists, len((await _record(street, number)).newest)) == ((ListUsed(SHOP.code, 0),), 1)


async def _where_nobody_knows(street: Street, number: int) -> None:
    """陈队, also of the patrol for a while, sends where they are; the tap makes a case, which ends here."""
    async with street.house.store.begin() as tx:
        await _becomes(tx, "P1", point=None)
        officer = await tx.people.member(1, CHEN)
        assert officer is not None
        patrol = (*officer.roles, RoleHeld(RoleName.MEMBER, START))
        await tx.people.save_member(replace(officer, roles=patrol))
    street.who(CHEN).send_location(CHEN, CENTRE.lat, CENTRE.lon)
    await street.turn(2)
    asked = street.private(CHEN)[-1]
    assert asked.text == street.said("visiting-nowhere", number=number)
    assert await street.last_number() == number
    await street.press(CHEN, asked, street.said("button-new-case"))
    await street.turn(2)
    assert (await street.case(number + 1)).point == CENTRE
    await street.say(1001, f"/cancel {number + 1} x")
    async with street.house.store.begin() as tx:
        await tx.people.save_member(officer)
    street.who(CHEN).send_location(CHEN, CENTRE.lat, CENTRE.lon)
    await street.turn(2)
    assert street.private(CHEN)[-1].text == street.said("visiting-nowhere", number=number)


async def _at(street: Street, number: int, n: int) -> Answered | None:
    """What stands of an item."""
    return (await _record(street, number)).newest.get(ITEMS[n - 1].key)


async def _findings(street: Street) -> dict[str, tuple[str, bool]]:
    """The severity of what was found by item, and whether it is open."""
    async with street.house.store.look() as tx:
        found = await tx[HAZARDS].of_visit((await tx[VISITS].live(1))[0].id)
    return {one.item: (one.severity, one.is_open) for one in found}


async def test_photos_and_corrections(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    """An album is of one item, wherever its number stands; what was written is corrected by an edit.

    Where the visit has as many photos of somebody as it may, one more is not kept, but the answer under it is.
    """
    say, number = SAY[street.language], await _planned(street)
    await _begin(street, number)
    chen = street.who(CHEN)
    for caption in (None, "8", None):
        chen.send_photo(CHEN, caption=caption, media_group_id="album")
    await street.turn(5)
    assert street.said("visiting-photo-kept", n=8, count=1)[:4] in _step(street, CHEN).text
    wrote = chen.say(CHEN, say["fail"])
    await street.turn(3)
    failed = await _at(street, number, 8)
    assert failed is not None
    assert (failed.result, len(failed.photos)) == (Result.FAIL, 3)
    assert await _findings(street) == {ITEMS[7].key: ("major", True)}
    chen.edit_text(wrote, say["corrected"])
    await street.turn(3)
    passed = await _at(street, number, 8)
    assert passed is not None
    assert (passed.result, await _findings(street)) == (Result.PASS, {ITEMS[7].key: ("major", False)})
    chen.say(CHEN, "14")
    await street.turn(2)
    assert _shows(street, CHEN) == 14
    chen.say(CHEN, say["alone"], reply_to=_step(street, CHEN))
    await street.turn(2)
    alone = await _at(street, number, 14)
    assert alone is not None
    assert alone.result is Result.PASS
    await street.say(CHEN, say["to"])
    handed = await _at(street, number, 9)
    assert handed is not None
    assert (handed.result, handed.to_body, bool(handed.words)) == (Result.HANDED, "gas", True)
    chen.send_photo(CHEN)
    await street.turn(3)
    assert street.said("visiting-which-item") in _step(street, CHEN).text
    await street.say(CHEN, "9")
    handed = await _at(street, number, 9)
    assert handed is not None
    assert len(handed.photos) == 1
    monkeypatch.setattr(answering, "MOST_PIECES", 4)
    chen.send_photo(CHEN, caption=say["fail"])
    await street.turn(3)
    assert street.said("visiting-full", most=4) in _step(street, CHEN).text
    failed = await _at(street, number, 8)
    assert failed is not None
    assert (failed.result, len(failed.photos)) == (Result.FAIL, 3)
    chen.send_photo(CHEN, caption="8")
    await street.turn(3)
    assert street.said("visiting-full", most=4) in _step(street, CHEN).text
    await _an_order_meanwhile(street, number)


async def _an_order_meanwhile(street: Street, number: int) -> None:
    """What was handed over is told at once; with an order it stays, and what the visit says of it then is kept."""
    async with street.house.store.begin() as tx:
        found = await tx[HAZARDS].of_visit((await _now(street, number)).id)
        [handed] = [one for one in found if one.item == ITEMS[8].key]
        await tx[HAZARDS].save(replace(handed, order="G-7", authority="gas", order_day="2026-03-02"))
    assert street.private(1001, f"#{handed.number}"), "nobody of its body is in the register: a captain hears"
    await street.say(CHEN, SAY[street.language]["late"].replace("9 ", "10 ").replace("12-14", "9"))
    assert {n: (await _at(street, number, n)) is not None for n in (9, 10)} == {9: True, 10: True}
    passed = await _at(street, number, 9)
    assert passed is not None
    assert passed.result is Result.PASS
    stays = street.said("visiting-hazard-stays", n=9, number=handed.number, why="§").split("§")[0]
    assert stays in _step(street, CHEN).text
    assert "G-7" in _step(street, CHEN).text


async def test_a_finger_that_comes_twice(street: Street) -> None:
    """A second press is no second answer; a helper only notes; late words open what was read out.

    A signature belongs to what was read out: no press or photo that was meant for the one before signs the next.
    """
    say = SAY[street.language]
    number = await _planned(street, officers=(CHEN, FANG), helpers=(LU,))
    await _begin(street, number)
    step = _step(street, CHEN)
    for _ in range(2):
        street.who(CHEN).press_data(step, f"visit:1.{number}:pass:7")
    await street.turn(3)
    async with street.house.store.look() as tx:
        assert len(await tx[VISITS].answered((await _now(street, number)).id)) == 1
    await street.say(LU, "1 " + say["alone"])
    note = await _at(street, number, 1)
    assert note is not None
    assert (note.result, note.to_body, note.is_note) == (Result.PASS, "market", True)
    assert "✍" not in "".join(_step(street, CHEN).labels)
    said_at = street.clock.now()
    await street.turn(60)
    await _press(street, FANG, "finish")
    await street.say(FANG, "关门" if street.language == "zh" else "closed")
    await _press(street, CHEN, "sign")
    assert len(await _signed(street, number)) == 1
    await _press(street, CHEN, "photo")
    street.who(FANG).say(FANG, say["corrected"], at=said_at)
    await street.turn(3)
    visit = await _now(street, number)
    assert (visit.state, bool(await _at(street, number, 8))) == (State.UNDER_WAY, True)
    await _press(street, FANG, "finish")
    await street.say(FANG, "关门" if street.language == "zh" else "closed")
    for move in ("sign", "photo", "refused"):
        query = street.who(FANG).press_data(_step(street, FANG), f"visit:1.{number}:{move}:1")
        await street.turn(2)
        assert (await street.who(FANG).answer(query)).text == street.said("visit-web-read-again", number=number)
    street.who(CHEN).send_photo(CHEN, caption="王老板")
    await street.turn(3)
    assert street.said("visit-web-read-again", number=number) in _step(street, CHEN).text
    assert await _signed(street, number) == []
    await street.say(CHEN, say["again"])
    assert street.said("visiting-read-back-already", number=number) in street.private(CHEN)[-1].text
    assert await _at(street, number, 10) is None


async def test_five_hundred_items(street: Street) -> None:
    """A list as long as they may be: what passed the last time passes on the spot by one message, and is paged through.

    Off the spot, and on a first visit, the same words pass nothing, and say so.
    """
    number = await _planned(street)
    many = tuple(replace(SHOP.items[7], code=f"M{n}", text_zh=f"第{n}件", text_en=f"Thing {n}") for n in range(1, 501))
    async with street.house.store.begin() as tx:
        await tx[CHECKLISTS].add(1, Made(replace(SHOP, items=model.in_order(many), edition=1), CHEN, START))
        visit = await _now(street, number)
        await tx[VISITS].save(replace(visit, lists=(ListUsed(SHOP.code, 1),)))
    street.who(CHEN).say(CHEN, f"/case {number}")
    await street.turn(2)
    street.who(CHEN).press_data(street.private(CHEN)[-1], f"visit:1.{number}:begin")
    await street.turn(2)
    all_of_them = "1-498 " + SAY[street.language]["alone"]
    await street.say(CHEN, all_of_them)
    assert street.said("visiting-together-on-spot", number=number) in _step(street, CHEN).text
    street.who(CHEN).start_private("place_P1")
    await street.turn(2)
    await street.say(CHEN, all_of_them)
    assert street.said("visiting-alone-first", numbers="1-498") in _step(street, CHEN).text
    async with street.house.store.begin() as tx:
        assert await tx[VISITS].answered(visit.id) == []
        _, last = await tx[VISITS].at_place(1, ["P1"], 9)
        was = [visit_values.key(SHOP.code, f"M{n}") for n in range(1, 499)]
        before = START - timedelta(days=200)
        passed = [Answered(last.id, one, CHEN, "fire", Result.PASS, before, before, one) for one in was]
        await tx[VISITS].answer(passed)
    statements: list[str] = []

    def count(*said: Any) -> None:
        statements.append(said[2])

    event.listen(Engine, "before_cursor_execute", count)
    await street.say(CHEN, all_of_them)
    event.remove(Engine, "before_cursor_execute", count)
    async with street.house.store.look() as tx:
        answered = await tx[VISITS].answered(visit.id)
    assert (len(answered), {one.together for one in answered}) == (498, {True})
    assert len(statements) < 200
    assert "498" in _step(street, CHEN).text
    assert "499. " in _step(street, CHEN).text
    await _press(street, CHEN, "item:498")
    assert "498. " in _step(street, CHEN).text


async def _through(street: Street, number: int, officer: int) -> None:
    """Read out, signed by one officer, refused by the place."""
    await _press(street, officer, "read")
    await _press(street, officer, "sign")
    await _press(street, officer, "refused")
    await street.say(officer, "李大姐")
    assert (await _now(street, number)).state == State.SIGNED


async def test_a_recheck_asks_what_failed(street: Street) -> None:
    """Only what is open is asked, under its number; signed, it settles the hazard, also by one of another body.

    What was found there without a list is asked behind it, also where the place became part of another since; what
    fails again, and is answered anew, is no second hazard. What comes to the place later is not in the record.
    """
    say, number = SAY[street.language], await _planned(street, firm=False, officers=(CHEN,))
    await _begin(street, number)
    await street.say(CHEN, say["fail"])
    await _press(street, CHEN, "finish")
    await street.say(CHEN, "x")
    await _press(street, CHEN, "sign")
    await _press(street, CHEN, "refused")
    await street.say(CHEN, "李大姐")
    async with street.house.store.begin() as tx:
        [hazard] = await tx[HAZARDS].of_visit((await _now(street, number)).id)
        await put_places(tx, Place("P2", "通盛超市", "shop", CENTRE))
        await _becomes(tx, "P1", state=PlaceState.GONE, into="P2")
    await street.say(CHEN, "/hazard 通盛超市 招牌松动 一般 3日")
    loose = await street.last_number()
    async with street.house.store.begin() as tx:
        district = await tx.districts.get(1)
        assert district is not None
        number = await tx.districts.next_number(1)
        again = {"visit_kind": VisitKind.RECHECK, "firm": False, "officers": (FANG, LU), "approved": ("fire", "market")}
        await tx[VISITS].add(_visit(number, **again))
    clock = work_speaker.as_clock(district, street.clock.now())
    await street.house.desk.do(hazards_actions.by_firm, clock, number=hazard.number, photos=(), words="done")
    street.who(FANG).start_private("place_P1")
    await street.turn(2)
    await street.press(FANG, street.private(FANG)[-1], street.said("button-visiting-begin", number=number))
    await street.turn(2)
    assert _shows(street, FANG) == 8
    for words in (say["fail"], say["fail"].replace("3", "5")):
        await street.say(FANG, words)
    await street.say(FANG, say["corrected"])
    assert f"{len(ITEMS) + 1}. 招牌松动" in _step(street, FANG).text
    assert street.said("visiting-of-no-list") in _step(street, FANG).text
    await street.say(FANG, f"{len(ITEMS) + 1} " + say["alone"])
    async with street.house.store.look() as tx:
        [still] = await tx[HAZARDS].of_visit(hazard.visit_id or 0)
        assert still.is_open
        assert await tx[HAZARDS].of_visit((await _now(street, number)).id) == []
    await _through(street, number, LU)
    async with street.house.store.look() as tx:
        [over] = await tx[HAZARDS].of_visit(hazard.visit_id or 0)
        assert (over.is_open, over.rechecked_by) == (False, LU)
        spot = await tx[HAZARDS].by_number(1, loose)
        assert spot is not None
        assert (spot.state, spot.rechecked_by) == ("closed", LU)
    before = await _asked_in(street, number)
    await street.say(CHEN, "/hazard 通盛超市 灯箱破损 一般 3日")
    assert (before, await _asked_in(street, number)) == ([8, len(ITEMS) + 1], before), "what is signed stays as it was"


async def _asked_in(street: Street, number: int) -> list[int]:
    """The numbers of the items that the record of a visit has."""
    reader = work_speaker.Speaker(CHEN, "陈队", 0, street.clock.now(), channel="web", district_id=1)
    sheet = await street.house.board.see(recording.of, reader, visit=await _now(street, number))
    return [one.number for one in sheet.items]
