"""A district file brought in beside the running bot: what is long is written in slices, and seen when all is there."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC

from bot.imports import bringing_in
from bot.imports.differences import Differences
from bot.imports.district_file import DistrictFile
from bot.places.editions import From, Overtaken, Staged, Writing
from bot.places.files import planning
from bot.places.files.overtaking import Overtaking
from bot.places.files.reading import Read
from bot.values import slices
from bot.work.rules import Rules


async def bring_in(
    writing: Writing, file: DistrictFile, rules: Rules, *, prune: bool = False, begins: Callable[[int], None]
) -> Differences:
    """Bring *file* in; *begins* hears of how many places are written in slices before all else is, at once.

    Whatever ends it before that, a mistake or somebody who stops it, leaves everything as it was.
    """
    await writing.tidy_abandoned()
    staged = await _staged(writing, file, begins, prune=prune)
    edition = staged.edition
    try:
        told = await _at_once(writing, file, rules, staged, prune=prune)
    except BaseException:
        if edition is not None:
            await writing.take_back(edition)
        raise
    if edition is not None:
        await writing.tidy(edition.register_id)
    return told


async def _at_once(writing: Writing, file: DistrictFile, rules: Rules, staged: Staged, *, prune: bool) -> Differences:
    """All of it in one transaction, once nobody changes a place meanwhile that is not laid over what was staged."""
    async with writing.store.look() as tx:
        known = await tx.districts.by_chat(file.chat_id)
    over = Overtaking(writing, staged.edition, staged.changes, known.id) if staged.edition and known else None
    while True:
        mark = await over.settle() if over else None
        try:
            async with writing.store.begin() as tx:
                now = writing.now()
                told = await bringing_in.bring_in(tx, file, rules, now, prune=prune, staged=replace(staged, mark=mark))
        except Overtaken:
            continue
        for one in over.conflicts.values() if over else ():
            told.lines += one.lines
        return told


async def _staged(writing: Writing, file: DistrictFile, begins: Callable[[int], None], *, prune: bool) -> Staged:
    """Its places held against the register, and written slice by slice where what changes does not fit into one."""
    async with writing.store.look() as tx:
        known = await tx.districts.by_chat(file.chat_id)
        own, zone = (known.id, known.zone) if known else (None, UTC)
        read = Read(rows=list(file.places))
        plan = await planning.compare(tx, own, read, writing.now(), prune=prune, zone=zone)
    plan.raise_them()
    changes = plan.changes(From(file.places_file))
    if len(changes) <= slices.FIRST:
        if changes and own is not None:
            await writing.clear(own)
        return Staged(changes)
    begins(len(changes))
    return await writing.stage(own, changes)
