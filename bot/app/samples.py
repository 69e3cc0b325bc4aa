"""The sample districts by name, and what stands beside each: who is planned when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from bot.duty import planned
from bot.register.districts import District
from bot.roster import table
from bot.roster.table import RosterFile
from bot.values.refused import Refused
from bot.work.ports import Tx

FOLDER = Path(__file__).resolve().parents[2] / "samples"
ROSTER = "roster.yaml"


@dataclass(frozen=True)
class Sample:
    """A made-up district, a folder of its own: its name, and the language that its people speak."""

    name: str
    language: str

    @property
    def path(self) -> Path:
        """Its file."""
        return FOLDER / self.name / "district.yaml"

    @property
    def drills(self) -> Path:
        """The folder of its written drills."""
        return FOLDER / self.name / "drills"


ALL: tuple[Sample, ...] = (Sample("yunhe", "zh"), Sample("dunmorrow", "en"))
"""The first is the one where nobody says which."""


def named(name: str) -> Sample:
    """The sample of that name; Refused for a name that is none."""
    found = next((one for one in ALL if one.name == name), None)
    if found is None:
        raise Refused("drill-no-district", said=name, names=", ".join(one.name for one in ALL))
    return found


def drill_of(name: str, written: Path) -> Path:
    """The drill called as the file *written*, as it stands for the sample *name*; Refused where there is none."""
    sample = named(name)
    found = sample.drills / f"{written.stem}.yaml"
    if not found.is_file():
        names = ", ".join(sorted(one.stem for one in sample.drills.glob("*.yaml")))
        raise Refused("drill-no-drill", said=written.stem, district=name, names=names)
    return found


def fitting(language: str, samples: Sequence[Sample] = ALL) -> Sample:
    """The district of whoever reads *language*."""
    return next((one for one in samples if one.language == language), samples[0])


def roster_beside(path: Path, today: date) -> RosterFile | None:
    """The roster in the folder of a district's file; None where there is none."""
    beside = path.parent / ROSTER
    return table.read(beside, today) if beside.is_file() else None


async def on_shift(tx: Tx, district: District, user_ids: Sequence[int], now: datetime) -> list[int]:
    """Of these people those whom the roster has on duty now, and those who are not planned at all in these days."""
    today = now.astimezone(district.zone).date()
    shifts = await planned.shifts(tx, district, planned.days_around(today, 1, 7))
    ever = {one.user_id for one in shifts}
    at_work = {one.user_id for one in shifts if one.begins_at <= now < one.ends_at}
    return [one for one in user_ids if one in at_work or one not in ever]
