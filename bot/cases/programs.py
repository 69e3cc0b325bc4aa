"""Programs of other systems as a case names them: by what captains call them, also once their key is revoked."""

from collections.abc import Iterable, Mapping

from bot.register.programs import PROGRAMS
from bot.work.history import PROGRAM, Record
from bot.work.work import Work


async def names(work: Work, records: Iterable[Record]) -> dict[int, str]:
    """What the programs that made some of these lines are called, by their ids."""
    return await work.tx[PROGRAMS].names([found for one in records if (found := _id(one)) is not None])


async def name(work: Work, program_id: int | None) -> str:
    """What a program is called; empty for none."""
    return (await work.tx[PROGRAMS].names([program_id])).get(program_id, "") if program_id is not None else ""


def who(record: Record, named: Mapping[int, str]) -> str | None:
    """Which program made a line; None where none did."""
    program_id = _id(record)
    return None if program_id is None else named.get(program_id, f"#{program_id}")


def _id(record: Record) -> int | None:
    found = record.facts.get(PROGRAM)
    return found if isinstance(found, int) and not record.by_id else None
