"""A captain takes a checklist as a form, sends it back changed, and brings it in after a tap."""

import io
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from bot.app.places.runs import Within
from bot.checklists import editions, starter
from bot.checklists.model import Checklist
from bot.checklists.store import CHECKLISTS, Made
from bot.work.speaker import Speaker
from tests.bot.checklists import forms
from tests.stories.conftest import Street, a_street

CAPTAIN, WANG = 1001, 1002
SHOP = starter.lists()[0]


@pytest.fixture(params=["zh", "en"])
async def street(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Street]:
    """A street whose files are read in its own process: another would begin for as long as a story takes."""
    async with a_street(tmp_path, request.param) as made:
        made.house.imports.runner = Within(made.house.store, made.house.words, made.clock.now)
        yield made


async def newest(street: Street) -> dict[str, Checklist]:
    """The district's lists, by code."""
    speaker = Speaker(CAPTAIN, "", CAPTAIN, street.clock.now(), district_id=1)
    return {one.code: one for one in await street.house.board.see(editions.newest, speaker)}


async def tap(street: Street, move: str) -> str:
    """Press a button of the newest message that has it; what the press is answered."""
    found = [m for m in street.private(CAPTAIN) if any(f":{move}" in (b.data or "") for r in m.buttons for b in r)]
    data = next(b.data for row in found[-1].buttons for b in row if f":{move}" in (b.data or ""))
    query = street.captain.press_data(found[-1], data or "")
    await street.turn(5)
    return (await street.captain.answer(query)).text or ""


async def send(street: Street, made: forms.Sheets, folder: Path, caption: str | None, by: int = CAPTAIN) -> None:
    """Somebody sends a form in private."""
    street.who(by).send_document(by, "shop.xlsx", forms.as_file(made, folder).read_bytes(), caption)
    await street.turn(5)


async def test_a_list_goes_out_and_comes_back(street: Street, tmp_path: Path) -> None:
    """The form holds every item; mistakes are told all at once; what it changes is shown, and written after the tap."""
    await street.say(CAPTAIN, "/lists")
    count = len(SHOP.items)
    [shown] = street.private(CAPTAIN, street.said("lists-line-brought", list=SHOP.named, count=count))
    assert len([b for row in shown.buttons for b in row]) == 6
    await tap(street, f"file:{SHOP.code}")
    caption = street.said("list-file", list=SHOP.named, count=count)
    [sent] = [m for m in street.captain.sees(CAPTAIN) if m.by_bot and m.text == caption]
    data = street.world.files.find(sent.document or "").data
    rows = list(openpyxl.load_workbook(io.BytesIO(data))["survey"].values)
    assert [row[1] for row in rows if row[0] == "select_one result"] == [item.code for item in SHOP.items]

    made = forms.sheets()
    forms.put(made, 3, "limit", "soon")
    forms.put(made, 6, "relevant", "true()")
    await send(street, made, tmp_path, "/lists")
    refused = street.private(CAPTAIN)[-1].text
    assert street.said("form-wants-limit", sheet="survey", line=3, column="limit", value="soon") in refused
    assert "relevant" in refused
    assert (await newest(street))[SHOP.code] == SHOP

    made = forms.sheets()
    forms.put(made, 3, "limit", "d3")
    await send(street, made, tmp_path, "/lists")
    plan = street.private(CAPTAIN)[-1].text
    assert street.said("list-plan", code=SHOP.code, list=SHOP.named, new=0, changed=1, gone=0) in plan
    assert (await newest(street))[SHOP.code] == SHOP
    await tap(street, "yes")
    found = (await newest(street))[SHOP.code]
    assert (found.edition, found.items[0].limit) == (1, "d3")
    assert street.private(CAPTAIN, street.said("list-file-done", list=SHOP.named, edition=1, count=count))
    await street.say(CAPTAIN, "/lists")
    at = street.clock.now().astimezone(ZoneInfo("Asia/Shanghai")).strftime("%H:%M")
    assert at in street.private(CAPTAIN)[-1].text


async def test_what_comes_along_is_kept_at_the_start(street: Street) -> None:
    """So that a visit can be read as it was made, whatever a later program brings."""
    async with street.house.store.look() as tx:
        assert {one.code for one in await tx[CHECKLISTS].starter_newest()} == {one.code for one in starter.lists()}


async def test_what_changed_meanwhile_is_not_written_over(street: Street, tmp_path: Path) -> None:
    """Another captain's list came in between the preview and the tap; what is known already says so."""
    made = forms.sheets()
    forms.put(made, 3, "limit", "d3")
    await send(street, made, tmp_path, "/lists")
    other = replace(SHOP, edition=1, items=(replace(SHOP.items[0], limit="d30"), *SHOP.items[1:]))
    async with street.house.store.begin() as tx:
        await tx[CHECKLISTS].add(1, Made(other, None, street.clock.now()))
    assert await tap(street, "yes") == street.said("list-changed-meanwhile", code=SHOP.code)
    assert (await newest(street))[SHOP.code].items[0].limit == "d30"


async def test_a_form_without_a_word_is_told_how(street: Street, tmp_path: Path) -> None:
    """It is taken for no file of places; as a reply to the form that we sent it is understood."""
    await send(street, forms.sheets(), tmp_path, None)
    assert street.private(CAPTAIN, street.said("form-wants-caption"))
    await street.say(CAPTAIN, f"/lists {SHOP.name_en}")
    sent = street.world.messages(CAPTAIN)[-1]
    data = street.world.files.find(sent.body["document"]["file_id"]).data
    street.captain.send_document(CAPTAIN, "again.xlsx", data, reply_to=sent)
    await street.turn(5)
    assert street.private(CAPTAIN)[-1].text.startswith(
        street.said("list-file-same", named="again.xlsx", lines=[]).strip()
    )


async def test_others_send_papers(street: Street, tmp_path: Path) -> None:
    """A member's form belongs to a case; the command is for captains."""
    await send(street, forms.sheets(), tmp_path, "/lists", by=WANG)
    assert street.house.imports.is_idle
    await street.say(WANG, "/lists")
    assert street.private(WANG, street.said("captains-only-command"))
