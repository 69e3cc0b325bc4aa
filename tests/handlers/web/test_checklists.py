"""Checklists for our own page: captains only, forms of ours only, and over what was shown only."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from bot.app.places.runs import Within
from bot.app.settings import Web
from bot.checklists.store import CHECKLISTS, Made
from tests.bot.checklists import forms
from tests.handlers.web.people import signed_in
from tests.stories.conftest import Street, a_street

CAPTAIN, WANG = 1001, 1002
ROOT = "/api/districts/1/screen/checklists"
OURS = {"X-Patrol": "checklists"}


@pytest.fixture
async def street(tmp_path: Path) -> AsyncIterator[Street]:
    """A street with pages, whose files are read in its own process."""
    async with a_street(tmp_path, "en", web=Web(language="en")) as made:
        made.house.imports.runner = Within(made.house.store, made.house.words, made.clock.now)
        yield made


@pytest.fixture
async def client(street: Street) -> AsyncIterator[httpx.AsyncClient]:
    """A browser."""
    url = street.house.web_url
    async with httpx.AsyncClient(base_url=url, timeout=20, headers={"Origin": url}) as made:
        yield made


async def test_captains_alone_see_and_bring_lists(street: Street, client: httpx.AsyncClient, tmp_path: Path) -> None:
    """Also of a form nothing is read for others; a text is told to be no form; a page of others brings nothing."""
    data = forms.as_file(forms.sheets(), tmp_path).read_bytes()
    await signed_in(street, client, WANG)
    for path in ("", f"/lists/{forms.SHOP.code}", f"/lists/{forms.SHOP.code}/form"):
        assert (await client.get(ROOT + path)).status_code == 403, path
    for name in ("look", "bring"):
        assert (await client.post(f"{ROOT}/{name}", content=data, headers=OURS)).status_code == 403, name
    await signed_in(street, client, CAPTAIN)
    assert (await client.get(f"{ROOT}/lists/none")).status_code == 404
    assert (await client.post(f"{ROOT}/bring", content=data)).status_code == 403
    none = await client.post(f"{ROOT}/look?name=a.txt", content=b"no workbook", headers=OURS)
    assert (none.status_code, len(none.json()["lines"])) == (422, 1)
    assert (await client.post(f"{ROOT}/look", content=b"", headers=OURS)).status_code == 413
    same = await client.post(f"{ROOT}/look", content=data, headers=OURS)
    assert same.json()["is_same"]
    assert not list((tmp_path / "imports").glob("*")), "nothing of it stays"


async def test_over_what_was_shown_only(street: Street, client: httpx.AsyncClient, tmp_path: Path) -> None:
    """Somebody else's edition came in between the look and the tap: nothing is written over it."""
    made = forms.sheets()
    forms.put(made, 3, "limit", "d9")
    data = forms.as_file(made, tmp_path).read_bytes()
    await signed_in(street, client, CAPTAIN)
    shown = (await client.post(f"{ROOT}/look", content=data, headers=OURS)).json()
    assert (shown["since"], shown["is_same"]) == (0, False)
    other = replace(forms.SHOP, edition=1)
    async with street.house.store.begin() as tx:
        await tx[CHECKLISTS].add(1, Made(other, CAPTAIN, street.clock.now()))
    late = await client.post(f"{ROOT}/bring?since=0", content=data, headers=OURS)
    assert (late.status_code, late.json()["refused"]) == (409, "list-changed-meanwhile")
    brought = await client.post(f"{ROOT}/bring?since=1", content=data, headers=OURS)
    assert brought.json()["code"] == forms.SHOP.code
    told = (await client.get(f"{ROOT}/lists/{forms.SHOP.code}")).json()
    assert [one["edition"] for one in told["editions"]] == [2, 1, 0]
    old = (await client.get(f"{ROOT}/lists/{forms.SHOP.code}?edition=1")).json()
    assert old["sections"][0]["items"][0]["limit"] != told["sections"][0]["items"][0]["limit"]
