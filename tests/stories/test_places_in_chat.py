"""Places in the chat: registered in three taps, found, corrected by two at once; digits that are a case."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.conversation import listening
from bot.evidence.pieces import EvidenceKind
from bot.hazards.table import HAZARDS, Hazard
from bot.imports import bringing_in, district_file
from bot.incidents.reporting import at_place
from bot.incidents.store import INCIDENTS
from bot.inspections.table import VISITS, Visit
from bot.places import editions
from bot.places.editions import Changes
from bot.places.merging import merging
from bot.places.photos.photos import PHOTOS
from bot.places.register import PAST, PLACES, Contact, Line, Place, Sort, State
from bot.places.standing.links import LINKS, How
from bot.places.talk import actions
from bot.screens.places import deeds
from bot.values import geo
from bot.values.geo import Point
from bot.work.speaker import Speaker
from handlers.drill.people.seen import Seen
from tests.stories.conftest import CENTRE, DISTRICT, GROUP, START, Street, a_street, put_places

SHOP = Place(
    "P001",
    "通盛便利店",
    "shop",
    Point(30.31475, 120.27415),
    "通盛路12号",
    responsible="王小芳",
    contacts=(Contact("王小芳", "13812345678", "店长"),),
)
NEIGHBOURS = "district: {chat_id: -1001000000002, name: Next door, language: en, centre: [30.4, 120.3]}"
EATERIES = tuple(
    Place(f"A{n:02d}", f"银杏小馆{n}", "eatery", Point(30.3147 + n / 5000, 120.2741)) for n in range(1, 24)
)
FAR = Point(30.3500, 120.3000)
"""Far from all others."""

CAPTAIN, WANG, QIANG, VIEWER = 1001, 1002, 1004, 1007


@pytest.fixture
async def street(street: Street) -> Street:
    """A street with a shop and two dozen eateries, each 22 m behind the one before."""
    await put(street, SHOP, *EATERIES)
    return street


@pytest.fixture(params=["zh", "en"])
async def bounded(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Street]:
    """A district whose area ends a kilometre from its centre."""
    lat, lon = CENTRE.lat, CENTRE.lon
    ring = [[lon + x, lat + y] for x, y in ((-0.01, -0.01), (0.01, -0.01), (0.01, 0.01), (-0.01, 0.01), (-0.01, -0.01))]
    area = {"type": "Polygon", "coordinates": [ring]}
    (tmp_path / "area.geojson").write_text(json.dumps(area), encoding="utf8")
    async with a_street(tmp_path, request.param, DISTRICT.replace("centre:", "area: area.geojson, centre:")) as made:
        yield made


async def put(street: Street, *places: Place) -> None:
    """Have these stand in the register."""
    async with street.house.store.begin() as tx:
        await put_places(tx, *places)


async def place(street: Street, code: str = SHOP.code) -> Place:
    """One as it stands in the register."""
    async with street.house.store.look() as tx:
        found = await tx[PLACES].get(1, code)
    assert found is not None
    return found


async def past(street: Street, code: str) -> list[Line]:
    """Its history, the newest line first."""
    async with street.house.store.look() as tx:
        return await tx[PAST].of(1, code, 20)


async def around(street: Street, point: Point) -> list[Place]:
    """Those that stand at a point."""
    async with street.house.store.look() as tx:
        return [one.place for one in await tx[PLACES].near(1, point, 20, 9)]


def newest(street: Street, user_id: int = WANG) -> Seen:
    """What the bot wrote to somebody last."""
    return street.private(user_id)[-1]


def labels(seen: Seen) -> list[str]:
    """The words on its buttons."""
    return [one.label for row in seen.buttons for one in row]


async def tap(street: Street, key: str, user_id: int = WANG, seen: Seen | None = None, **facts: object) -> str:
    """Press a button of somebody's newest message."""
    toast = await street.press(user_id, seen or newest(street, user_id), street.said(key, **facts))
    await street.turn(2)
    return toast


async def pin(street: Street, point: Point, user_id: int = WANG) -> None:
    """Somebody sends a location in private."""
    street.who(user_id).send_location(user_id, point.lat, point.lon)
    await street.turn(2)


# --- registering


async def test_a_new_place_takes_three_taps(street: Street) -> None:
    """The command, the location, its name, *register*; by its initials it is found at once, and history knows who.

    Talk and what is said once it has a name become its name by a tap alone, and who speaks of danger names nothing.
    """
    await street.say(WANG, "/place new")
    assert newest(street).keys == ((street.said("button-send-location"),), (street.said("button-place-no-point"),))
    await pin(street, FAR)
    for talk in ("谢谢", "wait"):
        await street.say(WANG, talk)
        assert newest(street).text.strip() == street.said("place-new-perhaps", name=talk, lines="").strip()
    await street.say(WANG, "阿婆面馆🍜")
    await street.say(WANG, "他有刀")
    assert newest(street).text == street.said("sos-offered-or")
    await street.say(WANG, "不是这家")
    await tap(street, "button-place-back")
    await tap(street, "button-place-register")
    [made] = await around(street, FAR)
    assert (made.name, made.kind, made.state, made.point) == ("阿婆面馆🍜", "", State.UNKNOWN, FAR)
    assert newest(street).text.count(made.code) == 1
    assert not made.code.isdigit()
    [line] = await past(street, made.code)
    assert (line.move, line.by_id) == ("new", WANG)
    await street.say(WANG, "/place apmg")
    card = newest(street).text
    assert made.code in card
    assert street.said("place-kind-unknown") in card
    assert not [m for m in street.captain.sees(GROUP) if m.by_bot and made.name in m.text]


async def test_where_it_lies_may_be_left_out_and_is_never_guessed(street: Street) -> None:
    """Found by name, near to nothing, without a way there; a report there asks where; once set it is near."""
    await street.say(WANG, "/place new 阿婆面馆")
    await street.say(WANG, street.said("button-place-no-point"))
    assert street.said("place-new-nowhere") in newest(street).text
    await tap(street, "button-place-register")
    await street.say(WANG, "/place 阿婆面馆")
    card = newest(street)
    assert street.said("place-card-no-point") in card.text
    assert street.said("button-place-way") not in labels(card)
    async with street.house.store.look() as tx:
        [made] = await tx[PLACES].keyed(1, Sort.NAME, ["阿婆面馆"], 5)
    assert (made.point, made.version) == (None, 1)
    await street.say(WANG, "/place new 阿婆面馆")
    await pin(street, FAR)
    await tap(street, "button-place-register")
    assert any(made.name in label and street.said("place-no-point") in label for label in labels(newest(street)))
    street.wang.start_live(WANG, CENTRE.lat, CENTRE.lon)
    await street.turn(2)
    await street.say(WANG, "/place 阿婆面馆")
    await tap(street, "button-place-report")
    assert newest(street).text == street.said("report-where-at", name=made.name)
    await pin(street, FAR)
    async with street.house.store.look() as tx:
        [case] = await tx[INCIDENTS].live(1)
        link = await tx[LINKS].of_case(case.id)
    assert (case.point, case.place, link and link.code) == (FAR, made.name, made.code)
    await street.say(WANG, "/place 阿婆面馆")
    await tap(street, "button-place-set-point")
    assert await around(street, FAR) == []
    await pin(street, FAR)
    assert [(one.code, one.point) for one in await around(street, FAR)] == [(made.code, FAR)]
    assert street.said("button-place-way") in labels(newest(street))


async def test_who_stands_elsewhere_says_that_they_do_not_know_where(street: Street) -> None:
    """Also while the bot knows where they are. What the key says is never a name, nor talk once it is registered."""
    key = street.said("button-place-no-point")
    street.wang.start_live(WANG, CENTRE.lat, CENTRE.lon, 3600, 10)
    await street.turn(2)
    await street.say(WANG, "/place new 阿婆面馆")
    assert street.said("place-new-here") in newest(street).text
    await tap(street, "button-place-nowhere")
    assert street.said("place-new-nowhere") in newest(street).text
    await tap(street, "button-place-register")
    async with street.house.store.look() as tx:
        [made] = await tx[PLACES].keyed(1, Sort.NAME, ["阿婆面馆"], 5)
    assert made.point is None
    await street.say(WANG, key)
    assert newest(street).text == street.said("place-new-over")
    await street.say(WANG, "/place new 水果摊")
    await pin(street, FAR)
    await tap(street, "button-place-contact")
    await street.say(WANG, key)
    await tap(street, "button-place-register")
    [made] = await around(street, FAR)
    assert (made.name, made.contacts) == ("水果摊", ())


async def test_a_report_at_a_place_without_a_location_keeps_its_own(street: Street) -> None:
    """Named after a pin, named in words, or scanned: the case is linked there, and lies where who reports said.

    Where they are counts for the place only of who scanned the code on its door. Grave words wait for neither.
    """
    await put(street, Place("N1X", "阿婆面馆", "eatery"))
    await pin(street, FAR, QIANG)
    await street.say(QIANG, "阿婆面馆门口有坑")
    assert await linked(street) == [(FAR, "N1X", How.NAME)]
    await street.say(WANG, "/report 阿婆面馆 漏水")
    assert newest(street).text == street.said("report-where-at", name="阿婆面馆")
    await pin(street, CENTRE)
    assert (await linked(street))[1:] == [(CENTRE, "N1X", How.NAME)]
    speaker = Speaker(1003, "", 1003, street.clock.now(), channel="web", district_id=1)
    told = (await street.house.desk.do(at_place.scanned, speaker, code="N1X", words="占道")).answer
    assert told is not None
    assert told.key == at_place.WHERE
    assert len(await linked(street)) == 2
    street.who(1003).start_private()
    await pin(street, FAR, 1003)
    assert (await linked(street))[2:] == [(FAR, "N1X", How.CODE)]
    told = (await street.house.desk.do(at_place.scanned, speaker, code="N1X", words="他有刀")).answer
    assert told is not None
    assert (told.key, (await linked(street))[3:]) == (at_place.NOWHERE, [(None, "N1X", How.CODE)])
    await pin(street, CENTRE, 1003)
    assert (await linked(street))[3:] == [(CENTRE, "N1X", How.CODE)]
    street.qiang.start_live(QIANG, CENTRE.lat, CENTRE.lon)
    await street.turn(2)
    speaker = replace(speaker, user_id=QIANG)
    for deed, key, count in ((deeds.report, at_place.WHERE, 4), (at_place.scanned, at_place.REPORTED, 5)):
        told = (await street.house.desk.do(deed, speaker, code="N1X", words="倒了")).answer
        assert told is not None
        assert (told.key, len(await linked(street))) == (key, count)
    assert (await linked(street))[4:] == [(CENTRE, "N1X", How.CODE)]
    await street.say(WANG, "/place new 阿婆面馆")
    await pin(street, FAR)
    await tap(street, "button-place-register")
    label = next(one for one in labels(newest(street)) if street.said("place-no-point") in one)
    await street.press(WANG, newest(street), label)
    await street.turn(2)
    assert (await place(street, "N1X")).point == FAR


async def test_once_it_is_known_where_a_place_lies_all_that_is_there_lies_there(street: Street) -> None:
    """A captain's case is sent as all others; one that nobody linked is at its door; hazards and visits are there."""
    named = {"N1X": "阿婆面馆", "N2X": "阿婆面庄", "N3X": "秦记麻辣烫"}
    await put(street, *(Place(code, name, "eatery") for code, name in named.items()))
    await street.say(CAPTAIN, "/report 阿婆面馆 打架")
    assert await linked(street) == [(None, "N1X", How.NAME)]
    await street.turn(40)
    assert (await street.case(1)).state == "open"
    await pin(street, Point(FAR.lat + 0.00015, FAR.lon), QIANG)
    day = START.date()
    async with street.house.store.begin() as tx:
        await tx[HAZARDS].add(Hazard(1, "hazard", 901, "found", START, place="N2X", reporter_id=CAPTAIN))
        await tx[VISITS].add(Visit(1, "inspection", 902, "planned", START, place="N1X", since=day, until=day))
    speaker = Speaker(CAPTAIN, "", CAPTAIN, street.clock.now(), channel="web", district_id=1)
    await street.house.desk.do(merging.merge, speaker, code="N2X", into="N1X")
    wanted = {"point": [FAR.lat, FAR.lon]}
    told = await street.house.desk.do(deeds.correct, speaker, code="N1X", version=2, wanted=wanted)
    assert not told.refused, told
    await street.turn(2)
    near = Point(FAR.lat + 0.00015, FAR.lon)
    assert await linked(street) == [(FAR, "N1X", How.NAME), (near, "N1X", How.NEAR)]
    case = await street.case(1)
    assert (case.state, case.place) == ("dispatched", "阿婆面馆")
    async with street.house.store.look() as tx:
        kept = [await tx[HAZARDS].by_number(1, 901), await tx[VISITS].by_number(1, 902)]
    assert [one and one.point for one in kept] == [FAR, FAR]
    await street.say(CAPTAIN, "/report 秦记麻辣烫 漏水")
    assert (await linked(street))[2:] == [(None, "N3X", How.NAME)]
    await street.house.desk.do(merging.merge, speaker, code="N3X", into="N1X")
    assert [point for point, _, _ in await linked(street)] == [FAR, near, FAR]


async def linked(street: Street) -> list[tuple[Point | None, str, str]]:
    """Where each live case lies, at which place, and how that is known."""
    async with street.house.store.look() as tx:
        found = [(one, await tx[LINKS].of_case(one.id)) for one in await tx[INCIDENTS].live(1)]
    return [(one.point, link.code, link.how) for one, link in found if link is not None]


async def test_everything_else_may_be_said_or_left_out(street: Street) -> None:
    """Its kind by a tap, a contact in words, a photo with its name; the draft outlives a restart."""
    await street.say(WANG, "/place new")
    await pin(street, FAR)
    kind = "餐饮店" if street.language == "zh" else "Eatery"
    await street.press(WANG, newest(street), kind)
    await street.stop()
    await street.start()
    await tap(street, "button-place-contact")
    await street.say(WANG, "王芳 138 0000 1111")
    street.wang.send_photo(WANG, caption="阿婆面馆")
    await street.turn(2)
    assert street.said("place-new-photos", count=1) in newest(street).text
    await tap(street, "button-place-register")
    [made] = await around(street, FAR)
    assert (made.name, made.kind, made.contacts) == ("阿婆面馆", "eatery", (Contact("王芳", "138 0000 1111"),))
    assert [line.move for line in await past(street, made.code)] == ["photo", "new"]
    assert "1111" in newest(street).text
    assert "138 0000" not in newest(street).text


async def test_the_same_photo_twice_is_one(street: Street) -> None:
    """Sent again because the net was bad, it holds up nobody who registers."""
    await street.say(WANG, "/place new 阿婆面馆")
    await pin(street, FAR)
    for n in range(2):
        speaker = Speaker(WANG, "", WANG, street.clock.now(), channel="private", district_id=1)
        one = {"kind": EvidenceKind.PHOTO, "file_id": f"F{n}", "file_unique_id": "U1"}
        told = (await street.house.desk.do(listening.piece, speaker, **one)).answer
        assert told is not None
        assert {"word": "place-new-photos", "count": 1} in told.facts["lines"]
    await tap(street, "button-place-register")
    [made] = await around(street, FAR)
    assert [line.move for line in await past(street, made.code)] == ["photo", "new"]


async def test_a_place_without_a_name_is_called_by_its_code(street: Street) -> None:
    """Nobody is held up by a sign that cannot be read."""
    await street.say(WANG, "/place new")
    await pin(street, FAR)
    await tap(street, "button-place-register")
    [made] = await around(street, FAR)
    assert made.name == made.code


@pytest.mark.parametrize("name", ["通盛便利", "水果摊"], ids=["a similar name", "the same door"])
async def test_what_may_be_there_already_is_offered_first(street: Street, name: str) -> None:
    """A similar name close by, or whatever has the same door; one tap says that it is none of these."""
    at = SHOP.point if name == "水果摊" else Point(SHOP.point.lat + 0.001, SHOP.point.lon)
    await street.say(WANG, f"/place new {name}")
    await pin(street, at)
    before = len(await around(street, at))
    await tap(street, "button-place-register")
    assert any(SHOP.name in label for label in labels(newest(street)))
    assert len(await around(street, at)) == before
    await tap(street, "button-place-other")
    assert len(await around(street, at)) == before + 1


async def test_it_is_the_one_that_is_there(street: Street) -> None:
    """Its card comes, and nothing is registered; the photos that were sent are its own, the contact is a captain's."""
    await street.say(WANG, "/place new 通盛便利")
    await pin(street, SHOP.point)
    street.wang.send_photo(WANG)
    await street.turn(2)
    await tap(street, "button-place-contact")
    await street.say(WANG, "李四 13900001111")
    await tap(street, "button-place-register")
    await street.press(WANG, newest(street), labels(newest(street))[0])
    await street.turn(2)
    assert SHOP.code in newest(street).text
    for line in (street.said("place-is-photos", count=1), street.said("place-is-no-contact")):
        assert line in newest(street).text
    async with street.house.store.look() as tx:
        assert len(await tx[PHOTOS].of(1, [SHOP.code], 9)) == 1
    assert (await place(street)).contacts == SHOP.contacts
    assert [one.code for one in await around(street, SHOP.point)] == [SHOP.code, "A01"]
    await street.say(WANG, "再说一句")
    assert [line.move for line in await past(street, SHOP.code)] == ["photo"]


async def test_a_tap_on_register_that_comes_twice_makes_one(street: Street) -> None:
    """The second is told that nothing waits any more."""
    await street.say(WANG, "/place new 阿婆面馆")
    await pin(street, FAR)
    form = newest(street)
    street.wang.press_data(form, "place:1.0:make")
    query = street.wang.press_data(form, "place:1.0:make")
    await street.settle()
    assert len(await around(street, FAR)) == 1
    assert (await street.wang.answer(query)).text == street.said("place-new-over")


async def test_a_point_outside_is_asked_about(bounded: Street) -> None:
    """In the sea, or shifted by a Chinese map: then the point where it is not shifted is one tap away."""
    await bounded.say(WANG, "/place new 灯塔")
    sea = Point(30.0, 123.0)
    await pin(bounded, sea)
    assert bounded.said("button-place-register") not in labels(newest(bounded))
    bounded.wang.press_data(newest(bounded), "place:1.0:make")
    await bounded.turn(2)
    assert not await around(bounded, sea)
    edge = Point(CENTRE.lat, CENTRE.lon + 0.0098)
    await pin(bounded, geo.to_gcj(edge))
    await tap(bounded, "button-place-shifted")
    await tap(bounded, "button-place-register")
    [made] = await around(bounded, edge)
    assert geo.metres(made.point, edge) < 2
    assert made.raw is not None
    assert made.raw["system"] == "gcj02"


async def test_without_an_area_the_sea_is_far_from_the_centre(street: Street) -> None:
    """Then it is asked, too; the point that is right is taken as it is."""
    await street.say(WANG, "/place new 灯塔")
    await pin(street, Point(30.0, 123.0))
    assert street.said("button-place-register") not in labels(newest(street))
    assert street.said("button-place-as-sent") in labels(newest(street))
    await pin(street, FAR)
    await tap(street, "button-place-register")
    assert [one.name for one in await around(street, FAR)] == ["灯塔"]


async def test_a_name_that_begins_with_a_word_of_the_command_is_found(street: Street) -> None:
    """Where a place is called so; else the word means what it always does."""
    await put(street, Place("N01", "New World Hotel", "hotel", FAR), Place("N02", "照片 冲印社", "shop", CENTRE))
    await put(street, Place("N03", "QR Coffee", "eatery", CENTRE))
    hotel = "New World Hotel"
    for words, name in (
        (hotel, hotel),
        ("new world", hotel),
        ("照片 冲印", "照片 冲印社"),
        ("photos P001", SHOP.name),
        ("qr coffee", "QR Coffee"),
    ):
        await street.say(WANG, f"/place {words}")
        assert name in newest(street).text
    await street.say(WANG, "/place photos NOSUCH")
    assert newest(street).text == street.said("place-unknown-code", code="NOSUCH")
    await street.say(WANG, "/place new 世界酒店")
    await pin(street, Point(30.36, 120.31))
    assert street.said("place-new-name", name="世界酒店") in newest(street).text


async def test_names_of_all_sorts(street: Street) -> None:
    """Five thousand letters are cut, and that is said; emoji and names from the right are kept."""
    await street.say(WANG, "/place new")
    await pin(street, FAR)
    await street.say(WANG, "长" * 4000)
    assert street.said("place-name-cut", most=200) in newest(street).text
    assert "长" * 198 in newest(street).text
    await street.say(WANG, "مطعم الياسمين 🍢")
    await street.press(WANG, newest(street), "place:1.0:take")
    await street.turn(2)
    assert street.said("place-name-cut", most=200) not in newest(street).text
    await tap(street, "button-place-register")
    [made] = await around(street, FAR)
    assert made.name == "مطعم الياسمين 🍢"


async def test_in_the_group_a_location_that_is_replied_to_is_taken(street: Street) -> None:
    """The next step comes in private."""
    sent = street.reporter.send_location(GROUP, FAR.lat, FAR.lon)
    await street.turn(2)
    street.wang.say(GROUP, "/place new 阿婆面馆", reply_to=sent)
    await street.turn(2)
    await tap(street, "button-place-register")
    assert [one.name for one in await around(street, FAR)] == ["阿婆面馆"]


async def test_a_form_left_alone_takes_nothing_that_is_meant_otherwise(street: Street) -> None:
    """An order is accepted by a word; a quarter of an hour later a pin is a report again."""
    await street.say(WANG, "/place new")
    number = await street.report("shared_bike_parking")
    await street.say(WANG, "收到" if street.language == "zh" else "accept")
    assert (await street.case(number)).state == "accepted"
    await street.say(QIANG, "/place new")
    await street.turn(16 * 60)
    before = await street.last_number()
    await pin(street, FAR, QIANG)
    assert await street.last_number() == before + 1


# --- finding


async def test_digits_alone_are_a_case_where_there_is_one(street: Street) -> None:
    """``/place 1`` moves case 1, as it always did; digits that are no case are looked for."""
    await put(street, Place("7788", "老码头", "hub", FAR))
    number = await street.report("shared_bike_parking")
    await street.say(1006, f"/place {number}")
    assert newest(street, 1006).text == street.said("place-where", number=number)
    await pin(street, Point(30.3160, 120.2750), 1006)
    assert (await street.case(number)).point == Point(30.3160, 120.2750)
    await street.say(1006, "/place 7788")
    assert "老码头" in newest(street, 1006).text


async def test_several_are_a_list_of_ten_a_page(street: Street) -> None:
    """The number first; gone ones last, and that is said; an older list has no pages any more.

    Of more than are looked for it says so.
    """
    await put(street, Place("A99", "银杏小馆", "eatery", FAR, state=State.GONE))
    await street.say(WANG, "/place 银杏")
    listed = newest(street)
    assert street.said("place-list-found", said="银杏", count=24) in listed.text
    assert street.said("place-list-gone", count=1) in listed.text
    assert labels(listed)[0].startswith("1 银杏小馆1")
    assert len(labels(listed)) == 11
    await tap(street, "button-list-on", page=2)
    await tap(street, "button-list-on", page=3)
    assert labels(newest(street))[-2] == street.said("button-place-found-gone", n=24, name="银杏小馆")
    old = newest(street)
    await street.say(WANG, "/place 银杏小馆1")
    assert await tap(street, "button-list-back", seen=old, page=2) == street.said("place-list-over")
    await put(street, *(replace(one, code=f"{one.code}{n}") for one in EATERIES for n in range(2)))
    await street.say(WANG, "/place 银杏")
    many = {"word": "place-list-count-more", "count": 50}
    assert street.said("place-list-found", said="银杏", count=many) in newest(street).text


async def test_near_me_pages_through_ten_nearest_first(street: Street) -> None:
    """Where they are is asked once; the buttons say how far each is."""
    await street.say(WANG, "/place")
    assert newest(street).keys
    await pin(street, CENTRE)
    first = labels(newest(street))
    assert "通盛便利店" in first[0]
    assert first[1].startswith("2 银杏小馆1")
    assert " 22 " in first[1]
    await tap(street, "button-list-on", page=2)
    assert labels(newest(street))[0].startswith("11 银杏小馆10")
    await street.press(WANG, newest(street), labels(newest(street))[0])
    await street.turn(2)
    assert "A10" in newest(street).text


async def test_who_shares_where_they_are_is_not_asked(street: Street) -> None:
    """A fresh fix is enough, and the card says how far it is."""
    street.wang.start_live(WANG, CENTRE.lat, CENTRE.lon)
    await street.turn(3)
    await street.say(WANG, "/place")
    assert "通盛便利店" in labels(newest(street))[0]


async def test_nothing_found_leads_to_registering(street: Street) -> None:
    """What was written is its name."""
    await street.say(WANG, "/place 夜来香花店")
    assert newest(street).text == street.said("place-nothing", said="夜来香花店")
    await tap(street, "button-place-new")
    await pin(street, FAR)
    assert street.said("place-new-name", name="夜来香花店") in newest(street).text


async def test_a_group_reads_no_more_than_name_and_kind(street: Street) -> None:
    """Who has no private chat gets the way there."""
    street.who(1003).say(GROUP, "/place p001")
    await street.turn(2)
    told = [m for m in street.captain.sees(GROUP) if m.by_bot][-1]
    kind = "沿街店铺" if street.language == "zh" else "Street shop"
    assert told.text == street.said("place-brief", name=SHOP.name, kind=kind)
    assert told.buttons[0][0].url is not None
    assert told.buttons[0][0].url.endswith("?start=place_P001")


async def test_a_viewer_looks_and_changes_nothing(street: Street) -> None:
    """No people, no buttons that change; near me works."""
    await street.say(VIEWER, "/place P001")
    card = newest(street, VIEWER)
    assert "王" not in card.text
    assert street.said("button-place-correct") not in labels(card)
    assert street.said("button-place-report") not in labels(card)
    await street.say(VIEWER, "/place")
    await pin(street, CENTRE, VIEWER)
    assert SHOP.name in labels(newest(street, VIEWER))[0]
    await street.say(VIEWER, "/place 夜来香花店")
    assert newest(street, VIEWER).text == street.said("place-nothing-to-see", said="夜来香花店")
    await street.say(VIEWER, "/place")
    await pin(street, FAR, VIEWER)
    assert newest(street, VIEWER).text == street.said("place-none-near-to-see")


async def test_codes_that_lead_nowhere(street: Street) -> None:
    """Unknown, of another district, gone, merged: a sentence each."""
    await put(street, Place("G1", "老茶馆", "eatery", FAR, state=State.GONE))
    await put(street, Place("M1", "通盛店", "shop", FAR, state=State.GONE, into="P001"))
    await street.say(WANG, "/place G1")
    assert street.said("place-card-gone") in newest(street).text
    assert street.said("button-place-report") not in labels(newest(street))
    await street.say(WANG, "/place m1")
    assert street.said("place-led-on", code="M1", name="通盛店", into="P001") in newest(street).text
    assert SHOP.name in newest(street).text


async def test_a_code_of_another_district_is_said_to_be_that(street: Street, tmp_path: Path) -> None:
    """However it is asked for, before it could be registered a second time; a code that nobody gave is none."""
    file = tmp_path / "neighbours.yaml"
    file.write_text(NEIGHBOURS, encoding="utf8")
    async with street.house.store.begin() as tx:
        await bringing_in.bring_in(tx, district_file.read(file, street.rules), street.rules, START)
        await editions.write_at_once(tx, 2, Changes((Place("N0RTH", "North quay", "hub", FAR),)), START)
    await street.say(WANG, "/place n0rth")
    told = newest(street)
    assert told.text == street.said("place-elsewhere", code="N0RTH", district="九堡")
    assert not told.buttons
    await street.say(WANG, "/place s0uth")
    assert newest(street).text == street.said("place-nothing", said="s0uth")
    for code, key in (("n0rth", "place-elsewhere"), ("S0UTH", "place-unknown-code")):
        speaker = Speaker(WANG, "", WANG, street.clock.now(), channel="private", district_id=1)
        told = (await street.house.desk.do(actions.open, speaker, code=code)).answer
        assert told is not None
        assert told.key == key


# --- the card


async def test_a_report_at_the_place_is_one_tap(street: Street) -> None:
    """The case is there, at its point and by its name; a second tap says the same number."""
    await street.say(WANG, "/place P001")
    await tap(street, "button-place-report")
    number = await street.last_number()
    case = await street.case(number)
    assert (case.point, case.place) == (SHOP.point, SHOP.name)
    taken = street.said("place-report-taken", number=number)
    assert street.private(WANG, taken)
    assert await tap(street, "button-place-report", seen=street.private(WANG, taken)[-1]) == taken
    assert await street.last_number() == number


async def test_a_code_in_chinese_letters_has_every_button(street: Street) -> None:
    """Notes, photos, contacts; and *gone* with its undo, which stands under its card too."""
    odd = replace(SHOP, code="九堡-001", point=FAR)
    await put(street, odd)
    await street.say(CAPTAIN, "/place 九堡-001")
    told = newest(street, CAPTAIN)
    for key in ("note", "photo", "photos", "contacts"):
        assert street.said(f"button-place-{key}") in labels(told)
    await tap(street, "button-place-note", CAPTAIN)
    assert newest(street, CAPTAIN).text == street.said("place-note-which", name=odd.name, code=odd.code)
    await street.say_surely(CAPTAIN, "/place gone 九堡-001")
    assert not (await place(street, odd.code)).is_there
    await street.say(CAPTAIN, "/place gone")
    assert newest(street, CAPTAIN).text == street.said("place-which-code", part="gone")
    await street.say(CAPTAIN, "/place 九堡-001")
    assert street.said("button-place-undo") in labels(newest(street, CAPTAIN))
    await tap(street, "button-place-undo", CAPTAIN)
    assert (await place(street, odd.code)).is_there


async def test_what_people_were_called_is_in_no_history(street: Street) -> None:
    """That it was changed is said to everybody, captains too; who it was to nobody."""
    speaker = Speaker(CAPTAIN, "", CAPTAIN, street.clock.now(), channel="private", district_id=1)
    await street.say(CAPTAIN, "/place P001")
    await tap(street, "button-place-correct", CAPTAIN)
    await tap(street, "button-place-field", CAPTAIN, field=street.said("place-short-responsible"))
    await street.say(CAPTAIN, "李大明")
    told = (await street.house.desk.do(actions.history, speaker, code=SHOP.code, before=0)).answer
    assert told is not None
    assert "place-past-field-hidden" in str(told.facts)
    assert "李大明" not in str(told.facts)
    assert SHOP.responsible not in str(told.facts)


async def test_the_card_masks_people_and_says_what_nobody_knows(street: Street) -> None:
    """The surname and the last digits; what is missing is named."""
    await street.say(WANG, "/place P001")
    card = newest(street).text
    assert "王小芳" not in card
    assert "13812345678" not in card
    assert "5678" in card
    assert street.said("place-short-licence") in card.splitlines()[-1]


# --- correcting


async def test_two_who_correct_the_same_see_both_values(street: Street) -> None:
    """Nothing is silently the later one: theirs stands until *mine* is tapped."""
    for user_id in (WANG, QIANG):
        await street.say(user_id, "/place P001")
        await tap(street, "button-place-correct", user_id)
        await street.press(user_id, newest(street, user_id), street.said("place-short-name"))
        await street.turn(2)
    await street.say(QIANG, "通盛超市")
    assert (await place(street)).name == "通盛超市"
    await street.say(WANG, "通盛便民店")
    assert (await place(street)).name == "通盛超市"
    asked = newest(street)
    assert "通盛超市" in asked.text
    assert "通盛便民店" in asked.text
    await tap(street, "button-place-mine", value="通盛便民店")
    assert (await place(street)).name == "通盛便民店"
    await street.press(WANG, newest(street), street.said("button-place-history"))
    await street.turn(2)
    told = newest(street).text
    assert "通盛超市 → 通盛便民店" in told
    assert "阿强" in told


@pytest.mark.parametrize("lets", ["button-place-back", "pin"])
@pytest.mark.parametrize("asked", ["button-place-correct", "button-place-note"])
async def test_who_goes_back_or_reports_has_let_the_question_be(street: Street, asked: str, lets: str) -> None:
    """What they write next is neither its name nor an alert note."""
    await street.say(WANG, "/place P001")
    await tap(street, asked)
    first = "place-short-name" if asked == "button-place-correct" else "place-note-kind-dog"
    await tap(street, first)
    await (pin(street, FAR) if lets == "pin" else tap(street, lets))
    await street.say(WANG, "门口有人占道摆摊")
    assert (await place(street)).name == SHOP.name
    assert not street.private(WANG, street.said("place-note-ask-ground", kind=street.said("place-note-kind-dog")))


async def test_theirs_is_kept_with_one_tap(street: Street) -> None:
    """Only the one who was second is asked."""
    await street.say(WANG, "/place P001")
    await tap(street, "button-place-correct")
    await street.press(WANG, newest(street), street.said("place-short-state"))
    await street.turn(2)
    mine = newest(street)
    await street.say(QIANG, "/place P001")
    street.qiang.press_data(newest(street, QIANG), "place:1.0:set:state.closed.1.P001")
    await street.turn(2)
    await tap(street, "button-place-value", seen=mine, value=street.said("place-state-open"))
    assert (await place(street)).state == State.CLOSED
    await tap(street, "button-place-theirs", value=street.said("place-state-closed"))
    assert (await place(street)).state == State.CLOSED


async def test_the_point_is_corrected_at_the_door(street: Street) -> None:
    """The keyboard asks for the location; history says where it was."""
    await street.say(WANG, "/place P001")
    await tap(street, "button-place-correct")
    await street.press(WANG, newest(street), street.said("place-short-point"))
    await street.turn(2)
    assert newest(street).keys
    await pin(street, FAR)
    assert (await place(street)).point == FAR


@pytest.mark.parametrize(
    ("field", "said", "value"),
    [
        ("address", "通盛路 14 号", "通盛路 14 号"),
        ("aliases", "老店、便利通盛", ("老店", "便利通盛")),
        ("credit", "91330100MA27X", "91330100MA27X"),
        ("contacts", "李四（店长）139 0000 1111、王五", (Contact("李四", "139 0000 1111", "店长"), Contact("王五"))),
        ("outside", "四平台=A-77；fire 12", {"四平台": "A-77", "fire": "12"}),
    ],
)
async def test_captains_correct_the_rest(street: Street, field: str, said: str, value: object) -> None:
    """By a button and one answer; members are not offered these."""
    await street.say(CAPTAIN, "/place P001")
    await tap(street, "button-place-correct", CAPTAIN)
    await street.press(CAPTAIN, newest(street, CAPTAIN), street.said(f"place-short-{field}"))
    await street.turn(2)
    await street.say(CAPTAIN, said)
    assert getattr(await place(street), field) == value
    assert not street.private(CAPTAIN, "139 0000")
    await street.say(WANG, "/place P001")
    street.wang.press_data(newest(street), f"place:1.0:field:{field}.P001")
    await street.turn(2)
    await street.say(WANG, "别的")
    assert getattr(await place(street), field) == value


async def test_that_nobody_can_be_reached_is_one_tap(street: Street) -> None:
    """Contacts, too, are emptied; in the history stands that they were changed, and not who they were."""
    await street.say(CAPTAIN, "/place P001")
    await tap(street, "button-place-correct", CAPTAIN)
    await tap(street, "button-place-field", CAPTAIN, field=street.said("place-short-contacts"))
    await tap(street, "button-place-value", CAPTAIN, value=street.said("place-nobody-knows"))
    assert (await place(street)).contacts == ()


@pytest.mark.parametrize(
    "data",
    ["set:kind.nonsense.1.P001", "set:state.gone.1.P001", "set:name..1.P001", "field:code.P001", "page:9.abc", "x"],
)
async def test_a_button_that_nobody_wrote_changes_nothing(street: Street, data: str) -> None:
    """What a button says is looked at anew."""
    await street.say(CAPTAIN, "/place P001")
    street.captain.press_data(newest(street, CAPTAIN), f"place:1.0:{data}")
    await street.turn(2)
    assert (await place(street)).version == 1
