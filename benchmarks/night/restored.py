"""A copy of the years put back by the command into another folder, while the bot runs; and what a process weighs."""

import asyncio
import shutil
import sys
import time
from pathlib import Path
from typing import Any

WEIGHED_EVERY_S = 0.1


def kilobytes(pid: int) -> int:
    """Memory of a process of its own and of those it started."""
    total = 0
    for one in (pid, *_children(pid)):
        try:
            status = Path(f"/proc/{one}/status").read_text(encoding="utf8")
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in status.splitlines() if line.startswith("RssAnon"))
    return total


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        found += [int(one) for one in file.read_text(encoding="utf8").split()]
    return found


async def elsewhere(live: Path) -> dict[str, Any]:
    """Copy *live* by the command, and put the copy back in a folder beside it; seconds of each, and their memory."""
    folder = live.parent / "elsewhere"
    copy = folder / "copy.db"
    try:
        backup_s, backup_mb = await _command(live, "backup", str(copy), "--overwrite")
        restore_s, restore_mb = await _command(folder / "new" / "patrol.db", "restore", str(copy), "--yes")
    finally:
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
    return {"backup_s": backup_s, "restore_s": restore_s, "command_mb": max(backup_mb, restore_mb)}


async def _command(database: Path, *words: str) -> tuple[float, float]:
    """``patrolbot`` with *words* over *database*: how long it takes, and its memory in MB at most."""
    database.parent.mkdir(parents=True, exist_ok=True)
    settings = {"DATABASE_URL": f"sqlite+aiosqlite:///{database}", "PATROL_DATA_DIR": str(database.parent)}
    plain = {"PATH": "/usr/bin:/bin", "PYTHONPATH": ":".join(filter(None, sys.path)), "PATROL_LANGUAGE": "en"}
    begun, most = time.perf_counter(), 0
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *words, env=plain | settings,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    said = asyncio.create_task(process.communicate())
    while not said.done():
        most = max(most, kilobytes(process.pid))
        await asyncio.wait((said,), timeout=WEIGHED_EVERY_S)
    if process.returncode:
        raise RuntimeError((await said)[0].decode())
    return time.perf_counter() - begun, most / 1024
