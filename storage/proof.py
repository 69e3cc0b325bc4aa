"""Has a copy's histories proved by a process of its own, and keeps how far they are: nobody else can have written that.

What was proved is kept as marks (a line and its hash for each district) in the database, under a seal of which only the
program has the key. Without the seal, or with a wrong one, everything is read from the beginning.
"""

import asyncio
import hashlib
import hmac
import json
import os
import sys
from pathlib import Path
from typing import Any

import storage
from storage.copies import BrokenChain, UnusableCopy
from storage.stop import Ended

SILENT_S = 300.0
"""A process that has told nothing for so long hangs: it tells of each page, which is read in some milliseconds."""

TOLD_TOO_S = 1.0
"""A signal that is to end us and it may reach it first: within this time we have heard it too."""

ROOT = Path(storage.__file__).parent.parent

Marks = dict[str, Any]
"""By a district's id as text: ``upto`` and, while the second reading is under way, ``again``."""


class Prover:
    """One proof at a time."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None
        self._is_over = False

    async def prove(self, file: Path, marks: Marks) -> Marks:
        """The marks after the proof of the copy *file*.

        Raises BrokenChain where a chain does not hold, UnusableCopy where the copy cannot be read or the process ended
        too early or hangs, Ended after :meth:`end`.
        """
        try:
            said = await self._ask({"file": str(file), "marks": marks})
        except TimeoutError:
            what = f"the process that proves it has said nothing for {SILENT_S:.0f} seconds"
            raise UnusableCopy(file=str(file), what=what) from None
        if self._process is not None and (self._process.returncode or 0) < 0 and not self._is_over:
            await asyncio.sleep(TOLD_TOO_S)
        if self._is_over:
            raise Ended
        told = [one for line in said if "at" not in (one := json.loads(line))]  # there it only says that it goes on
        if not told or told[-1] != {"whole": True}:
            why = told[-1].get("trouble") if told else None
            raise UnusableCopy(file=str(file), what=why or "the process that proves it ended too early")
        for one in told[:-1]:
            if one["bad"] is not None:
                raise BrokenChain(file=str(file), district=one["name"], line=one["bad"])
        return {str(one["district"]): {k: one[k] for k in ("upto", "again") if k in one} for one in told[:-1]}

    def end(self) -> None:
        """No proof any more, and whoever waits for the one under way is let go."""
        self._is_over = True
        if self._process is not None and self._process.returncode is None:
            self._process.kill()

    async def _ask(self, question: dict[str, Any]) -> list[bytes]:
        """A fresh interpreter, not a copy of this one: it has none of our memory, our files and our secrets.

        TimeoutError where it is silent for too long.
        """
        if self._is_over:
            raise Ended
        process = self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "storage.proving",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=_environment(),
            start_new_session=True,
        )
        try:
            if process.stdin is None or process.stdout is None:
                raise Ended
            process.stdin.write(f"{json.dumps(question)}\n".encode())
            await process.stdin.drain()
            said = []
            async with asyncio.timeout(SILENT_S) as limit:
                async for line in process.stdout:
                    limit.reschedule(asyncio.get_running_loop().time() + SILENT_S)
                    said.append(line)
                await process.wait()
            return said
        except (BrokenPipeError, ConnectionResetError):  # it died before it had heard us
            return []
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
            if process.stdin is not None:
                process.stdin.close()


def _environment() -> dict[str, str]:
    """What an interpreter needs to find this program and its own libraries; no setting of ours."""
    needed = {
        name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ
    }
    path = os.pathsep.join((str(ROOT), *filter(None, [os.environ.get("PYTHONPATH", "")])))
    return needed | {"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}


def sealed(marks: Marks, key: bytes) -> dict[str, Any]:
    """*marks* with their seal, to be kept."""
    return {"marks": marks, "seal": _seal(marks, key)}


def unsealed(kept: Any, key: bytes) -> Marks:
    """The marks that were kept; none where the seal is not ours."""
    if not isinstance(kept, dict) or not isinstance(kept.get("marks"), dict):
        return {}
    marks: Marks = kept["marks"]
    return marks if hmac.compare_digest(_seal(marks, key), str(kept.get("seal"))) else {}


def _seal(marks: Marks, key: bytes) -> str:
    told = json.dumps(marks, sort_keys=True, separators=(",", ":"))
    return hmac.new(key, f"proved:{told}".encode(), hashlib.sha256).hexdigest()
