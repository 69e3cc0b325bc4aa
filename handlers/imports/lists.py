"""A form looked at: read and held against what its cells may name."""

import asyncio
from pathlib import Path
from typing import Any

from bot.checklists import model, starter
from bot.checklists.forms import reading
from bot.checklists.forms.survey import Known
from bot.handbook import file as handbook_file
from bot.handbook.store import HANDBOOKS
from bot.places.kinds import kinds
from bot.values.files import table
from bot.values.refused import Refused
from bot.work.ports import Store


def is_form(path: Path) -> bool:
    """Whether a table is a form, which somebody sent without saying so."""
    if path.suffix.lower() != ".xlsx" or not path.is_file():
        return False
    try:
        return {"survey", "settings"} <= {one.sheet.strip().casefold() for one in table.sheets(path)}
    except Refused:  # whoever reads it says what is wrong with it
        return False


async def looked(store: Store, district_id: int, path: Path) -> dict[str, Any]:
    """The list as plain values, and what was not used; raises Mistakes and Refused."""
    async with store.look() as tx:
        district = await tx.districts.get(district_id)
        if district is None:
            raise Refused("no-district-yet")
        own = {item.code for item in await tx[HANDBOOKS].readings(district_id)}

    def kind(said: str) -> str | None:
        found = kinds.named(district, said)
        return found.code if found else None

    brought = await asyncio.to_thread(handbook_file.starter)
    known = Known(starter.departments(), kind, own | {item.code for item in brought.own})
    form = await asyncio.to_thread(reading.read, path, known)
    return {"list": model.as_kept(form.checklist), "lines": form.notes}
