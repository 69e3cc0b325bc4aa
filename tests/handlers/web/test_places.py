"""Places through the API: as far as each may read them, page by page, as they change, and over a version."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import jsonschema_rs
from sqlalchemy import text

from bot.places import editions
from bot.places.editions import Writing
from bot.places.files import planning
from bot.places.notes import writing
from bot.places.register import PAST, PLACES, Contact, Line, Place, State
from bot.values.geo import Point
from bot.values.slices import Pace
from bot.work.speaker import Speaker
from tests.handlers.web.conftest import TOKEN
from tests.handlers.web.people import signed_in
from tests.handlers.web.programs import a_key, a_key_to_places, showing
from tests.stories.conftest import START, Street, put_places

NOODLES = Place(
    "K7MA2Q", "Tongsheng Noodles", "eatery", Point(30.3149, 120.2741), "12 Tongsheng Road", aliases=("Noodle house",),
    responsible="Ann Darcy", contacts=(Contact("Ann Darcy", "13800001234", "owner"),), state=State.OPEN,
)  # fmt: skip
RENTAL = Place(
    "R2", "Darcy Lodgings", "rental", Point(30.3152, 120.2741), "Flat 3, 14 Tongsheng Road", responsible="Tom Darcy"
)
GONE = Place("P9", "Old Kiosk", "shop", Point(30.3148, 120.2741), state=State.GONE)
WISH: dict[str, Any] = {
    "name": "Willow Cafe",
    "kind": "eatery",
    "point": [30.3200, 120.2800],
    "address": "4 Willow Quay",
}


async def fill(street: Street, *places: Place) -> None:
    """A register."""
    async with street.house.store.begin() as tx:
        await put_places(tx, *(replace(one, changed_at=START) for one in places))


def names(answer: httpx.Response) -> list[str]:
    """What the places of an answer are called."""
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/geo+json"
    return [one["properties"]["name"] for one in answer.json()["features"]]


async def test_a_key_sees_places_only_when_a_captain_lets_it(served: Street) -> None:
    """And changes some only when that is let, too; other captains hear of it, and the history says it."""
    await fill(served, NOODLES)
    async with showing(served, await a_key(served)) as program:
        for path in ("/api/places", "/api/places/K7MA2Q", "/api/places/near?lat=30&lon=120", "/api/places/kinds"):
            assert (await program.get(path)).json()["refused"] == "key-no-places", path
        assert (await program.post("/api/places", json=WISH)).json()["refused"] == "key-no-places"
        served.captain.say(1001, "/apikey")
        await served.turn(3)
        served.captain.press_data(served.private(1001, "12345")[-1], "program:1.1:places:look")
        await served.turn(3)
        assert names(await program.get("/api/places")) == ["Tongsheng Noodles"]
        assert (await program.post("/api/places", json=WISH)).json()["refused"] == "key-only-looks"
    async with served.house.store.look() as tx:
        told = await tx.connection.execute(text("SELECT count(*) FROM history WHERE move = 'program_allowed'"))  # type: ignore[attr-defined]
        assert told.scalar() == 1


async def test_a_program_reads_what_everybody_may(served: Street) -> None:
    """No people of a place, and of a rental house its kind and its house."""
    await fill(served, NOODLES, RENTAL)
    async with showing(served, await a_key_to_places(served, "look")) as program:
        whole = (await program.get("/api/places")).text
        assert "Darcy" not in whole
        assert "Flat 3" not in whole
        assert names(await program.get("/api/places")) == ["Tongsheng Noodles", "Rental house, 14 Tongsheng Road"]
        one = (await program.get("/api/places/K7MA2Q?by=")).json()
        assert one["detail"], "a number that is none"
        told = (await program.get("/api/places/k7ma2q")).json()["properties"]
        assert (told["contacts"], told["responsible"], told["aliases"]) == ([], None, ["Noodle house"])


async def test_members_see_masked_contacts_and_captains_who_answers_for_it(
    served: Street, asking: httpx.AsyncClient
) -> None:
    """That a captain read it is written down; a list has no people for anybody."""
    await fill(served, NOODLES, RENTAL)
    await signed_in(served, asking, 1002)
    told = (await asking.get("/api/places/K7MA2Q")).json()["properties"]
    assert (told["responsible"], told["contacts"][0]["phone"]) == (None, "*******1234")
    assert "Ann" not in told["contacts"][0]["name"]
    assert names(await asking.get("/api/places")) == ["Tongsheng Noodles", "Darcy Lodgings"]
    await signed_in(served, asking, 1001)
    told = (await asking.get("/api/places/K7MA2Q")).json()["properties"]
    assert (told["responsible"], told["contacts"][0]["phone"]) == ("Ann Darcy", "*******1234")
    assert "Ann Darcy" not in (await asking.get("/api/places")).text
    async with served.house.store.look() as tx:
        looks = await tx.connection.execute(text("SELECT user_id, about FROM looks WHERE what = 'place-people'"))  # type: ignore[attr-defined]
        assert [tuple(row) for row in looks] == [(1001, "K7MA2Q")]


async def test_pages_follow_each_other_by_code(served: Street) -> None:
    """Each place once, with filters too; gone ones only where they are asked for."""
    many = [
        Place(f"A{n:03}", f"Kiosk {n}", "shop" if n % 3 else "hotel", Point(30.30 + n / 1000, 120.27))
        for n in range(25)
    ]
    await fill(served, *many, GONE)
    async with showing(served, await a_key_to_places(served, "look")) as program:

        async def walk(query: str) -> list[str]:
            found: list[str] = []
            after: str | None = None
            for _ in range(30):
                more = f"&after={after}" if after else ""
                told = (await program.get(f"/api/places?limit=4&{query}{more}")).json()
                found += [one["id"] for one in told["features"]]
                if (after := told["next"]) is None:
                    return found
            raise AssertionError("it never ends")

        codes = [one.code for one in many]
        assert await walk("") == codes
        assert await walk("kind=hotel") == codes[::3]
        assert await walk("state=gone") == ["P9"]
        assert await walk("bbox=120.2,30.3035,120.3,30.3105") == codes[4:11]
        assert await walk("bbox=-10,-80,170,80") == codes
        assert await walk("bbox=170,30,-170,31") == []
        assert await walk("updated_since=2000-01-01T00:00:00Z") == [*codes, "P9"]
        for wrong in (
            "bbox=1,2,3,1",
            "bbox=1,2,3",
            "after=x",
            "after=5~A",
            "after=c~A&updated_since=2000-01-01T00:00:00Z",
        ):
            assert (await program.get(f"/api/places?{wrong}")).status_code == 422, wrong
        await fill(served, Place("A500", "Lost Kiosk", "shop"), Place("A501", "Lost Inn", "hotel"))
        assert await walk("nowhere=true") == ["A500", "A501"]
        assert await walk("nowhere=true&kind=hotel") == ["A501"]
        assert await walk("nowhere=true&updated_since=2000-01-01T00:00:00Z") == ["A500", "A501"]
        assert await walk("nowhere=true&bbox=120.2,30.3,120.3,30.4") == []


async def test_an_answer_that_is_known_is_not_sent_again(served: Street) -> None:
    """Until the register changes, or what of it may be read."""
    await fill(served, NOODLES)
    async with showing(served, await a_key_to_places(served, "look")) as program:
        first = await program.get("/api/places")
        known = {"If-None-Match": first.headers["ETag"]}
        again = await program.get("/api/places", headers=known)
        assert (again.status_code, again.content) == (304, b"")
        assert (await program.get("/api/places?limit=7", headers=known)).status_code == 200
        one = await program.get("/api/places/K7MA2Q")
        same = {"If-None-Match": one.headers["ETag"]}
        assert (await program.get("/api/places/K7MA2Q", headers=same)).status_code == 304
        await fill(served, RENTAL)
        assert (await program.get("/api/places", headers=known)).status_code == 200
        assert (await program.get("/api/places/K7MA2Q", headers=same)).status_code == 304


async def test_what_changed_while_an_import_was_written_is_not_missed(served: Street) -> None:
    """Its changes are older than the switch; ``as_of`` lies before them."""
    await fill(served, NOODLES)
    async with showing(served, await a_key_to_places(served, "look")) as program:
        writing = Writing(served.house.store, Pace(lambda: 0.0, _no_sleep), served.clock.now, "test")
        now = served.clock.now()
        async with served.house.store.look() as tx:
            plan = await planning.compare(tx, 1, [replace(NOODLES, address="13 Tongsheng Road")], now)
        staged = await writing.stage(1, plan.changes(editions.From()))
        assert staged.edition is not None
        for _ in range(3):
            await served.turn(40)
            async with served.house.store.begin() as tx:  # it lasts, and is heard of
                await tx[editions.EDITIONS].write(staged.edition, (), served.clock.now())
        told = (await program.get("/api/places?updated_since=2100-01-01T00:00:00Z")).json()
        assert told["as_of"] <= now.isoformat()
        async with served.house.store.begin() as tx:
            await tx[editions.EDITIONS].switch(staged.edition, 1)
        later = (await program.get(f"/api/places?updated_since={told['as_of'][:19]}Z")).json()
        assert [one["properties"]["address"] for one in later["features"]] == ["13 Tongsheng Road"]
        assert later["as_of"] > told["as_of"]


async def test_as_of_lies_a_minute_back(served: Street) -> None:
    """What somebody is just writing down bears the moment at which that began."""
    await fill(served, NOODLES)
    async with showing(served, await a_key_to_places(served, "look")) as program:
        told = (await program.get("/api/places")).json()
    assert told["as_of"] == (served.clock.now() - timedelta(minutes=1)).isoformat()


async def _no_sleep(_seconds: float) -> None:
    """Nobody waits."""


async def test_the_nearest_places_with_their_distance(served: Street) -> None:
    """Nearest first; gone ones never."""
    await fill(served, NOODLES, RENTAL, GONE)
    async with showing(served, await a_key_to_places(served, "look")) as program:
        told = (await program.get("/api/places/near?lat=30.3149&lon=120.2741")).json()["features"]
        assert [(one["id"], one["properties"]["metres"], one["properties"]["compass"]) for one in told] == [
            ("K7MA2Q", 0, "n"), ("R2", 33, "s"),
        ]  # fmt: skip
        for query in ("lat=91&lon=0", "lat=0", "lat=1&lon=1&limit=51", "lat=1&lon=1&within=9000"):
            assert (await program.get(f"/api/places/near?{query}")).status_code == 422, query


async def test_a_program_registers_a_place_once(served: Street) -> None:
    """The same request again makes no second one; another one at the same door is asked about."""
    async with showing(served, await a_key_to_places(served, "change")) as program:
        name = {"Idempotency-Key": "new-1"}
        made = await program.post("/api/places", json=WISH, headers=name)
        assert made.status_code == 201, made.text
        code = made.json()["id"]
        assert not code.isdigit()
        assert made.headers["Location"] == f"/api/places/{code}"
        again = await program.post("/api/places", json=WISH, headers=name)
        assert (again.status_code, again.json()["id"], again.headers["Idempotent-Replayed"]) == (201, code, "true")
        other = await program.post("/api/places", json={**WISH, "address": "5"}, headers=name)
        assert (other.status_code, other.json()["refused"]) == (422, "other-body")
        twice = await program.post("/api/places", json={**WISH, "name": "Willow Café"})
        assert (twice.status_code, twice.json()["code"], twice.json()["sure"]) == (409, code, True)
        assert (
            await program.post("/api/places", json={**WISH, "name": "Willow Café", "sure": True})
        ).status_code == 201
        lines = (await program.get(f"/api/places/{code}/history")).json()["lines"]
        assert [(one["move"], one["by"], one["channel"]) for one in lines] == [("new", None, "api")]


async def test_what_may_be_there_already_is_the_same_for_programs_as_in_chat(served: Street) -> None:
    """A similar name 120 m away is asked about, 300 m away it is another place; so is another name at the same door."""
    async with showing(served, await a_key_to_places(served, "change")) as program:
        assert (await program.post("/api/places", json=WISH)).status_code == 201
        for north_m, name, status in ((120, "Willow Café", 409), (300, "Willow Café", 201), (0, "Harbour Bakery", 201)):
            point = [30.3200 + north_m / 111_200, 120.2800]
            answer = await program.post("/api/places", json={**WISH, "name": name, "point": point})
            assert answer.status_code == status, (north_m, name, answer.text)
        nowhere = {name: value for name, value in WISH.items() if name != "point"}
        assert (await program.post("/api/places", json=nowhere)).status_code == 409
        made = await program.post("/api/places", json={**nowhere, "name": "Lighthouse Kiosk"})
        assert (made.status_code, made.json()["geometry"]) == (201, None)


WRONG: list[tuple[dict[str, Any], int]] = [
    ({"name": "x" * 5000}, 422), ({"name": " \u202e "}, 422), ({"kind": "spaceship"}, 422), ({"point": [91, 0]}, 422),
    ({"state": "gone"}, 403), ({"code": "A1"}, 422), ({"point": [30.3]}, 422), ({"aliases": ["x"] * 101}, 422),
    ({"contacts": [{"mail": "x"}]}, 422), ({"outside": {"": "x"}}, 422), ({"name": None}, 422),
]  # fmt: skip


async def test_what_makes_no_place_is_refused(served: Street) -> None:
    """With a sentence or the field that is wrong, and nothing is kept."""
    async with showing(served, await a_key_to_places(served, "change")) as program:
        for wish, status in WRONG:
            answer = await program.post("/api/places", json={**WISH, **wish})
            assert answer.status_code == status, (wish, answer.text)
        assert names(await program.get("/api/places")) == []


async def test_a_place_outside_of_the_area_wants_to_be_sure(served: Street) -> None:
    """A point in the sea is a mistake, mostly."""
    async with served.house.store.begin() as tx:
        district = await tx.districts.get(1)
        assert district is not None
        ring = [[120.2, 30.2], [120.4, 30.2], [120.4, 30.4], [120.2, 30.4], [120.2, 30.2]]
        await tx.districts.save(replace(district, area={"type": "Polygon", "coordinates": [ring]}))
    async with showing(served, await a_key_to_places(served, "change")) as program:
        wish = {**WISH, "point": [30.9, 123.0]}
        asked = (await program.post("/api/places", json=wish)).json()
        assert (asked["refused"], asked["sure"]) == ("place-outside", True)
        assert (await program.post("/api/places", json={**wish, "sure": True})).status_code == 201


async def test_a_change_says_which_version_it_was_made_on(served: Street) -> None:
    """Without: 428; of another field: both stay; of the same field: 409 with both values, and nothing is done."""
    await fill(served, NOODLES)
    async with showing(served, await a_key_to_places(served, "change")) as program:
        path = "/api/places/K7MA2Q"
        tag = (await program.get(path)).headers["ETag"]
        bare = await program.patch(path, json={"state": "closed"})
        assert (bare.status_code, bare.json()["refused"]) == (428, "place-needs-version")
        made = await program.patch(path, json={"state": "closed"}, headers={"If-Match": tag})
        assert (made.status_code, made.json()["properties"]["version"]) == (200, 2)
        other = await program.patch(path, json={"version": 1, "licence": "L-1"})
        assert (other.status_code, other.json()["properties"]["state"]) == (200, "closed")
        late = await program.patch(path, json={"version": 1, "state": "resuming", "address": "99"})
        assert (late.status_code, late.json()["refused"], late.json()["version"]) == (409, "place-api-conflict", 3)
        assert late.json()["conflicts"] == [{"field": "state", "theirs": "closed", "yours": "resuming"}]
        assert (await program.get(path)).json()["properties"]["address"] == "12 Tongsheng Road"
        for wrong in ('"x"', "*", '"1-ab", "2"'):
            assert (await program.patch(path, json={"state": "open"}, headers={"If-Match": wrong})).status_code == 422
        assert (await program.patch(path, json={"version": 9, "state": "open"})).status_code == 422
        assert (await program.patch("/api/places/NO", json={"version": 1, "state": "open"})).status_code == 404


async def test_who_answers_for_it_is_written_and_not_read_back(served: Street) -> None:
    """By a program: neither in the answer, nor in a conflict or the history."""
    await fill(served, NOODLES)
    async with showing(served, await a_key_to_places(served, "change")) as program:
        path = "/api/places/K7MA2Q"
        wish = {"responsible": "Zoe Quill", "contacts": [{"name": "Zoe Quill", "phone": "13911112222"}], "version": 1}
        said = [await program.patch(path, json=wish), await program.get(f"{path}/history"), await program.get(path)]
        said.append(await program.patch(path, json={**wish, "responsible": "Ida Moss"}))
        assert [one.status_code for one in said] == [200, 200, 200, 409]
        assert said[-1].json()["conflicts"] == [{"field": "responsible", "theirs": None, "yours": None}]
        assert not any("Quill" in one.text or "2222" in one.text or "Darcy" in one.text for one in said)
    async with served.house.store.look() as tx:
        kept = await tx[PLACES].get(1, "K7MA2Q")
    assert kept is not None
    assert (kept.responsible, kept.contacts[0].phone) == ("Zoe Quill", "13911112222")


async def test_what_is_for_the_patrol_alone_stands_in_no_history_of_a_program(
    served: Street, asking: httpx.AsyncClient
) -> None:
    """An alert note's kind, a photo, the name of a file: members read that it was, programs nothing."""
    await fill(served, NOODLES)
    captain = Speaker(1001, "", 1001, served.clock.now(), channel="web", district_id=1)
    note = {"kind": "violence", "text": "Threw a bottle at the team, 3 May", "ground": "#12, 3 May"}
    assert not (await served.house.desk.do(writing.add, captain, code=NOODLES.code, **note)).refused
    async with served.house.store.begin() as tx:
        line = Line(NOODLES.code, 1, served.clock.now(), None, "import", "edit", {"file": ["", "anns-shops.csv"]})
        await tx[PAST].add(1, [replace(line, facts={**line.facts, "address": ["", "12 Tongsheng Road"]})])
    path = f"/api/places/{NOODLES.code}/history"
    async with showing(served, await a_key_to_places(served, "look")) as program:
        told = (await program.get(path)).json()["lines"]
    assert [(one["move"], [change["field"] for change in one["changes"]]) for one in told] == [("edit", ["address"])]
    await signed_in(served, asking, 1002)
    assert "violence" in (await asking.get(path)).text


async def test_people_change_what_is_theirs_to_change(served: Street, asking: httpx.AsyncClient) -> None:
    """Members what they see on the spot, captains everything, viewers nothing."""
    await fill(served, NOODLES)
    headers = {"Origin": str(asking.base_url)}
    path = "/api/places/K7MA2Q"
    await signed_in(served, asking, 1002)
    assert (await asking.patch(path, json={"version": 1, "state": "closed"}, headers=headers)).status_code == 200
    assert (await asking.patch(path, json={"version": 2, "licence": "L"}, headers=headers)).status_code == 403
    assert (await asking.patch(path, json={"version": 2, "state": "gone"}, headers=headers)).status_code == 403
    assert (await asking.post("/api/places", json=WISH, headers=headers)).status_code == 201
    await signed_in(served, asking, 1007)
    assert (await asking.get(path)).status_code == 200
    assert (await asking.patch(path, json={"version": 2, "state": "open"}, headers=headers)).status_code == 403
    assert (await asking.post("/api/places", json=WISH, headers=headers)).status_code == 403
    await signed_in(served, asking, 1001)
    assert (await asking.patch(path, json={"version": 2, "licence": "L"}, headers=headers)).status_code == 200
    assert (await asking.patch(path, json={"version": 3, "licence": "L"}, headers={})).status_code == 403, (
        "not our page"
    )
    lines = (await asking.get(f"{path}/history?limit=1")).json()
    assert [one["changes"] for one in lines["lines"]] == [[{"field": "licence", "before": "", "after": "L"}]]
    older = (await asking.get(f"{path}/history?before={lines['next']}")).json()["lines"]
    assert [(one["by"], one["changes"][0]["after"]) for one in older] == [("老王", "closed")]


async def test_the_token_looks_as_a_program_and_writes_for_a_captain(open_to_programs: Street) -> None:
    """By itself it reads what everybody may."""
    street = open_to_programs
    await fill(street, NOODLES, RENTAL)
    async with httpx.AsyncClient(base_url=street.house.web_url, headers={"Authorization": f"Bearer {TOKEN}"}) as client:
        assert "Darcy" not in (await client.get("/api/places")).text
        assert (await client.get("/api/places/K7MA2Q?by=1001")).json()["properties"]["responsible"] == "Ann Darcy"
        assert (await client.post("/api/places", json=WISH)).json()["refused"] == "by-a-captain"
        assert (await client.post("/api/places?by=1001", json=WISH)).status_code == 201


async def test_the_description_shows_what_comes(program: httpx.AsyncClient) -> None:
    """Each body that is sent, each answer and each conflict has an example, and each example is one."""
    told = (await program.get("/api/openapi.json")).json()
    shapes, seen = told["components"]["schemas"], set()
    for path in (one for one in told["paths"] if one.startswith("/api/places")):
        for deed in told["paths"][path].values():
            answers = [shape for status, shape in deed["responses"].items() if status in {"200", "201", "409", "428"}]
            for shape in (*answers, deed.get("requestBody", {})):
                seen |= {one["schema"]["$ref"].rpartition("/")[2] for one in shape.get("content", {}).values()}
    assert seen >= {"Places", "PlaceFeature", "PlaceHistory", "Kinds", "PlaceRefusal", "NewPlaceWish", "PlaceChange"}
    for name in seen:
        examples = shapes[name].get("examples")
        assert examples, name
        fits = jsonschema_rs.validator_for({"$ref": f"#/components/schemas/{name}", "components": told["components"]})
        for example in examples:
            assert [one.message for one in fits.iter_errors(example)] == [], name
            assert set(example) <= set(shapes[name]["properties"]), name
