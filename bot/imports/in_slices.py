"""A district file brought in beside the running bot: what is long is written in slices, and seen when all is there."""

from collections.abc import Callable

from bot.imports import bringing_in
from bot.imports.differences import Differences
from bot.imports.district_file import DistrictFile
from bot.places import editions
from bot.places.editions import Staged, Writing
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
        async with writing.store.begin() as tx:
            told = await bringing_in.bring_in(tx, file, rules, writing.now(), prune=prune, staged=staged)
    except BaseException:
        if edition is not None:
            await writing.take_back(edition)
        raise
    if edition is not None:
        await writing.tidy(edition.register_id)
    return told


async def _staged(writing: Writing, file: DistrictFile, begins: Callable[[int], None], *, prune: bool) -> Staged:
    """Its places held against the register, and written slice by slice where what changes does not fit into one."""
    async with writing.store.look() as tx:
        known = await tx.districts.by_chat(file.chat_id)
        own = known.id if known else None
        changes = await editions.compare(tx, own, file.places, writing.now(), prune=prune)
    if len(changes) <= slices.FIRST:
        return Staged(changes)
    begins(len(changes))
    return await writing.stage(own, changes)
