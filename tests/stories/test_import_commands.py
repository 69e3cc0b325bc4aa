"""Files brought in at the terminal: what is odd is asked about, what was answered is kept, nothing changes before."""

import json
from pathlib import Path

import pytest
from click.testing import Result
from openpyxl import Workbook
from typer.testing import CliRunner

from bot.__main__ import app
from bot.app import console
from bot.words import Words
from tests.bot.checklists import forms

WORDS = Words(strict=True)
DISTRICT = """
district: {chat_id: -100, name: D, language: en, area: a.json, centre: [30.3, 120.3]}
people:
  - {user_id: 1, name: 老王}
  - {user_id: 2, name: 小李}
teams:
  - {name: 远队, base: [BASE, 120.3], members: [1, 2]}
"""
SQUARE = [[120.2, 30.2], [120.4, 30.2], [120.4, 30.4], [120.2, 30.4], [120.2, 30.2]]
MONTH = [["姓名", "3月1日", "3月2日", "3月3日"], ["老王", "早", "早", "休"], ["小李", "夜", "休", "夜"]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files above, from which commands are run in English."""
    monkeypatch.chdir(tmp_path)
    for name, value in (("PATROL_LANGUAGE", "en"), ("PATROL_DATA_DIR", "data"), ("TELEGRAM_BOT_TOKEN", "")):
        monkeypatch.setenv(name, value)
    (tmp_path / "a.json").write_text(json.dumps({"type": "Polygon", "coordinates": [SQUARE]}))
    (tmp_path / "d.yaml").write_text(DISTRICT.replace("BASE", "30.3"), encoding="utf8")
    (tmp_path / "far.yaml").write_text(DISTRICT.replace("BASE", "31.3"), encoding="utf8")
    book = Workbook()
    assert book.active is not None
    for row in MONTH:
        book.active.append(row)
    book.save(tmp_path / "month.xlsx")
    return tmp_path


def run(*words: str, said: str = "") -> Result:
    """One command, with what somebody types."""
    return CliRunner().invoke(app, ["import", *words], input=said)


def test_a_base_outside_is_asked_about(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No: nothing has changed. From a script it wants --yes."""
    refused = run("far.yaml")
    assert refused.exit_code == 1
    assert "远队" in refused.output
    assert WORDS.say("en", "import-wants-yes") in refused.output
    monkeypatch.setattr(console, "can_ask", lambda: True)
    assert WORDS.say("en", "import-not-applied") in run("far.yaml", said="n\n").output
    agreed = run("far.yaml", said="y\n")
    assert agreed.exit_code == 0
    assert "+ team 远队" in agreed.output
    assert WORDS.say("en", "import-nothing") in run("far.yaml", "--yes").output


def test_a_months_table_is_shown_asked_about_and_its_legend_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hours of each code are asked once; a second file with the same codes asks for none."""
    assert run("d.yaml").exit_code == 0
    told = run("month.xlsx", "--yes")
    assert told.exit_code == 1
    assert "Cell B2: nobody has said which hours" in told.output
    monkeypatch.setattr(console, "can_ask", lambda: True)
    declined = run("month.xlsx", said="morning\n8:00-16:00\n-\nn\n")
    assert "+ roster 老王 08:00" in declined.output
    assert WORDS.say("en", "import-not-applied") in declined.output
    agreed = run("month.xlsx", said="8:00-16:00\n-\ny\n")
    assert (agreed.exit_code, agreed.output.count("Hours of")) == (0, 2)
    assert "小李" not in agreed.output.split("Hours of")[-1]
    again = run("month.xlsx")
    assert "Hours of" not in again.output
    assert WORDS.say("en", "import-nothing") in again.output


def test_what_a_file_was_read_as_is_said(folder: Path) -> None:
    """An office program's own encoding goes in, and is named."""
    (folder / "d.yaml").write_bytes(DISTRICT.replace("BASE", "30.3").encode("gb18030"))
    told = run("d.yaml")
    assert told.exit_code == 0
    assert WORDS.say("en", "file-read-as", encoding="GB18030") in told.output
    assert "老王" in told.output


PLACES = """code,name,kind,lat,lon,owner
P1,Corner Shop,shop,30.31,120.31,x
,Noodles,eatery,30.32,120.32,y
P3,Bad,shop,north,1,z
"""


def test_places_are_shown_asked_about_and_written_out(folder: Path) -> None:
    """Mistakes as a sheet beside the file; given out and brought in again nothing changes."""
    assert run("d.yaml").exit_code == 0
    (folder / "p.csv").write_text(PLACES, encoding="utf8")
    shown = run("p.csv")
    assert shown.exit_code == 1
    assert WORDS.say("en", "file-columns-unused", file="p.csv", columns="owner") in shown.output
    assert WORDS.say("en", "places-plan-new", name="Noodles") in shown.output
    assert "north 1" in shown.output
    assert WORDS.say("en", "import-wants-yes") in shown.output
    assert (folder / "p-mistakes.xlsx").is_file()
    done = run("p.csv", "--yes").output
    assert WORDS.say("en", "places-progress") in done
    assert WORDS.say("en", "places-done", new=2, changed=0, gone=0) in done
    written = CliRunner().invoke(app, ["export", "now.xlsx"])
    assert WORDS.say("en", "places-exported", file="now.xlsx", count=2, district="D") in written.output
    assert WORDS.say("en", "places-nothing") in run("now.xlsx").output
    assert CliRunner().invoke(app, ["export", "now.xlsx"]).exit_code == 1
    assert run("p.csv", "--duplicates", "perhaps").exit_code == 2


def test_a_checklist_is_shown_asked_about_and_brought_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong one names its rows; the same again changes nothing, also where another country's law is left out."""
    assert run("d.yaml").exit_code == 0
    made = forms.sheets()
    forms.put(made, 3, "limit", "soon")
    forms.as_file(made, folder)
    wrong = run("form.xlsx", "--yes")
    assert wrong.exit_code == 1
    assert WORDS.say("en", "form-wants-limit", sheet="survey", line=3, column="limit", value="soon") in wrong.output
    forms.put(made, 3, "limit", "d3")
    forms.as_file(made, folder)
    monkeypatch.setattr(console, "can_ask", lambda: True)
    assert WORDS.say("en", "import-not-applied") in run("form.xlsx", said="n\n").output
    agreed = run("form.xlsx", said="y\n")
    assert agreed.exit_code == 0
    assert "SS01 Licence or registration posted: limit 7 days → 3 days" in agreed.output
    assert WORDS.say("en", "import-nothing") in run("form.xlsx", "--yes").output
