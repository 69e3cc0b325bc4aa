"""Up to this version and back to an earlier one, with live cases.

Nothing is lost on the way up, and on the way back just what was listed before.
"""

import asyncio
import io
import os
import signal
import subprocess
import sys
import tarfile
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from storage import revisions
from tests.faults.harness import Town
from tests.house.tree import ROOT

pytestmark = pytest.mark.long

EARLIER = "a0e0dab"
"""A version that people ran; its schema is 0015."""

STARTED_WITHIN_S, STOPPED_WITHIN_S = 90, 30


@dataclass
class Version:
    """The program as it lies in *root*, on one data folder."""

    root: Path
    settings: dict[str, str]

    def _begun(self, *words: str) -> "subprocess.Popen[str]":
        plain = {k: v for k, v in os.environ.items() if not k.startswith(("PATROL_", "TELEGRAM_", "DATABASE_"))}
        return subprocess.Popen(
            [sys.executable, "-m", "bot", *words],
            cwd=self.root,
            env={**plain, **self.settings, "PYTHONPATH": str(self.root), "PYTHONIOENCODING": "utf-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    async def run(self, *words: str) -> tuple[int, str]:
        """A command, to its end."""
        begun = self._begun(*words)
        said, _ = await asyncio.to_thread(begun.communicate, timeout=120)
        return begun.returncode, said

    async def lives(self, town: Town, seconds: float) -> None:
        """Start it, let people report and work, and stop it in order when all is worked off."""
        begun = self._begun()
        heard = asyncio.create_task(asyncio.to_thread(begun.communicate))
        try:
            town.report()
            pins, until = len(town.pins), time.monotonic() + STARTED_WITHIN_S
            while time.monotonic() < until and not heard.done() and _cases(town) < pins:
                await asyncio.sleep(0.2)
            assert _cases(town) >= pins, "it did not start"
            await town.live(seconds)
            await _worked_off(town)
            begun.send_signal(signal.SIGTERM)
            said, _ = await asyncio.wait_for(asyncio.shield(heard), STOPPED_WITHIN_S)
            assert begun.returncode == 0, said[-3000:]
        finally:
            begun.kill()
            await heard
        await town.bury()


async def _worked_off(town: Town) -> None:
    """Until nothing that people said waits any more, and nothing of the post is under way."""
    until, quiet = time.monotonic() + STARTED_WITHIN_S, 0
    while time.monotonic() < until and quiet < 10:
        await asyncio.sleep(0.1)
        waiting = town.rows("SELECT count(*) FROM inbox WHERE state = 'waiting'")
        sending = town.rows("SELECT count(*) FROM outbox WHERE state = 'sending'")
        quiet = quiet + 1 if town.world.updates.drained and waiting == sending == [(0,)] else 0
    assert quiet == 10, "it did not work everything off"


def _cases(town: Town) -> int:
    """How many of the pins that were sent since the last way back have their case."""
    known = set(town.rows("SELECT origin_chat_id, origin_message_id FROM incidents"))
    return sum(pin in known for pin in town.pins)


def _states(town: Town) -> list[tuple[int, str, int]]:
    return town.rows("SELECT number, state, version FROM cases ORDER BY number")


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The earlier version's files, from the history of this repository."""
    archive = subprocess.run(["git", "-C", str(ROOT), "archive", EARLIER], capture_output=True, check=False)
    if archive.returncode != 0:
        pytest.fail(f"The commit {EARLIER} is not here; fetch the whole history: git fetch --unshallow.", pytrace=False)
    folder = tmp_path_factory.mktemp("earlier")
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as packed:
        packed.extractall(folder, filter="data")
    return folder


async def test_up_and_back_again(tmp_path: Path, earlier: Path) -> None:
    """The earlier version, this one, the earlier one again, and this one again, each with people at work."""
    town = Town(tmp_path, seed=15)
    district = tmp_path / "district.yaml"
    district.write_text(town.quarters[0].file(), encoding="utf8")
    kept = tmp_path / "backups" / f"patrol.before-{revisions.known()[0]}.db"
    async with town.server:
        old, new = (Version(root, town.environment()) for root in (earlier, ROOT))
        code, said = await old.run("import", str(district))
        assert code == 0, said
        town.begin_duty()
        await old.lives(town, 5)
        then = _states(town)

        code, said = await new.run("check")
        assert f"after a copy to {kept}" in said
        assert not kept.exists()
        assert (code, _states(town)) == (0, then)

        await new.lives(town, 5)
        verdict = town.compare()
        assert (verdict.lost, verdict.doubled, verdict.second_leads) == ([], [], [])
        assert kept.exists()
        now = _states(town)
        changed = [f"#{case[0]} " for case in now if case not in then]

        code, said = await new.run("restore", str(kept), "--show")
        listed = [line for line in said.splitlines() if line.startswith("Quarter 0 #")]
        assert (code, _states(town)) == (0, now)
        assert [
            line.removeprefix("Quarter 0 ")[: len(number)] for line, number in zip(listed, changed, strict=True)
        ] == changed
        code, said = await new.run("restore", str(kept), "--keep-schema")
        assert (code, _states(town)) == (1, now)
        assert "--yes" in said
        code, said = await new.run("restore", str(kept), "--keep-schema", "--yes")
        assert code == 0, said
        assert _states(town) == then

        town.pins = [
            pin for pin in town.pins if pin in set(town.rows("SELECT origin_chat_id, origin_message_id FROM incidents"))
        ]
        await old.lives(town, 3)
        assert _cases(town) == len(town.pins) > len(then)
        await new.lives(town, 3)
        assert _cases(town) == len(town.pins)
        code, said = await new.run("audit", "verify")
        assert code == 0, said
