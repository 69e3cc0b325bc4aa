"""Visits for tests of their page: a place, officers of two bodies, a visit of two lists; who signs in to its page."""

import io
import re
from datetime import date
from typing import Any

import httpx
from PIL import Image, ImageDraw

from bot.inspections.table import APPROVED, UNDER_WAY, VISITS, ListUsed, State, Visit, VisitKind
from bot.places.register import Place
from bot.register.people import Person
from tests.stories.conftest import CENTRE, DISTRICT, START, Street, put_places

CHEN, LU, FANG, WU, GAO = 2001, 2002, 2003, 2004, 2005
"""Officers of the fire service and of market regulation, the approver of the latter, an officer of a third body.

The last is of the fire service, too.
"""

NAMES = {CHEN: "Chen", LU: "Lu", FANG: "Fang", WU: "Wu", GAO: "Gao"}
WITH_OFFICERS = (
    DISTRICT
    + """
officers:
  - {user_id: 2001, name: Chen, body: fire, certificate: F-1, until: 2036-06-30}
  - {user_id: 2002, name: Lu, body: market, certificate: M-1, until: 2036-06-30}
  - {user_id: 2003, name: Fang, body: market, approver: head}
  - {user_id: 2004, name: Wu, body: enf, certificate: E-1, until: 2036-06-30}
  - {user_id: 2005, name: Gao, body: fire, certificate: F-2, until: 2036-06-30}
"""
)
SHOP = Place("K7M2QX", "Corner Shop", "shop", CENTRE, address="1 Moore Street")
LISTS = (ListUsed("street_shop", 0),)


async def furnish(street: Street) -> None:
    """The place, and private chats of everybody of a body."""
    async with street.house.store.begin() as tx:
        await put_places(tx, SHOP)
        for user_id, name in NAMES.items():
            await tx.people.save(Person(user_id, name, private_open=True))
    for user_id, name in NAMES.items():
        street.world.add_person(user_id, name, f"user{user_id}", started=True)


async def a_visit(street: Street, state: State = UNDER_WAY, **more: Any) -> int:
    """A visit of fire service and market regulation to the shop; returns its number."""
    async with street.house.store.begin() as tx:
        number = await tx.districts.next_number(1)
        day = date(2026, 3, 2)
        given: dict[str, Any] = {
            "place": SHOP.code, "visit_kind": VisitKind.DAILY, "lists": LISTS, "bodies": ("market", "fire"),
            "officers": (CHEN, LU), "since": day, "until": day, "approved": {"market": FANG, "fire": FANG},
        }  # fmt: skip
        if state is not APPROVED:
            given |= {"begun_at": START, "found_by": "fix", "found_at": START}
        visit = Visit(1, "inspection", number, state, START, reporter_id=FANG, **given | more)
        await tx[VISITS].add(visit)
    return number


async def the_visit(street: Street, number: int) -> Visit:
    """As it is stored."""
    async with street.house.store.look() as tx:
        found = await tx[VISITS].by_number(1, number)
    assert found is not None
    return found


async def link_to(street: Street, user_id: int, number: int) -> str:
    """The path of a link to the page of a visit that somebody asked the bot for."""
    await street.say(user_id, f"/visit {number} page")
    found = re.search(r"/sign-in/[\w-]{43}\?to=/v/1/\d+", street.private(user_id, "/sign-in/")[-1].text)
    assert found is not None
    return found[0]


async def come_in(street: Street, client: httpx.AsyncClient, user_id: int, number: int) -> None:
    """*client* is signed in as somebody and led to the page of a visit."""
    client.cookies.clear()
    path = await link_to(street, user_id, number)
    answer = await client.post(path, headers={"Origin": str(client.base_url)})
    assert (answer.status_code, answer.headers.get("location")) == (303, f"/v/1/{number}"), answer.text


def a_picture(kind: str = "JPEG", size: tuple[int, int] = (640, 480), *, blank: bool = False) -> bytes:
    """A picture with something on it."""
    image, made = Image.new("RGB", size, "white"), io.BytesIO()
    if not blank:
        ImageDraw.Draw(image).line((10, 10, size[0] - 20, size[1] - 20), fill="black", width=9)
    image.save(made, kind)
    return made.getvalue()
