"""A district's own working days in its file: matched by year."""

from datetime import datetime

from bot.imports.differences import Differences
from bot.register.districts import District
from bot.work.ports import Tx
from bot.workdays import anew, file, own
from bot.workdays.own import Own


async def bring_in(
    tx: Tx, district: District, years: Own, now: datetime, told: Differences, *, prune: bool
) -> District:
    """The district with the years of its file; others stay unless *prune*. The running bot counts its dates anew."""
    before = own.of(district)
    wanted = years if prune else {**before, **years}
    if wanted == before:
        return district
    told.add("import-workdays", **file.differences(before, wanted))
    new = own.put(district, wanted)
    await tx.districts.save(new)
    await anew.later(tx, new, now)
    return new
