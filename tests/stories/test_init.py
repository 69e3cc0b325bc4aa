"""``patrolbot init``: what is asked, who becomes the owner, and that nothing is taken from anybody else."""

import asyncio
import os
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.__main__ import app
from bot.app import settings
from bot.app.commands import init
from bot.words import Words
from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.people.player import Player
from handlers.drill.server import DrillServer
from handlers.process.clock import SystemClock
from handlers.telegram.transport import first_contact
from tests.stories.conftest import TOKEN

WORDS = Words(strict=True)
CODE = "a-code-that-nobody-guesses"
OWNER, OTHER = 7001, 7002


@pytest.fixture
async def server() -> AsyncIterator[DrillServer]:
    """A Bot API server with two people."""
    async with DrillServer(DrillTelegram(SystemClock(), TOKEN)) as made:
        yield made


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: DrillServer) -> Path:
    """An empty folder, an environment without settings, and a code that is known."""
    monkeypatch.chdir(tmp_path)
    for name in [one for one in os.environ if one.startswith(("PATROL_", "TELEGRAM_", "DATABASE_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("TELEGRAM_API_URL", server.url)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setattr(first_contact, "new_code", lambda: CODE)
    monkeypatch.setattr(first_contact, "EVERY_S", 0.05)
    return tmp_path


async def run(*answers: str) -> Result:
    """The command, with what somebody types, one line each."""
    typed = "".join(f"{line}\n" for line in answers)
    return await asyncio.to_thread(CliRunner().invoke, app, ["init"], input=typed)


def opens(server: DrillServer, user_id: int, name: str, payload: str = CODE) -> None:
    """Somebody presses *Start* behind the link."""
    server.telegram.add_person(user_id, name)
    Player(server.telegram, user_id).start_private(payload)


def env(folder: Path) -> dict[str, str]:
    """What stands in the file."""
    lines = (folder / ".env").read_text(encoding="utf8").splitlines()
    return dict(line.split("=", 1) for line in lines)


async def _waiting(server: DrillServer) -> list[int]:
    """The ids of the updates that wait for whoever polls."""
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{server.url}/bot{TOKEN}/getUpdates")
    return [one["update_id"] for one in answer.json()["result"]]


async def test_who_opens_the_link_and_is_confirmed_becomes_the_owner(server: DrillServer, folder: Path) -> None:
    """A wrong token first; then language, zone and folder by return; the file is for nobody else's eyes."""
    opens(server, OTHER, "Other", "not-the-code")
    opens(server, OWNER, "Owner")
    before = await _waiting(server)
    done = await run("en", "1:wrong", "nonsense", TOKEN, "Mars/Base", "Europe/Dublin", "Narnia", "", "data", "y")
    assert done.exit_code == 0, done.output
    assert env(folder) == {
        "PATROL_LANGUAGE": "en",
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "PATROL_TIMEZONE": "Europe/Dublin",
        "PATROL_COUNTRY": "IE",
        "PATROL_DATA_DIR": "data",
        "PATROL_OWNER_IDS": str(OWNER),
    }
    assert stat.S_IMODE((folder / ".env").stat().st_mode) == 0o600
    for key, facts in (
        ("token-refused", {}),
        ("setting-token", {"name": "TELEGRAM_BOT_TOKEN"}),
        ("init-country-wrong", {"value": "Narnia"}),
        ("init-is-it", {"name": "Owner", "id": str(OWNER)}),
    ):
        assert WORDS.say("en", key, **facts) in done.output
    assert TOKEN not in done.output
    assert await _waiting(server) == before


async def test_of_two_who_open_it_only_the_confirmed_one_counts(server: DrillServer, folder: Path) -> None:
    """The first one is not the owner: nobody is, until an id is typed."""
    opens(server, OTHER, "Passer-by")
    opens(server, OWNER, "Owner")
    done = await run("en", TOKEN, "Europe/Dublin", "IE", "data", "n", "abc", str(OWNER))
    assert done.exit_code == 0, done.output
    assert env(folder)["PATROL_OWNER_IDS"] == str(OWNER)
    assert WORDS.say("en", "init-not-them") in done.output
    assert WORDS.say("en", "init-owner-wrong", value="abc") in done.output


async def test_a_link_that_nobody_opens_ends(
    server: DrillServer, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An owner may come later; a start in a group counts for nothing."""
    monkeypatch.setattr(init, "MINUTES", 0.005)
    done = await run("en", TOKEN, "Europe/Dublin", "IE", "data", "0")
    assert done.exit_code == 0, done.output
    assert WORDS.say("en", "init-link-over") in done.output
    assert "PATROL_OWNER_IDS" not in env(folder)


async def test_a_file_that_is_there_is_not_changed(server: DrillServer, folder: Path) -> None:
    """The missing lines are printed; what it says is not asked again, and the token's line is not shown."""
    (folder / ".env").write_text(f"TELEGRAM_BOT_TOKEN={TOKEN}\nPATROL_LANGUAGE=en\nPATROL_DATA_DIR=data\n")
    opens(server, OWNER, "Owner")
    done = await run("Europe/Dublin", "", "y")
    assert done.exit_code == 0, done.output
    assert (folder / ".env").read_text() == f"TELEGRAM_BOT_TOKEN={TOKEN}\nPATROL_LANGUAGE=en\nPATROL_DATA_DIR=data\n"
    assert f"PATROL_TIMEZONE=Europe/Dublin\nPATROL_COUNTRY=IE\nPATROL_OWNER_IDS={OWNER}\n" in done.output
    assert TOKEN not in done.output


@pytest.mark.parametrize(
    ("told", "meant"), [("~/patrol", "{home}/patrol"), ("it's #1 $HOME", "it's #1 $HOME"), ("my data", "my data")]
)
async def test_a_folder_is_the_one_that_was_meant(
    server: DrillServer, folder: Path, monkeypatch: pytest.MonkeyPatch, told: str, meant: str
) -> None:
    """Also with a tilde, blanks, and signs that mean something in the file: it is read back from there."""
    monkeypatch.setenv("HOME", str(folder))
    opens(server, OWNER, "Owner")
    done = await run("en", TOKEN, "Europe/Dublin", "", told, "y")
    assert done.exit_code == 0, done.output
    assert settings.load().patrol_data_dir == Path(meant.format(home=folder))


async def test_a_webhook_and_a_running_bot_are_named(server: DrillServer, folder: Path) -> None:
    """Nothing is taken from either; the id is typed instead."""
    async with httpx.AsyncClient() as client:
        hook = {"url": "https://patrol.example.org/telegram"}
        assert (await client.post(f"{server.url}/bot{TOKEN}/setWebhook", data=hook)).json()["ok"]
        done = await run("en", TOKEN, "Europe/Dublin", "IE", "data", str(OWNER))
        assert WORDS.say("en", "init-webhook", host="patrol.example.org") in done.output
        await client.post(f"{server.url}/bot{TOKEN}/setWebhook", data={"url": ""})
    (folder / ".env").unlink()
    server.telegram.faults.fail_next("getUpdates", 409)
    done = await run("en", TOKEN, "Europe/Dublin", "IE", "data", str(OWNER))
    assert WORDS.say("en", "init-runs-already") in done.output
    assert env(folder)["PATROL_OWNER_IDS"] == str(OWNER)


async def test_without_the_network_it_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And writes nothing."""
    monkeypatch.setenv("TELEGRAM_API_URL", "http://127.0.0.1:1")
    done = await run("en", TOKEN)
    assert (done.exit_code, list(folder.iterdir())) == (1, [])
    assert WORDS.say("en", "check-api-unreachable", error="NetworkError") in done.output


async def test_who_gives_up_has_written_nothing(folder: Path) -> None:
    """The terminal is closed in the middle."""
    done = await run("en", TOKEN)
    assert (done.exit_code, list(folder.iterdir())) == (1, [])
    assert WORDS.say("en", "init-given-up") in done.output
