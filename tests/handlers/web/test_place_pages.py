"""Places for our own pages: on the map, in the table, one in full, corrected over what was seen, reported at."""

from dataclasses import replace
from typing import Any

import httpx
import pytest

from bot.places.photos.photos import PHOTOS, PlacePhoto
from bot.places.register import PLACES, Contact, Place, State
from bot.places.standing.colours import COLOURS, Coloured
from bot.places.standing.links import LINKS, How, Link
from bot.screens.places import chart
from bot.values import geo
from bot.values.geo import Point
from bot.work.at_door import Colour
from handlers.web import place_counts, place_pages
from storage import place_shown
from tests import handed
from tests.handlers.web.people import signed_in
from tests.stories.conftest import CENTRE, Street, put_places

ROOT = "/api/districts/1/screen/places"
NAME, PHONE = "王小明", "13800001234"
NOODLES = Place(
    "K7M4QX",
    "通盛面馆",
    "eatery",
    CENTRE,
    "通盛路1号",
    ("老面馆",),
    responsible="刘德明",
    contacts=(Contact(NAME, PHONE, "店主"),),
    licence="JY1",
    state=State.OPEN,
)
VIEW = {"south": 30.0, "west": 120.0, "north": 31.0, "east": 121.0, "zoom": 12}


def _many(count: int) -> list[Place]:
    """On a line to the north-east, every third a hotel."""
    return [
        Place(f"P{n:04}", f"店{n}", "hotel" if n % 3 == 0 else "shop", Point(30.2 + n / 9000, 120.2 + n / 9000))
        for n in range(count)
    ]


async def _put(street: Street, *places: Place) -> None:
    async with street.house.store.begin() as tx:
        await put_places(tx, *places)


async def _get(client: httpx.AsyncClient, path: str = "", **asked: Any) -> Any:
    answer = await client.get(f"{ROOT}{path}", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def _send(client: httpx.AsyncClient, method: str, path: str, **body: Any) -> httpx.Response:
    headers = {"Origin": str(client.base_url)}
    return await client.request(method, f"{ROOT}/of/{path}", json=body, headers=headers)


async def _correct(client: httpx.AsyncClient, version: int, **fields: Any) -> httpx.Response:
    return await _send(client, "PATCH", "K7M4QX", version=version, fields=fields)


async def test_a_map_shows_points_where_few_and_counts_where_many_are_in_view(
    served: Street, asking: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each place once; a filter makes points of them again, each named as it is in the register."""
    monkeypatch.setattr(place_pages, "MOST_POINTS", 20)
    monkeypatch.setattr(place_shown, "STRETCH", 7)
    await _put(served, *_many(60), replace(NOODLES, state=State.GONE))
    await signed_in(served, asking, 1001)
    far = await _get(asking, "/map", **VIEW)
    assert (far["points"], far["count"]) == ([], 60)
    assert sum(count for _, _, count in far["clusters"]) == 60
    assert len(await _clusters(asking, zoom=16)) > len(far["clusters"])
    hotels = await _get(asking, "/map", **VIEW, kind="hotel")
    assert ({one[2] for one in hotels["points"]}, hotels["count"], hotels["clusters"]) == ({"hotel"}, 20, [])
    assert sorted(one[0] for one in hotels["points"])[1] == "P0003"
    near = await _get(asking, "/map", **VIEW | {"north": 30.2011, "east": 120.2011})
    assert sorted(one[0] for one in near["points"]) == [f"P{n:04}" for n in range(10)]
    gone = await _get(asking, "/map", **VIEW, state="gone")
    assert [one[:4] for one in gone["points"]] == [["K7M4QX", "通盛面馆", "eatery", "gone"]]


async def _clusters(client: httpx.AsyncClient, **more: Any) -> list[Any]:
    found: list[Any] = (await _get(client, "/map", **VIEW | more))["clusters"]
    return found


async def test_counts_are_kept_until_the_register_or_a_colour_changes(
    served: Street, asking: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever moves the map asks for no second count; a change is counted, but not again and again."""
    monkeypatch.setattr(place_pages, "MOST_POINTS", 20)
    counted: list[int] = []
    real = chart.counts

    async def counting(*given: Any, **more: Any) -> Any:
        counted.append(1)
        return await real(*given, **more)

    monkeypatch.setattr(chart, "counts", counting)
    await _put(served, *_many(60))
    await signed_in(served, asking, 1001)
    for _ in range(3):
        assert (await _get(asking, "/map", **VIEW))["count"] == 60
    assert len(counted) == 1
    await _put(served, *list(_many(61))[60:])
    assert (await _get(asking, "/map", **VIEW))["count"] == 60, "a moment later it may be old"
    await served.turn(place_counts.FRESH.total_seconds() + 1)
    assert (await _get(asking, "/map", **VIEW))["count"] == 61
    assert len(counted) == 2
    assert (await _get(asking, "/map", **VIEW, colour="green"))["count"] == 61
    async with served.house.store.begin() as tx:
        await tx[COLOURS].put(1, Coloured("P0003", Colour.RED, "", "", served.clock.now()))
    await served.turn(place_counts.FRESH.total_seconds() + 1)
    assert (await _get(asking, "/map", **VIEW, colour="green"))["count"] == 60


@pytest.mark.parametrize(
    "view",
    [{"south": 91}, {"zoom": "x"}, {"east": "nan"}, {"west": 1e9}, {"zoom": 99}],
)
async def test_a_view_that_is_none_is_refused(served: Street, asking: httpx.AsyncClient, view: dict[str, Any]) -> None:
    """With what is wrong, never with an error of ours."""
    await signed_in(served, asking, 1001)
    answer = await asking.get(f"{ROOT}/map", params=VIEW | view)
    assert answer.status_code == 422


async def test_a_table_is_read_page_by_page_and_counted_up_to_a_thousand(
    served: Street, asking: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sorted, filtered, forwards; the first page says how many, and beyond that *more*."""
    monkeypatch.setattr(place_shown, "LISTED_STRETCH", 9)
    await _put(served, *_many(25))
    await signed_in(served, asking, 1001)
    found, after = [], {}
    for _ in range(9):
        told = await _get(asking, sort="kind", down="true", per_page=10, **after)
        found += [one["code"] for one in told["places"]]
        assert (told["count"], told["more"]) == ((25, False) if not after else (None, None))
        if told["next"] is None:
            break
        after = {"after": told["next"]}
    kinds = sorted(((one.kind, one.code) for one in _many(25)), reverse=True)
    assert found == [code for _, code in kinds]
    hotels = await _get(asking, kind="hotel")
    assert (hotels["count"], {one["kind"] for one in hotels["places"]}) == (9, {"hotel"})
    monkeypatch.setattr(place_pages, "MOST_COUNTED", 10)
    counted = await _get(asking)
    assert (counted["count"], counted["more"]) == (10, True)
    assert (await _get(asking, after="nobody-was-given-this"))["places"], "begins anew"


async def test_a_table_is_searched_as_the_chat_is(served: Street, asking: httpx.AsyncClient) -> None:
    """By name, pinyin, initials, code; a filter holds for what is found."""
    await _put(served, *_many(5), NOODLES)
    await signed_in(served, asking, 1001)
    for words in ("通盛面馆", "tongsheng", "tsmg", "k7m4qx", "JY1", "老面馆"):
        told = await _get(asking, words=words)
        assert [one["code"] for one in told["places"]][:1] == ["K7M4QX"], words
    assert (await _get(asking, words="通盛面馆", kind="hotel"))["places"] == []
    assert (await _get(asking, words="\u0000﷽" * 40))["count"] == 0


async def test_places_are_chosen_by_their_colour(served: Street, asking: httpx.AsyncClient) -> None:
    """On the map and in the table; the cases stand on the place's page."""
    number = await served.report("shared_bike_parking")
    await _put(served, *_many(6))
    case, now = await served.case(number), served.clock.now()
    async with served.house.store.begin() as tx:
        await tx[COLOURS].put(1, Coloured("P0003", Colour.ORANGE, "", "", now, now))
        await tx[LINKS].put(Link(case.id, 1, "P0003", How.CHOSEN, now))
    await signed_in(served, asking, 1001)
    assert "orange" in (await _get(asking, "/kinds"))["colours"]
    drawn = {one[0]: one[6] for one in (await _get(asking, "/map", **VIEW))["points"]}
    assert drawn == {f"P{n:04}": "orange" if n == 3 else None for n in range(6)}
    for path, listed in (("", "places"), ("/map", "points")):
        assert len((await _get(asking, path, **VIEW, colour="orange"))[listed]) == 1
        assert len((await _get(asking, path, **VIEW, colour="green"))[listed]) == 5
        assert len((await _get(asking, path, **VIEW, colour="red"))[listed]) == 0
    assert [one["colour"] for one in (await _get(asking, words="店3"))["places"]][:1] == ["orange"]
    assert (await _get(asking, words="店3", colour="green"))["count"] == 0
    [told] = (await _get(asking, "/of/P0003"))["cases"]
    assert (told["number"], told["item"]["code"], told["state"]) == (number, "shared_bike_parking", "dispatched")


async def test_photos_of_a_place_stand_on_its_page(served: Street, asking: httpx.AsyncClient) -> None:
    """The newest first; hidden ones are not among them."""
    await _put(served, NOODLES)
    async with served.house.store.begin() as tx:
        for n in (1, 2, 3):
            photo = PlacePhoto(1, "K7M4QX", 1002, served.clock.now(), f"file{n}", f"unique{n}")
            await tx[PHOTOS].add(photo)
        await tx[PHOTOS].hide(2, 1001, served.clock.now())
    await signed_in(served, asking, 1002)
    assert [one["id"] for one in (await _get(asking, "/of/K7M4QX"))["photos"]] == [3, 1]


async def test_kinds_are_called_as_the_district_calls_them(served: Street, asking: httpx.AsyncClient) -> None:
    """Those that places have are marked; what nobody listed is there as it was written."""
    await _put(served, NOODLES, replace(NOODLES, code="X1", kind="茶室"))
    await signed_in(served, asking, 1001)
    kinds = {one["code"]: one for one in (await _get(asking, "/kinds"))["kinds"]}
    assert (kinds["eatery"]["name_en"], kinds["eatery"]["used"]) == ("Eatery", True)
    assert (kinds["market"]["used"], kinds["茶室"]["name_en"]) == (False, "茶室")


async def test_who_may_only_look_sees_nobody_of_a_place(served: Street, asking: httpx.AsyncClient) -> None:
    """As on the card in the chat: not masked either, on the page and by the API."""
    await _put(served, NOODLES)
    await signed_in(served, asking, 1007)
    for path in (f"{ROOT}/of/K7M4QX", "/api/places/K7M4QX?district=1"):
        answer = await asking.get(path)
        assert answer.status_code == 200
        told = answer.json().get("properties", answer.json())
        assert (told["responsible"], told["contacts"], told["name"]) == (None, [], "通盛面馆")
        for part in ("刘", "王*", PHONE[-4:]):
            assert part not in answer.text


async def test_a_place_says_what_is_known_and_masks_people(served: Street, asking: httpx.AsyncClient) -> None:
    """Nobody's name or number in full; what nobody said is empty; opened, it is a look that is written down."""
    await _put(served, NOODLES)
    await signed_in(served, asking, 1001)
    answer = await asking.get(f"{ROOT}/of/k7m4qx")
    told = answer.json()
    assert (told["code"], told["licence"], told["credit"], told["firm"]) == ("K7M4QX", "JY1", "", None)
    assert (told["colour"], told["look"], told["marks"], told["history"]) == ("green", "unknown", [], [])
    assert (told["responsible"], told["contacts"][0]["name"]) == ("刘**", "王**")
    for secret in (NAME, PHONE, "刘德明"):
        assert secret not in answer.text
    assert set(told["may"]) >= {"name", "licence", "firm"}
    assert told["may_open"] is True
    opened = await _send(asking, "POST", "K7M4QX/contacts")
    assert PHONE in opened.json()["said"]
    text = (await _send(asking, "POST", "K7M4QX/contacts/text")).json()["said"]
    async with served.house.store.look() as tx:
        looks = (await handed.of(tx, 1001))["looks"]
    assert [(row["what"], row["about"]) for row in looks] == [("place-contact", "K7M4QX")] * 2
    assert (await _correct(asking, 1, contacts=f"{text}; 新来的 139 0000 1111")).status_code == 200
    async with served.house.store.look() as tx:
        place = await tx[PLACES].get(1, "K7M4QX")
    assert place is not None
    assert place.contacts == (*NOODLES.contacts, Contact("新来的", "139 0000 1111"))
    await signed_in(served, asking, 1002)
    assert (await _send(asking, "POST", "K7M4QX/contacts/text")).status_code == 403
    told = await _get(asking, "/of/K7M4QX")
    assert (told["may"], told["may_open"]) == (["name", "state", "point"], False)
    refused = await _send(asking, "POST", "K7M4QX/contacts")
    assert (refused.status_code, refused.json()["refused"]) == (403, "place-contact-not-yours")
    assert (await asking.get(f"{ROOT}/of/NOSUCH")).status_code == 404


async def test_a_correction_is_made_over_what_was_seen(served: Street, asking: httpx.AsyncClient) -> None:
    """It stands in the history with who, what and before; two of one field are a conflict that names both values."""
    await _put(served, NOODLES)
    await signed_in(served, asking, 1001)
    done = await _correct(asking, 1, name="通盛面馆 东门", aliases=["老面馆", "面馆"], responsible="赵六")
    assert (done.status_code, done.json()["said"]) == (200, "Saved: 通盛面馆 东门 (K7M4QX).")
    told = await _get(asking, "/of/K7M4QX")
    [line] = told["history"]
    assert (line["by"], line["move"], line["version"], told["version"]) == ("钱队", "edit", 2, 2)
    changes = {one["field"]: (one["before"], one["after"], one["hidden"]) for one in line["changes"]}
    assert changes["name"] == ("通盛面馆", "通盛面馆 东门", False)
    assert changes["responsible"] == (None, None, True)
    clash = await _correct(asking, 1, name="别的名字")
    assert (clash.status_code, clash.json()["refused"]) == (409, "place-conflict")
    assert "东门" in clash.json()["sentence"]
    assert "别的名字" in clash.json()["sentence"]
    assert (await _correct(asking, 1, state="closed")).status_code == 200, "nobody else touched this one"
    people = {"contacts": "李四（店长）13900001111", "outside": "四平台=A-77; fire=12", "responsible": None}
    assert (await _correct(asking, 3, **people)).status_code == 200
    told = await _get(asking, "/of/K7M4QX")
    assert (told["contacts"], told["responsible"]) == ([{"name": "李*", "phone": "*******1111", "role": "店长"}], "")
    assert {"contacts", "outside"} < set(told["may"])
    assert (await _correct(asking, 4, contacts=None)).status_code == 200
    async with served.house.store.look() as tx:
        place = await tx[PLACES].get(1, "K7M4QX")
    assert place is not None
    assert (place.name, place.state, place.aliases) == ("通盛面馆 东门", State.CLOSED, ("老面馆", "面馆"))
    assert (place.responsible, place.contacts, place.outside) == ("", (), {"四平台": "A-77", "fire": "12"})


async def test_a_point_of_another_system_is_shown_while_it_is_the_place_s(
    served: Street, asking: httpx.AsyncClient
) -> None:
    """Beside the point that it is here; once somebody has said where the place is, the old one is not shown behind it.

    It is kept, so that the same file again changes nothing.
    """
    given = geo.to_gcj(CENTRE)
    raw = {"system": "gcj02", "lat": given.lat, "lon": given.lon}
    await _put(served, replace(NOODLES, raw=raw))
    await signed_in(served, asking, 1001)
    assert (await _get(asking, "/of/K7M4QX"))["raw"] == raw
    assert (await _correct(asking, 1, point=[CENTRE.lat + 0.001, CENTRE.lon])).status_code == 200
    assert (await _get(asking, "/of/K7M4QX"))["raw"] is None
    async with served.house.store.look() as tx:
        place = await tx[PLACES].get(1, "K7M4QX")
    assert place is not None
    assert place.raw == raw


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"name": "名" * 5000}, "screen-place-too-long"),
        ({"name": "  "}, "screen-place-no-name"),
        ({"point": [0, 0]}, "screen-place-no-point"),
        ({"point": "here"}, "screen-place-no-point"),
        ({"code": "X"}, "place-no-such-field"),
        ({"into": "P0001"}, "place-no-such-field"),
        ({"state": "burning"}, "place-no-such-field"),
        ({"state": []}, "place-no-such-field"),
        ({"point": [[], {}]}, "screen-place-no-point"),
        ({"kind": "whatever somebody writes"}, "place-no-such-kind"),
        ({"point": [31.9, 121.9]}, "place-outside"),
        ({"aliases": ["x"] * 101}, "screen-place-too-many-names"),
        ({"contacts": " ; "}, "screen-place-unread"),
        ({"outside": "x" * 601}, "screen-place-too-long"),
    ],
)
async def test_what_cannot_be_is_refused_in_one_sentence(
    served: Street, asking: httpx.AsyncClient, fields: dict[str, Any], refused: str
) -> None:
    """And nothing of it is kept."""
    await _put(served, NOODLES)
    await _bounds(served)
    await signed_in(served, asking, 1001)
    answer = await _correct(asking, 1, address="新地址", **fields)
    assert (answer.status_code, answer.json()["refused"]) == (409, refused)
    assert (await _get(asking, "/of/K7M4QX"))["version"] == 1


async def test_who_is_sure_saves_a_point_outside(served: Street, asking: httpx.AsyncClient) -> None:
    """Asked once; a kind is meant by its name too."""
    await _put(served, NOODLES)
    await _bounds(served)
    await signed_in(served, asking, 1001)
    asked = await _correct(asking, 1, point=[31.9, 121.9])
    assert (asked.json()["refused"], asked.json()["sure"]) == ("place-outside", True)
    fields = {"point": [31.9, 121.9], "kind": "Hotel"}
    done = await _send(asking, "PATCH", "K7M4QX", version=1, sure=True, fields=fields)
    told = await _get(asking, "/of/K7M4QX")
    assert (done.status_code, told["point"], told["kind"]) == (200, [31.9, 121.9], "hotel")


async def _bounds(street: Street) -> None:
    """The district has an area."""
    async with street.house.store.begin() as tx:
        district = await tx.districts.get(1)
        assert district is not None
        ring = [[120.2, 30.2], [120.4, 30.2], [120.4, 30.4], [120.2, 30.4], [120.2, 30.2]]
        await tx.districts.save(replace(district, area={"type": "Polygon", "coordinates": [ring]}))


async def test_members_correct_what_they_see_and_captains_the_rest(served: Street, asking: httpx.AsyncClient) -> None:
    """That a place is gone is for captains to say."""
    await _put(served, NOODLES)
    await signed_in(served, asking, 1002)
    assert (await _correct(asking, 1, licence="JY2")).json()["refused"] == "captains-only-command"
    assert (await _correct(asking, 1, state="gone")).json()["refused"] == "place-gone-by-captains"
    assert (await _correct(asking, 1, state="closed")).status_code == 200
    await signed_in(served, asking, 1001)
    assert (await _correct(asking, 2, state="gone")).status_code == 200
    await signed_in(served, asking, 1002)
    told = await _get(asking, "/of/K7M4QX")
    assert (told["may"], told["may_report"]) == ([], False)
    assert (await _correct(asking, 3, name="x")).json()["refused"] == "place-is-gone"
    assert (await _send(asking, "POST", "K7M4QX/report", words="fire")).json()["refused"] == "place-no-report"


async def test_something_is_reported_at_a_place(served: Street, asking: httpx.AsyncClient) -> None:
    """A case with its place, as if somebody had named it in chat."""
    await _put(served, NOODLES)
    await signed_in(served, asking, 1002)
    empty = await _send(asking, "POST", "K7M4QX/report", words=" \n ")
    assert (empty.status_code, empty.json()["refused"]) == (409, "screen-place-say-what")
    done = await _send(asking, "POST", "K7M4QX/report", words="共享单车乱停")
    assert done.json()["said"] == "#1: reported at 通盛面馆."
    await served.turn(1)
    again = await _send(asking, "POST", "K7M4QX/report", words="共享单车乱停")
    assert "#1" in again.json()["said"]
    assert await served.last_number() == 1
    case = await served.case(1)
    assert (case.point, case.place, case.words) == (CENTRE, "通盛面馆", "共享单车乱停")


async def test_an_older_history_is_read_page_by_page(served: Street, asking: httpx.AsyncClient) -> None:
    """Newest first, each line once."""
    await _put(served, NOODLES)
    await signed_in(served, asking, 1001)
    for n in range(1, 25):
        assert (await _correct(asking, n, name=f"名{n}")).status_code == 200
    told = await _get(asking, "/of/K7M4QX")
    older = await _get(asking, "/of/K7M4QX/history", before=told["before"])
    versions = [one["version"] for one in told["history"] + older["history"]]
    assert (versions, older["before"]) == (list(range(25, 1, -1)), None)


async def test_nobody_looks_into_another_district(served: Street, asking: httpx.AsyncClient) -> None:
    """Nor does a stranger, nor is anything changed by a page of others."""
    await _put(served, NOODLES)
    await signed_in(served, asking, 1002)
    for path in ("", "/kinds", "/map", "/of/K7M4QX"):
        answer = await asking.get(f"/api/districts/2/screen/places{path}", params=VIEW)
        assert (answer.status_code, answer.json()["refused"]) == (403, "other-district")
    foreign = await asking.patch(
        f"{ROOT}/of/K7M4QX", json={"version": 1, "fields": {"name": "x"}}, headers={"Origin": "https://evil.example"}
    )
    assert foreign.status_code == 403


async def test_a_captain_prints_the_label_where_labels_are_made(served: Street, asking: httpx.AsyncClient) -> None:
    """Neither for members nor of a place that is gone there is a link."""
    await _put(served, NOODLES, replace(NOODLES, code="OLD1", state=State.GONE))
    await signed_in(served, asking, 1001)
    label = (await _get(asking, "/of/K7M4QX"))["label"]
    printed = await asking.get(label)
    assert (printed.status_code, printed.content[:5]) == (200, b"%PDF-")
    assert (await _get(asking, "/of/OLD1"))["label"] is None
    await signed_in(served, asking, 1002)
    assert (await _get(asking, "/of/K7M4QX"))["label"] is None
