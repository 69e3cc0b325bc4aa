"""What whoever writes the files asks and tells: the next rows, how far it is, that it is ready, that it is gone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.exports import asking, columns, rights
from bot.exports.columns import Around, Cell
from bot.exports.port import EXPORTS, KEPT, OPEN, After, Export, Fix, State, What, Why
from bot.exports.tracks import Stretch
from bot.incidents import limits as incidents_limits
from bot.incidents.table import Incident
from bot.outbox.letters import Letter, LetterKind, Priority
from bot.places.register import PLACES, Place
from bot.work.actions import Right, action
from bot.work.ports import Tx
from bot.work.schedule import Due, Occasion
from bot.work.work import Work

TRIES = 3
"""So often a file is begun: one that stops the program each time is given up."""

COUNTED = 5_000
"""So many rows are counted in one look."""

DUE = "export_ends"


@dataclass(frozen=True)
class Page:
    """The next rows, and where the page after them begins; no rows: it was the last."""

    rows: Sequence[Mapping[str, Cell]]
    after: After | None


@dataclass(frozen=True)
class Walk:
    """Whose track, and when they were on duty."""

    name: str
    stretches: Sequence[Stretch]


async def measure(work: Work, *, export_id: int, after: After | None) -> tuple[int, After | None]:
    """How many of the next rows there are, and where to go on counting (None: these were all)."""
    export, here = await _of(work, export_id), work.tx[EXPORTS]
    if export is None:
        return 0, None
    if export.what is What.CASES:
        return await here.count(asking.bounds_of(work, export), after, COUNTED)
    if export.what is What.PLACES:
        return await work.tx[PLACES].count(work.district.id), None
    people = export.people
    return sum([await here.count_fixes(work.district.id, one, export.since, export.until) for one in people]), None


async def page(work: Work, *, export_id: int, after: After | None, most: int) -> Page | None:
    """The next cases, for the one who asked; None where it was stopped, or they may not have it any more."""
    export = await _going_on(work, export_id)
    if export is None:
        return None
    found = await work.tx[EXPORTS].cases(asking.bounds_of(work, export), after, most)
    around = await _around(work, found, personal=export.personal)
    names = columns.columns(personal=export.personal)
    rows = []
    for incident in found:
        item, limits = incidents_limits.item_of(work, incident), incidents_limits.limits_of(work, incident)
        whole = columns.row(incident, item, limits, around)
        rows.append({name: whole[name] for name in names})
    return Page(rows, (found[-1].reported_at, found[-1].id) if found else None)


async def places(work: Work, *, export_id: int, after: str, most: int) -> list[Place] | None:
    """The next places by code; None like :func:`page`."""
    export = await _going_on(work, export_id)
    return None if export is None else await work.tx[PLACES].stretch(work.district.id, after, most)


async def _around(work: Work, found: Sequence[Incident], *, personal: bool) -> Around:
    here, district = work.tx[EXPORTS], work.district
    reporters = sorted({one.reporter_id for one in found if one.reporter_id})
    names = await here.names(district.id, reporters) if personal else {}
    close_s = float(district.limits.get("close", incidents_limits.Limits.close))
    return Around(district.zone, work.now, close_s, await here.team_names(district.id), names)


async def walk(work: Work, *, export_id: int, user_id: int) -> Walk | None:
    """Whose track comes next; None where they were erased meanwhile."""
    export = await _of(work, export_id)
    names = await work.tx[EXPORTS].names(work.district.id, [user_id])
    if export is None or user_id not in names:
        return None
    stretches = await work.tx[EXPORTS].duties(work.district.id, user_id, export.since, export.until)
    return Walk(names[user_id], stretches)


async def fixes(work: Work, *, export_id: int, user_id: int, after: After | None, most: int) -> list[Fix] | None:
    """The next points of one person; None like :func:`page`."""
    export = await _going_on(work, export_id)
    if export is None:
        return None
    return await work.tx[EXPORTS].fixes(work.district.id, user_id, export.since, export.until, after, most)


async def at_hand(work: Work, *, most: int) -> list[Export]:
    """What is to be done."""
    return await work.tx[EXPORTS].at_hand(most)


async def with_files(work: Work, *, export_ids: Sequence[int]) -> set[int]:
    """Which of these may have a file."""
    return await work.tx[EXPORTS].with_files(export_ids)


async def forget(tx: Tx, before: datetime, most: int) -> int:
    """Forget some of those that are over and were asked for before."""
    return await tx[EXPORTS].forget_before(before, most)


async def _of(work: Work, export_id: int) -> Export | None:
    return await work.tx[EXPORTS].get(export_id)


async def _going_on(work: Work, export_id: int) -> Export | None:
    export = await _of(work, export_id)
    goes_on = export is not None and export.state is State.RUNNING and rights.may_have(work.who, export)
    return export if goes_on else None


# --- told


@action(Right.HOUSE, "exports.begin")
async def begin(work: Work, *, export_id: int, total: int) -> None:
    """It is begun, or begun anew after a restart."""
    export = await _of(work, export_id)
    if export is None or export.state not in OPEN:
        return
    if export.tries >= TRIES:
        await work.tx[EXPORTS].save(replace(export, state=State.ENDING, why=Why.FAILED))
        return
    begun = replace(export, state=State.RUNNING, total=total, done=0, tries=export.tries + 1)
    await work.tx[EXPORTS].save(begun)
    await asking.post(work, begun)


@action(Right.HOUSE, "exports.progress")
async def progress(work: Work, *, export_id: int, done: int) -> None:
    """So many rows are written."""
    export = await _of(work, export_id)
    if export is not None and export.state is State.RUNNING:
        further = replace(export, done=done, total=max(done, export.total))
        await work.tx[EXPORTS].save(further)
        await asking.post(work, further)


@action(Right.HOUSE, "exports.ready")
async def ready(work: Work, *, export_id: int, done: int, size: int, by_file: bool) -> None:
    """The file is whole, and kept for a time. *by_file*: it goes into the chat, since no address can be reached."""
    export = await _of(work, export_id)
    if export is None or export.state is not State.RUNNING:
        return
    at, subject = work.now + KEPT, _subject(export)
    whole = replace(export, state=State.READY, done=done, total=done, size=size, by_file=by_file, expires_at=at)
    await work.tx[EXPORTS].save(whole)
    await work.tx.occasions.sync(export.district_id, None, subject, [Due(subject, DUE, at)])
    await asking.post(work, whole, priority=Priority.ANSWER)
    if by_file:
        await work.post(
            Letter(
                district_id=None,
                chat_id=export.user_id,
                user_id=export.user_id,
                kind=LetterKind.EXPORT,
                priority=Priority.ANSWER,
                created_at=work.now,
                facts={"export": export.id, "file": True},
                language=export.language,
                collapse=export.file_purpose,
                purpose=export.file_purpose,
            )
        )


def _subject(export: Export) -> str:
    return f"export:{export.id}/"


@action(Right.HOUSE, "exports.failed")
async def failed(work: Work, *, export_id: int, why: str) -> None:
    """It could not be written, or whoever asked for it may not have it any more."""
    export = await _of(work, export_id)
    if export is not None and export.state in OPEN:
        await work.tx[EXPORTS].save(replace(export, state=State.ENDING, why=Why(why)))


@action(Right.HOUSE, "exports.decide")
async def decide(work: Work, *, occasion: Occasion) -> None:
    """Its time is over: the link opens nothing any more, and its file is deleted."""
    await work.tx.occasions.decide(occasion.id, work.now, "done")
    number = occasion.subject.partition(":")[2].rstrip("/")
    export = await _of(work, int(number))
    if export is not None and export.state is State.READY:
        await work.tx[EXPORTS].save(replace(export, state=State.ENDING, why=Why.EXPIRED))


@action(Right.HOUSE, "exports.ended")
async def ended(work: Work, *, export_id: int) -> None:
    """The file of one that ends is deleted: its message says so, with the button that makes it anew."""
    export = await _of(work, export_id)
    if export is None or export.state is not State.ENDING:
        return
    await work.tx.occasions.sync(export.district_id, None, _subject(export), [])
    if export.why is Why.FORGOTTEN:
        await work.tx[EXPORTS].drop(export.id)
        return
    over = replace(export, state=State.OVER)
    await work.tx[EXPORTS].save(over)
    await asking.post(work, over)
