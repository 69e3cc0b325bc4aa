"""What a captain may want of a file of places in private, and what whoever looks at it tells them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.outbox.letters import Button, LetterKind, Priority, Rows
from bot.places import edits
from bot.places.files.planning import DUPLICATES
from bot.places.importing import told as importing_told
from bot.places.importing.port import IMPORTS, PAPER, Import, State
from bot.values import geo, texts
from bot.values.refused import Refused
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer, answer
from bot.work.work import Work

MOST_NAME = 120


PLACES = "places"
"""What a file is about that holds places."""


async def sent(
    work: Work, *, file_id: str, name: str, about: str = PLACES, paper: Mapping[str, Any] | None = None
) -> Answer:
    """A file has come: it is looked at beside everything else. One that waited before it is over.

    *paper*: what it is where no places stand in it. One that may be a paper is looked at all the same.
    """
    for old in await work.tx[IMPORTS].open_of(work.who.user_id):
        if old.state is State.AGREED:
            raise Refused("places-file-at-work", named=old.file_name)
        if PAPER not in old.wishes:
            await work.tx[IMPORTS].save(replace(old, state=State.OVER))
    language = work.who.language or work.district.language
    name = texts.cut(texts.line(name), MOST_NAME) or "places.csv"
    wishes = {PAPER: dict(paper)} if paper else {}
    new = Import(work.district.id, work.who.user_id, file_id, name, work.now, language, about=about, wishes=wishes)
    await work.tx[IMPORTS].add(new)
    return answer("places-file-taken", named=name)


@action(Right.CAPTAIN, "places.file_pressed")
async def pressed(work: Work, *, import_id: int, move: str, choice: str) -> Answer:
    """A button under what a file would change."""
    one = await work.tx[IMPORTS].get(import_id)
    if one is None or one.user_id != work.who.user_id or one.district_id != work.district.id:
        raise Refused("stale-button")
    if one.state is not State.SHOWN:
        raise Refused("places-file-over" if one.state is State.OVER else "places-file-at-work", named=one.file_name)
    match move:
        case "yes":
            after = replace(one, state=State.AGREED)
            await importing_told.page(work, after, "places-file-writing", {"named": one.file_name, "percent": 0})
        case "no":
            after = replace(one, state=State.OVER)
            await importing_told.page(work, after, "places-file-left", {"named": one.file_name})
        case _:
            after = replace(one, state=State.WAITING, wishes={**one.asked, **_wish(move, choice)})
            await importing_told.page(work, after, "places-file-again", {"named": one.file_name})
    await work.tx[IMPORTS].save(after)
    return QUIET


def _wish(move: str, choice: str) -> Mapping[str, Any]:
    match move:
        case "system" if choice in geo.SYSTEMS:
            return {"system": choice}
        case "twice" if choice in DUPLICATES:
            return {"duplicates": choice}
        case "swap" | "prune":
            return {"swapped" if move == "swap" else "prune": choice == "on"}
    raise Refused("stale-button")


# --- what is told


@action(Right.HOUSE, "places.file_shown")
async def shown(work: Work, *, import_id: int, told: Mapping[str, Any]) -> None:
    """It was looked at: what it would change, with buttons; or what is wrong with it as a whole."""
    one = await work.tx[IMPORTS].get(import_id)
    if one is None or one.state is not State.WAITING:
        return
    lines = importing_told.lines(told["lines"])
    if told.get("refused"):
        await work.tx[IMPORTS].save(replace(one, state=State.OVER, wishes=one.asked))
        await importing_told.page(work, one, "places-file-refused", {"named": one.file_name, "lines": lines})
        return
    if any(later.id > one.id for later in await work.tx[IMPORTS].open_of(one.user_id)):
        await work.tx[IMPORTS].save(replace(one, state=State.OVER, wishes=one.asked))
        return  # another one came after it
    await work.tx[IMPORTS].save(replace(one, state=State.SHOWN, wishes=one.asked))
    await importing_told.page(work, one, "places-file-plan", {"lines": lines}, _buttons(work, one, told))
    if told.get("sheet"):
        await _sheet(work, one)


@action(Right.HOUSE, "places.file_progress")
async def progress(work: Work, *, import_id: int, percent: int) -> None:
    """So much of it is written."""
    one = await work.tx[IMPORTS].get(import_id)
    if one is not None and one.state is State.AGREED:
        await importing_told.page(work, one, "places-file-writing", {"named": one.file_name, "percent": percent})


@action(Right.HOUSE, "places.file_done")
async def done(work: Work, *, import_id: int, told: Mapping[str, Any]) -> None:
    """It is written, or could not be: said anew, with a sound."""
    one = await work.tx[IMPORTS].get(import_id)
    if one is None or one.state is not State.AGREED:
        return
    await work.tx[IMPORTS].save(replace(one, state=State.OVER))
    page, key = "places-file-written", "places-file-done"
    if told.get("refused"):
        page, key = "places-file-left", "places-file-refused"
    else:
        work.at_hand.notes(edits.BROUGHT).append(one.file_name)
    await importing_told.page(work, one, page, {"named": one.file_name})
    facts = {"named": one.file_name, "lines": importing_told.lines(told["lines"])}
    await importing_told.post(work, one, key=key, facts=facts, priority=Priority.ANSWER)


def _buttons(work: Work, one: Import, told: Mapping[str, Any]) -> Rows:
    def button(key: str, move: str, **facts: Any) -> Button:
        return Button(key, f"place-file:{one.district_id}.{one.id}:{move}", facts)

    rows: list[tuple[Button, ...]] = []
    if told["count"]:
        rows.append((button("places-button-yes", "yes", count=told["count"]), button("places-button-no", "no")))
    if told["swapped"]:
        rows.append((button("places-button-swap", "swap:on", count=told["swapped"]),))
    if told["doubtful"]:
        rows.append((button("places-button-new", "twice:new"), button("places-button-same", "twice:same")))
    if work.district.land.shifted:
        system = one.wishes.get("system", "wgs84")
        rows.append(tuple(button(f"places-button-{name}", f"system:{name}") for name in geo.SYSTEMS if name != system))
    is_pruned = bool(one.wishes.get("prune"))
    rows.append(
        (button("places-button-keep" if is_pruned else "places-button-prune", f"prune:{'off' if is_pruned else 'on'}"),)
    )
    return tuple(rows)


async def _sheet(work: Work, one: Import) -> None:
    """The sheet of mistakes, written beside the file."""
    await importing_told.post(work, one, kind=LetterKind.SHEET, facts={"import": one.id}, purpose="place-sheet")


# --- asked by whoever looks at files


async def at_hand(work: Work, *, most: int) -> list[Import]:
    """What is to be done."""
    return await work.tx[IMPORTS].at_hand(most)


async def open_ids(work: Work) -> set[int]:
    """Whose files are still wanted."""
    return await work.tx[IMPORTS].open_ids()


async def get(work: Work, *, import_id: int) -> Import | None:
    """One by its number."""
    return await work.tx[IMPORTS].get(import_id)
