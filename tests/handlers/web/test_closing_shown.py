"""Closing by evidence through the API: the criterion, each piece that is asked for, waivers, pair, used pictures."""

import io
from dataclasses import replace
from typing import Any

import httpx
import pytest
from PIL import Image

from bot.incidents.store import INCIDENTS
from handlers.drill.world import files
from tests import handed
from tests.handlers.web.people import signed_in
from tests.stories.conftest import Street
from tests.stories.test_closing_by_evidence import NEXT, SHOTS, STALL, done, ended_with, on_scene

HERE = "/api/districts/1"


async def _evidence(client: httpx.AsyncClient, number: int) -> dict[str, Any]:
    answer = await client.get(f"{HERE}/cases/{number}")
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()["evidence"]
    return told


async def _looks(street: Street) -> list[str]:
    async with street.house.store.look() as tx:
        return [row["what"] for row in (await handed.of(tx, 1001)).get("looks", [])]


async def with_a_pair(street: Street, first: bytes | None = None, words: str = "") -> int:
    """A case that is done: before and after in photos, the close view waived by a captain."""
    number = await on_scene(street, near=NEXT)
    street.wang.send_photo(1002, data=first)
    await street.turn(2)
    street.captain.say(1001, f"/waive {number} {SHOTS[1]} too dark")
    await street.turn(2)
    street.wang.press_data(street.private(1002)[-1], f"piece:1.{number}:want:{SHOTS[2]}")
    await street.turn(2)
    street.wang.send_photo(1002)
    await street.turn(2)
    assert await done(street, number, words) == "resolved"
    return number


async def test_an_open_case_says_what_closing_will_demand(served: Street, asking: httpx.AsyncClient) -> None:
    """The handbook's sentence in both languages, and each piece by its name."""
    number = await on_scene(served)
    served.wang.send_photo(1002)
    await served.turn(2)
    await signed_in(served, asking, 1007)
    told = await _evidence(asking, number)
    item = served.house.desk.books.built_in.item(STALL)
    assert item.closure is not None
    assert told["criterion"] == {"zh": item.closure.zh, "en": item.closure.en}
    assert (told["outcome"]["code"], told["note"]) == ("fixed", None)
    assert told["outcome"]["name_en"] == served.said("outcome-fixed")
    assert [(one["code"], one["stands"]) for one in told["asked"]] == [
        (SHOTS[0], "there"), (SHOTS[1], "missing"), (SHOTS[2], "missing"),
    ]  # fmt: skip
    shot = item.evidence.photos[0]
    assert (told["asked"][0]["name_zh"], told["asked"][0]["name_en"]) == (shot.zh, shot.en)
    [piece] = told["pieces"]
    assert (told["asked"][0]["piece"], piece["counts_as"], piece["seen_in"]) == (piece["id"], SHOTS[0], None)
    assert told["pair"] is None
    assert (await asking.get(f"{HERE}/cases/{number}/pair")).json()["refused"] == "no-such-picture"


async def test_a_waiver_is_told_with_its_reason_and_who(served: Street, asking: httpx.AsyncClient) -> None:
    """As recorded; with the outcome, and the team's own words."""
    number = await with_a_pair(served, words="fixed all moved inside")
    await signed_in(served, asking, 1001)
    told = await _evidence(asking, number)
    assert (told["have"], told["need"], told["outcome"]["code"]) == (2, 2, "fixed")
    assert told["note"] == "all moved inside"
    [waived] = [one for one in told["asked"] if one["stands"] == "waived"]
    assert (waived["code"], waived["piece"]) == (SHOTS[1], None)
    assert (waived["waiver"]["reason_en"], waived["waiver"]["by"]) == ("too dark", "钱队")


@pytest.mark.parametrize(("outcome", "kinds"), [
    ("fixed", {"location"}),
    ("ordered", {"document", "location"}),
    ("penalty", {"document", "statement", "officer", "location"}),
    ("nobody", {"scene"}),
])  # fmt: skip
async def test_every_kind_of_piece_has_its_name(
    served: Street, asking: httpx.AsyncClient, outcome: str, kinds: set[str]
) -> None:
    """A paper, a statement, a second officer, the place of a case that has none: for the outcome that was said."""
    number = await on_scene(served)
    async with served.house.store.begin() as tx:
        case = await tx[INCIDENTS].by_number(1, number)
        assert case is not None
        await tx[INCIDENTS].keep(replace(case, outcome=outcome, point=None))
    await signed_in(served, asking, 1001)
    asked = {one["code"]: one for one in (await _evidence(asking, number))["asked"]}
    assert set(asked) - set(SHOTS) == kinds
    for kind in kinds:
        assert asked[kind]["name_en"] == served.said(f"proof-{kind}")
        assert asked[kind]["stands"] == "missing"


async def test_the_pair_is_one_picture_served_like_photos(served: Street, asking: httpx.AsyncClient) -> None:
    """Made once and kept; who looks is written down; nobody without a place in the district sees it."""
    number = await with_a_pair(served)
    assert (await asking.get(f"{HERE}/cases/{number}/pair")).status_code == 401
    await signed_in(served, asking, 1001)
    pair = (await _evidence(asking, number))["pair"]
    assert await _looks(served) == ["page"]
    for _ in range(2):
        answer = await asking.get(pair["picture"])
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")
        assert answer.headers["cache-control"] == "private, no-cache"
    with Image.open(io.BytesIO(answer.content)) as seen:
        assert seen.width > seen.height * 2
    kept = [file.name for file in served.house.photos.folder.iterdir() if file.name.endswith("-pair.jpg")]
    assert len(kept) == 1
    assert kept[0].startswith(f"{pair['before']}-")
    assert f"-{pair['after']}-" in kept[0]
    assert sorted(await _looks(served)) == ["page", "picture"]
    assert (await asking.get(f"/api/districts/7/cases/{number}/pair")).status_code == 403
    assert (await asking.get(f"{HERE}/cases/999/pair")).status_code == 404


async def test_a_picture_that_another_case_had_names_it(served: Street, asking: httpx.AsyncClient) -> None:
    """On the piece itself, and on the one that screens show."""
    data = files.draw(77)
    first = await ended_with(served, data)
    number = await with_a_pair(served, data)
    await signed_in(served, asking, 1001)
    assert [piece["seen_in"] for piece in (await _evidence(asking, number))["pieces"]] == [first, None]
    [seen] = (await served.house.board.situations({1}, {})).values()
    shown = [part for key, part in seen.parts.items() if key.startswith("picture:") and part["number"] == number]
    assert sorted(str(part["seen_in"]) for part in shown) == sorted([str(first), "None"])


async def test_the_description_names_it_all(served: Street, asking: httpx.AsyncClient) -> None:
    """For whoever writes a program."""
    await signed_in(served, asking, 1001)
    told = (await asking.get("/api/openapi.json")).json()
    shapes = told["components"]["schemas"]
    assert {"criterion", "asked", "pair", "outcome", "note"} <= set(shapes["Evidence"]["properties"])
    assert shapes["AskedFor"]["properties"]["stands"]["enum"] == ["there", "missing", "waived"]
    answers = told["paths"]["/api/districts/{district}/cases/{number}/pair"]["get"]["responses"]
    assert "image/jpeg" in answers["200"]["content"]
