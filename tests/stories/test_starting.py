"""Starting: settings that cannot be, a folder that cannot be written, a wrong token, and a drill from end to end."""

import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook
from telegram.error import InvalidToken

from bot.app import assembly, at_work
from bot.app.drill import written
from bot.app.settings import load
from bot.values.refused import Refused
from bot.words import Words
from bot.work.rules import Rules
from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.people import scenario
from handlers.drill.server import DrillServer
from handlers.process.clock import HandClock
from tests.programs import Programs

ROOT = Path(__file__).parents[2]


Patrolbot = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def patrolbot_in(programs: Programs) -> Patrolbot:
    """The program with its data in a folder, its words, and its settings."""

    def run(folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
        return programs.run(folder, *words, PATROL_DATA_DIR=str(folder), **settings)

    return run


def test_a_forgotten_token_starts_nothing(tmp_path: Path, patrolbot_in: Patrolbot) -> None:
    """A database is named but no token: exit code 78 and one sentence."""
    done = patrolbot_in(tmp_path, DATABASE_URL="sqlite+aiosqlite:///x.db")
    assert done.returncode == 78
    assert Words().say("zh", "forgotten-token") in done.stderr


def test_all_wrong_settings_are_named_at_once_without_their_values(tmp_path: Path, patrolbot_in: Patrolbot) -> None:
    """Two mistakes, one run; the token itself is never shown."""
    done = patrolbot_in(tmp_path, "check", TELEGRAM_BOT_TOKEN="hunter2-secret", PATROL_CLOSE_SECONDS="soon")
    assert done.returncode == 78
    assert "TELEGRAM_BOT_TOKEN" in done.stderr
    assert "PATROL_CLOSE_SECONDS" in done.stderr
    assert "hunter2" not in done.stderr + done.stdout


def test_an_import_shows_what_changes_and_then_nothing(tmp_path: Path, patrolbot_in: Patrolbot) -> None:
    """Same file, same result; a mistake names its line."""
    sample = str(ROOT / "samples" / "yunhe" / "district.yaml")
    first, second = (patrolbot_in(tmp_path, "import", sample) for _ in range(2))
    assert first.returncode == 0
    assert "云河街道" in first.stdout
    assert Words().say("zh", "import-nothing") in second.stdout
    bad = tmp_path / "bad.yaml"
    bad.write_text("district:\n  chat_id: 1\n  name: x\nteams:\n  - {name: a, members: [5]}\n", encoding="utf8")
    wrong = patrolbot_in(tmp_path, "import", str(bad))
    assert wrong.returncode == 1
    assert Words().say("zh", "file-unknown-person", line=5, person=5) in wrong.stderr


def test_a_roster_is_brought_in_by_itself(tmp_path: Path, patrolbot_in: Patrolbot) -> None:
    """YAML, then the same as a table: no difference. All mistakes at once, and then nothing has changed."""
    lost = patrolbot_in(tmp_path, "import", str(ROOT / "samples" / "yunhe" / "roster.yaml"))
    assert lost.returncode == 1
    assert Words().say("zh", "no-district-yet") in lost.stderr
    patrolbot_in(tmp_path, "import", str(ROOT / "samples" / "yunhe" / "district.yaml"))
    first, second = (
        patrolbot_in(tmp_path, "import", str(ROOT / "samples" / "yunhe" / "roster.yaml")) for _ in range(2)
    )
    assert (first.returncode, first.stdout.count("+ 排班")) == (0, 23)
    assert Words().say("zh", "import-nothing") in second.stdout
    book = Workbook()
    assert book.active is not None
    book.active.append(["team", "days", "from", "to"])
    book.active.append(["一队", "daily", time(8), time(20)])
    book.save(tmp_path / "roster.xlsx")
    same = patrolbot_in(tmp_path, "import", "roster.xlsx", "--district", "-1001000000001")
    assert Words().say("zh", "import-nothing") in same.stdout
    book.active.append(["一队", "daily", "8", "20:00"])
    book.active.append(["百队", "daily", "08:00", "16:00"])
    book.save(tmp_path / "roster.xlsx")
    wrong = patrolbot_in(tmp_path, "import", "roster.xlsx")
    assert wrong.returncode == 1
    lines = wrong.stderr.splitlines()
    assert [words in line for words, line in zip(("表格第 3 行", "表格第 4 行"), lines, strict=True)] == [True, True]
    none = patrolbot_in(tmp_path, "import", "roster.xlsx", "--district", "-5")
    assert Words().say("zh", "roster-no-district", chat="-5") in none.stderr


async def test_a_wrong_token_ends_the_start_at_once(tmp_path: Path) -> None:
    """An unreachable server is waited for; a refused token is not."""
    clock = HandClock(datetime(2026, 3, 2, tzinfo=UTC))
    async with DrillServer(DrillTelegram(clock, "1:right")) as server:
        url = f"sqlite+aiosqlite:///{tmp_path}/p.db"
        built = await assembly.build("1:wrong", api_url=server.url, database_url=url, rules=Rules(), clock=clock)
        with pytest.raises(InvalidToken):
            async with at_work.running(built, tick_every_s=None):
                pass


SMALL = """
title: {zh: 小, en: small}
start: 2026-03-02T08:00:00+08:00
minutes: 12
district: DISTRICT
crews: {accept_s: [2, 5], speed_kmh: 40, on_scene_s: [5, 10], seed: 7}
events:
  - {at: "0:05", who: 1010, does: report, where: [30.3150, 120.2750], item: shared_bike_parking}
  - {at: "1:30", does: restart}
"""


async def test_a_written_drill_plays_to_its_after_action_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One report with a restart in the middle: closed, on time, every step with its seconds."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    monkeypatch.setenv("PATROL_DATA_DIR", str(tmp_path))
    file = tmp_path / "small.yaml"
    file.write_text(SMALL.replace("DISTRICT", str(ROOT / "samples" / "yunhe" / "district.yaml")), encoding="utf8")
    review = await written.played(load(None), Words(strict=True), scenario.read(file), 20)
    [line] = review.lines
    assert line.on_time
    assert line.total_s is not None
    assert None not in (line.waiting_s, line.accept_s, line.travel_s, line.scene_s)
    assert 0 < review.busiest <= 20


@pytest.mark.parametrize(
    "name", ["a-new-shop", "one-visit-for-all", "quiet-morning", "rush-hour", "night-with-trouble"]
)
def test_the_scenarios_of_the_samples_can_be_read(name: str) -> None:
    """Each has a title in both languages and something to do."""
    script = scenario.read(ROOT / "samples" / "yunhe" / "drills" / f"{name}.yaml")
    assert set(script.title) == {"zh", "en"}
    assert script.events or script.reports


@pytest.mark.parametrize(
    ("broken", "line", "part"),
    [("does: report, where", 8, "file-missing-field-in"), ('"0:05"', 8, "drill-wants-time"), ("restart", 9, "one-of")],
)  # fmt: skip
def test_a_broken_scenario_names_its_line(tmp_path: Path, broken: str, line: int, part: str) -> None:
    """And what is wrong there."""
    changed = {"does: report, where": SMALL.replace("who: 1010, ", ""), '"0:05"': SMALL.replace('"0:05"', "soon"),
               "restart": SMALL.replace("does: restart", "does: dance")}[broken]  # fmt: skip
    file = tmp_path / "broken.yaml"
    file.write_text(changed, encoding="utf8")
    with pytest.raises(Refused, match=part) as wrong:
        scenario.read(file)
    assert wrong.value.facts["line"] == line
