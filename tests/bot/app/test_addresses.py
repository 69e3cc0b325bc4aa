"""Where a running program is reached: said, kept for a second one, forwarded over SSH."""

import socket
from pathlib import Path

import pytest
from starlette.applications import Starlette

from bot.app import addresses
from bot.app.addresses import Addresses
from bot.app.settings import PORT_TRIES, Settings
from bot.words import Words
from handlers.guest import Guest

WORDS = Words(strict=True)
GROUND = Addresses("http://127.0.0.1:8080", "http://127.0.0.1:8099")
CAME = {"SSH_CONNECTION": "192.0.2.1 5000 192.0.2.7 22", "USER": "lee"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_all_of_them_are_said(
    language: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ground, command centre and wall; without SSH nothing of forwarding."""
    monkeypatch.delenv("SSH_CONNECTION", raising=False)
    addresses.tell(WORDS, language, GROUND)
    said = capsys.readouterr().out
    assert [url in said for url in ("http://127.0.0.1:8099", "http://127.0.0.1:8080/", "http://127.0.0.1:8080/wall")]
    assert "ssh" not in said.lower()
    addresses.tell(WORDS, language, Addresses("https://patrol.example.org"), again=True)
    assert capsys.readouterr().out.splitlines() == [
        WORDS.say(language, "addresses-already"),
        WORDS.say(
            language, "addresses-centre", url="https://patrol.example.org/", wall="https://patrol.example.org/wall"
        ),
    ]


def test_over_ssh_the_command_that_forwards_is_said() -> None:
    """For ports that only this machine reaches; with another port of SSH, or an address of IPv6."""
    assert addresses.forwarding(GROUND.ports, CAME) == (
        "ssh -L 8099:127.0.0.1:8099 -L 8080:127.0.0.1:8080 lee@192.0.2.7"
    )
    other = {"SSH_CONNECTION": "2001:db8::1 5000 2001:db8::7 2222", "LOGNAME": "lee"}
    assert addresses.forwarding([8080], other) == "ssh -p 2222 -L 8080:127.0.0.1:8080 lee@[2001:db8::7]"
    assert addresses.forwarding(Addresses("https://patrol.example.org").ports, CAME) == ""
    assert addresses.forwarding([8080], {}) == addresses.forwarding([8080], {"SSH_CONNECTION": "odd"}) == ""


def test_a_second_program_finds_those_of_the_first(tmp_path: Path) -> None:
    """As long as it runs; what cannot be read says nothing."""
    with addresses.kept(tmp_path, GROUND):
        assert addresses.of_running(tmp_path) == GROUND
    assert addresses.of_running(tmp_path) is None
    for odd in ("", "[]", '{"other": 1}', "{"):
        (tmp_path / addresses.FILE).write_text(odd)
        assert addresses.of_running(tmp_path) is None
    with addresses.kept(tmp_path / "nowhere", GROUND):
        pass


def test_only_a_port_that_nobody_chose_gives_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does the one to which a proxy passes on."""
    for name in ("PATROL_HTTP_PORT", "PATROL_DRILL_PORT", "PATROL_PUBLIC_URL"):
        monkeypatch.delenv(name, raising=False)
    assert Settings().web().port_tries == Settings().tries("patrol_drill_port") == PORT_TRIES
    monkeypatch.setenv("PATROL_HTTP_PORT", "8080")
    assert (Settings().web().port_tries, Settings().tries("patrol_drill_port")) == (1, PORT_TRIES)
    monkeypatch.delenv("PATROL_HTTP_PORT")
    monkeypatch.setenv("PATROL_PUBLIC_URL", "https://patrol.example.org")
    assert Settings().web().port_tries == 1


async def test_a_port_that_is_taken_gives_way_to_the_next() -> None:
    """The next free one; where all that may be tried are taken, it is said."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(OSError, match="in use"):
            await Guest(Starlette(), port=port).__aenter__()
        async with Guest(Starlette(), port=port, tries=20) as guest:
            assert port < guest.port < port + 20
