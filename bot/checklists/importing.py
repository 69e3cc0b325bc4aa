"""A form that a captain sent: what it would change is shown, and it is brought in after a tap."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.checklists import changing, model, telling
from bot.outbox.letters import Button, Rows
from bot.places.importing import told as importing_told
from bot.places.importing.port import IMPORTS, Import, State
from bot.values.refused import Refused
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer
from bot.work.work import Work

ABOUT = "lists"
"""What such a file is about, among all that are sent."""


@action(Right.HOUSE, "checklists.file_shown")
async def shown(work: Work, *, import_id: int, told: Mapping[str, Any]) -> None:
    """It was read: what it would change, with buttons; or everything that is wrong with it."""
    one = await work.tx[IMPORTS].get(import_id)
    if one is None or one.state is not State.WAITING:
        return
    notes = importing_told.lines(told["lines"])
    if told.get("refused"):
        await _over(work, one, "places-file-refused", telling.shortened(notes))
        return
    try:
        plan = await changing.planned(work, model.read(told["list"], 0))
    except Refused as refused:
        await _over(work, one, "places-file-refused", [{"word": refused.key, **refused.facts}])
        return
    if plan.is_empty:
        await _over(work, one, "list-file-same", notes)
        return
    await work.tx[IMPORTS].save(replace(one, state=State.SHOWN, wishes={"list": told["list"], "since": plan.since}))
    facts = {"lines": [*telling.lines(plan), *notes]}
    await importing_told.page(work, one, "list-file-plan", facts, _buttons(one, len(plan.after.items)))


async def _over(work: Work, one: Import, key: str, lines: list[dict[str, Any]]) -> None:
    await work.tx[IMPORTS].save(replace(one, state=State.OVER, wishes={}))
    await importing_told.page(work, one, key, {"named": one.file_name, "lines": lines})


def _buttons(one: Import, count: int) -> Rows:
    def button(key: str, move: str, **facts: Any) -> Button:
        return Button(key, f"list-file:{one.district_id}.{one.id}:{move}", facts)

    return ((button("list-button-yes", "yes", count=count), button("places-button-no", "no")),)


@action(Right.CAPTAIN, "checklists.file_pressed")
async def pressed(work: Work, *, import_id: int, move: str) -> Answer:
    """*Bring in* or *leave it*."""
    one = await work.tx[IMPORTS].get(import_id)
    if one is None or (one.user_id, one.district_id, one.about) != (work.who.user_id, work.district.id, ABOUT):
        raise Refused("stale-button")
    if one.state is not State.SHOWN:
        raise Refused("places-file-over", named=one.file_name)
    if move == "no":
        await _over(work, one, "places-file-left", [])
        return QUIET
    plan = await changing.bring(work, model.read(one.wishes["list"], 0), one.wishes["since"])
    after = plan.after
    await work.tx[IMPORTS].save(replace(one, state=State.OVER, wishes={}))
    facts = {"list": after.named, "edition": after.edition, "count": len(after.items)}
    await importing_told.page(work, one, "list-file-done", facts)
    return QUIET
