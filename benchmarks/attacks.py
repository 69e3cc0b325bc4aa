"""The table of attacks in ``docs/reliability.md``: each is made on the real program, what was measured written down.

``python -m benchmarks.attacks`` makes them all (an hour); names behind it (``strangers years``) only those, and
leaves the other rows as they are.
"""

import asyncio
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import answer, strangers, viewers, years
from tests.faults import feeding
from tests.house.tree import ROOT
from tests.stories import test_backlog as backlog

DOCUMENT = ROOT / "docs" / "reliability.md"
BEGIN, END = "<!-- attacks -->", "<!-- /attacks -->"
HEAD = "| attack | what happens | measured |\n|---|---|---|"
PINS, SECONDS = 200, 120


@dataclass(frozen=True)
class Attack:
    """One row: its key, what is done, what happens then, and who measures it in words."""

    key: str
    done: str
    happens: str
    measure: Callable[[], str]


def _strangers() -> str:
    siege = strangers.main()
    p95 = strangers.at(siege.probes, 0.95)
    return (
        f"{len(siege.pins)} pins beside it wait {siege.ratio(0.5):.1f} × (p50) and {siege.ratio(0.95):.1f} × (p95) of "
        f"what the same attack on another server makes of them (wanted: 2 ×); `/livez` p95 {p95:.2f} s"
    )


def _viewers() -> str:
    seen = viewers.main()
    p50, p95 = seen.ratio(0.5), seen.ratio(0.95)
    return (
        f"{len(seen.pins)} pins beside it wait {p50:.2f} × (p50) and {p95:.2f} × (p95) of what the same attack on "
        f"another server makes of them (wanted: 1.5 ×); a call for help reaches the captain within "
        f"{max(seen.calls) / 1000:.2f} s (wanted: 1 s)"
    )


def _backlog() -> str:
    after, critical = asyncio.run(_flood())
    return (
        f"each acknowledged within {after:.1f} s (wanted: 30 s), critical ones within {critical:.1f} s (wanted: 3 s), "
        "by the clock of the drill ground"
    )


async def _flood() -> tuple[float, float]:
    os.environ["PTB_TIMEDELTA"] = "true"
    with tempfile.TemporaryDirectory() as folder:
        async with backlog.a_town(Path(folder), "en") as street:
            flood = backlog.Flood(street)
            await flood.pour(PINS, SECONDS)
            after = flood.told_after()
            missing = flood.known.keys() - after.keys()
            if missing:
                raise RuntimeError(f"nobody heard of {sorted(missing)}")
            return max(after.values()), max(after[n] for n in flood.critical)


def _files() -> str:
    with tempfile.TemporaryDirectory() as folder:
        took = feeding.all_of_them(Path(folder))
    worst = max(took, key=lambda one: one[1])
    return f"{len(took)} files: {worst[1]} MB at most, for {worst[0]} (wanted: 128 MB)"


def _answers() -> str:
    ratios, beside = answer.main()
    each = [f"at {one.rate} a second {one.times:.1f} × on SQLite {one.name}" for one in ratios]
    looks = [f"{one.alone_ms:.0f} → {one.beside_ms:.0f} ms on SQLite {one.name}" for one in beside]
    return f"{'; '.join(each)} (wanted: 2 × with WAL); a pin beside a statement of seconds, p50: {'; '.join(looks)}"


def _held_out(*tests: str) -> str:
    """How many of *tests* hold, long ones too; raises RuntimeError where one does not."""
    command = (sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-m", "long or not long", *tests)
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # our own
    found = re.search(r"(\d+) passed", ran.stdout)
    if ran.returncode or found is None:
        raise RuntimeError(ran.stdout[-2000:])
    return f"held in {found[1]} of {found[1]} runs"


def _years(sqlite: str = "") -> str:
    quiet, *night = asyncio.run(years.measure(int(os.environ.get("YEARS_CASES", "166667")), sqlite=sqlite))
    each = "; ".join(_night(one, quiet) for one in night)
    return (
        f"quiet: loop {_held(quiet, 'lag')}, writer {_held(quiet, 'held')}, pin p95 {quiet['p95']:.0f} ms; {each} "
        "(wanted: loop 200 ms, writer 50 ms, + 100 MB, pin 1.5 ×; in brackets: the loop's own work meanwhile, by its "
        "thread's clock)"
    )


def _night(one: dict[str, Any], quiet: dict[str, Any]) -> str:
    return (
        f"{one['what']}: loop {_held(one, 'lag')}, writer {_held(one, 'held')}, "
        f"{one['mb'] - quiet['mb']:+.0f} MB, pin p95 {one['p95']:.0f} ms ({one['p95'] / quiet['p95']:.2f} ×)"
    ) + (f", {told}" if (told := years.more_of(one)) else "")


def _held(one: dict[str, Any], what: str) -> str:
    return f"{one[f'{what}_ms']:.0f} ({one[f'{what}_own_ms']:.0f}) ms"


ATTACKS = (
    Attack(
        "strangers",
        "5,000 connections of four addresses, half of them trickling, heads of 100 MB, 1,000 wrong keys a second",
        "what is too slow or too large is closed and not answered; wrong keys cost no look at the database",
        _strangers,
    ),
    Attack(
        "viewers",
        "50 people page through 100,000 cases, each with two hands",
        "two requests a person, three in all, one look at a time, by key and within limits; the street goes first",
        _viewers,
    ),
    Attack(
        "backlog",
        f"{PINS} pins in {SECONDS // 60} minutes, one in twenty critical, at twenty messages a minute for the group",
        "new cases are listed together, critical ones go alone and first",
        _backlog,
    ),
    Attack(
        "files",
        "small pictures and tables that unpack to much",
        "read within their memory, or refused with a sentence",
        _files,
    ),
    Attack(
        "answers",
        "20 and 30 updates a second, beside a bare echo bot in the same harness",
        "everything is stored before it is answered",
        _answers,
    ),
    Attack(
        "disk",
        "a disk on which not a byte is left, with a ballast and without: reports, words, calls for help, restarts",
        "with the ballast all is stored and told; without it a call is heard, marked *not stored*, and nothing is lost",
        partial(_held_out, "tests/faults/test_full_disk.py", "tests/faults/test_full_disk_told.py"),
    ),
    Attack(
        "two programs",
        "two programs on one PostgreSQL, one that stands still, several first starts",
        "one holds the lease and writes; the other waits and ends",
        partial(_held_out, "tests/storage/test_lease.py"),
    ),
    Attack(
        "keys",
        "31 phones with ended keys behind one address; wrong keys, links and passwords at every door",
        "a right one counts at once; wrong ones cost no look at the database",
        partial(_held_out, "tests/handlers/web/test_positions.py", "tests/handlers/web/test_threshold.py"),
    ),
    Attack(
        "erasure",
        "somebody whose words stand in reports, letters to others, files, webhooks and the log is erased, over kills",
        "no mark is found in any column, file, later copy, chat of others, log line or figure",
        partial(_held_out, "tests/stories/test_erased_everywhere.py"),
    ),
    Attack(
        "years",
        "a night's work over a million lines of history, while people send a pin a second",
        "in slices, from a sealed checkpoint, the proof in a process of its own",
        _years,
    ),
    Attack(
        "years-rollback",
        "the same with the SQLite that Python brings, over a rollback journal",
        "the copy in steps between two works; who looks gives way to who commits",
        partial(_years, "python"),
    ),
)


def row(attack: Attack, measured: str) -> str:
    """One line of the table."""
    return f"| {attack.done} | {attack.happens} | {measured} |"


def written(document: str, measured: dict[str, str]) -> str:
    """The *document* with the rows that were measured (by key); the others stay, and are missing where never made."""
    before, _, rest = document.partition(BEGIN)
    table, _, after = rest.partition(END)
    known = {one.key: line for one in ATTACKS for line in table.splitlines() if line.startswith(f"| {one.done} |")}
    known |= {one.key: row(one, measured[one.key]) for one in ATTACKS if one.key in measured}
    lines = [known.get(one.key, row(one, "not measured yet")) for one in ATTACKS]
    return f"{before}{BEGIN}\n{HEAD}\n" + "\n".join(lines) + f"\n{END}{after}"


def main(names: Sequence[str] = ()) -> None:
    """Make those named, or all, and write the table."""
    when = f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores"
    measured = {}
    for attack in ATTACKS:
        if not names or attack.key in names:
            load = os.getloadavg()[0]
            measured[attack.key] = f"{attack.measure()} ({when}, load {load:.1f} before)"
            print(f"attacks: {attack.key}: {measured[attack.key]}", flush=True)
            DOCUMENT.write_text(written(DOCUMENT.read_text(encoding="utf8"), measured), encoding="utf8")


if __name__ == "__main__":
    main(sys.argv[1:])
