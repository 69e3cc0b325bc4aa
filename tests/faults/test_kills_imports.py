"""The program ends while it writes places that a captain sent: nobody reads a half, and it goes on by itself."""

import asyncio
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from handlers.drill.people.player import Player
from handlers.drill.people.seen import Seen
from tests.faults.harness import STANDSTILL_S, Child, Quarter, Town

MANY = 4000


@dataclass(frozen=True)
class Small(Quarter):
    """A captain and a crew."""

    teams: int = 1

    @property
    def reporters(self) -> range:
        """Nobody."""
        return range(0)

    def file(self) -> str:
        """With one place."""
        return f"{super().file()}\nplaces: places.csv\n"


class Registry(Town):
    """The town, and its register."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, 1, (Small(),))
        (folder / "places.csv").write_text(self.table(1), encoding="utf8")
        self.captain = Player(self.world, self.quarters[0].captain)

    def table(self, many: int, name: str = "Shop") -> str:
        """So many places."""
        lat = self.quarters[0].south + 0.01
        rows = (f"P{n},{name} {n},shop,{lat + n % 60 / 3000:.5f},{120.26 + n // 60 / 3000:.5f}" for n in range(many))
        return "code,name,kind,lat,lon\n" + "\n".join(rows) + "\n"

    def button(self, part: str) -> tuple[Seen, str] | None:
        """The captain's newest button whose data holds *part*."""
        for one in reversed(self.captain.sees(self.captain.id)):
            for each in (b for row in one.buttons for b in row):
                if each.data and part in each.data:
                    return one, each.data
        return None

    def told(self, part: str) -> list[Seen]:
        """What the captain read with this in it."""
        return [m for m in self.captain.sees(self.captain.id) if m.by_bot and part in m.text]

    def reads(self) -> list[tuple[str, ...]]:
        """The names that whoever asks now reads, by code."""
        return self.rows(
            "SELECT places.name FROM places JOIN place_registers ON place_registers.id = places.register_id "
            "WHERE since <= edition AND (until IS NULL OR until > edition) ORDER BY places.code"
        )

    def written(self) -> int:
        """How many rows of the register stand in the file, read or not."""
        [(many,)] = self.rows("SELECT count(*) FROM places")
        return int(many)

    async def until(self, what: Callable[[], object]) -> None:
        """Wait for something."""
        since = time.monotonic()
        while not what():
            assert time.monotonic() - since < STANDSTILL_S, (self.folder / "log.txt").read_text()[-3000:]
            await asyncio.sleep(0.05)


async def test_killed_while_it_writes_places(tmp_path: Path) -> None:
    """Killed twice, and stopped by who tells all processes; the register is the one before until it is the new one.

    That is said once, and nothing else is.
    """
    town = Registry(tmp_path)
    async with town.server, Child(tmp_path, town.environment()) as child:
        (tmp_path / "district.yaml").write_text(town.quarters[0].file(), encoding="utf8")
        await child.start("import", "district.yaml")
        assert await child.ended(60), (tmp_path / "log.txt").read_text()
        await child.start()
        town.captain.start_private()
        town.captain.send_document(town.captain.id, "more.csv", town.table(MANY).encode())
        await town.until(lambda: town.button(":yes"))
        pressed = town.button(":yes")
        assert pressed is not None
        town.captain.press_data(*pressed)
        for ends in (child.kill, child.kill, lambda: _all_are_told(child)):
            before = town.written()
            await town.until(lambda before=before: town.written() not in {before, 1})  # type: ignore[misc]
            await ends()
            assert town.reads() == [("Shop 0",)]
            await child.start()
        await town.until(lambda: len(town.reads()) == MANY)
        assert len({name for (name,) in town.reads()}) == MANY
        await town.until(lambda: town.told(f"{MANY - 1} new, 0 changed"))
        town.captain.send_document(town.captain.id, "again.csv", town.table(MANY).encode())
        await town.until(lambda: town.told(f"again.csv: 0 new, 0 changed, {MANY} the same"))
        await child.kill()
    assert len(town.told(f"{MANY - 1} new, 0 changed, 0 gone.")) == 1
    assert not town.told("could not be fetched"), "what was told to stop did not fail"


async def _all_are_told(child: Child) -> None:
    """SIGTERM to the processes that it has begun, and to itself, as from one who knows them; they hear it first."""
    begun = Path(f"/proc/{child.pid}/task/{child.pid}/children").read_text(encoding="utf8").split()
    assert begun
    for pid in (*begun, child.pid):
        os.kill(int(pid), signal.SIGTERM)
        await asyncio.sleep(0.1)
    assert await child.ended(STANDSTILL_S)
