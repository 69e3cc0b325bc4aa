"""Where a running program is reached: said when it starts, kept beside its data for whoever starts a second one."""

import contextlib
import json
import os
import webbrowser
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

from bot.app import console
from bot.values.files import ours
from bot.words import Words

FILE = "addresses.json"
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Addresses:
    """The ground is there only in a drill. *centre* is where people reach the pages, without a slash at the end."""

    centre: str
    ground: str = ""

    @property
    def first(self) -> str:
        """The one that is opened first."""
        return self.ground or f"{self.centre}/"

    @property
    def ports(self) -> list[int]:
        """Those that only this machine reaches."""
        parts = [urlsplit(one) for one in (self.ground, self.centre) if one]
        return [one.port for one in parts if one.hostname in LOOPBACK and one.port is not None]


def tell(words: Words, language: str, found: Addresses, *, again: bool = False) -> None:
    """Say all of them, and over SSH how to reach them; *again*: they are those of a program that runs already."""
    if again:
        console.put(words.say(language, "addresses-already"))
    if found.ground:
        console.put(words.say(language, "addresses-ground", url=found.ground))
    console.put(words.say(language, "addresses-centre", url=f"{found.centre}/", wall=f"{found.centre}/wall"))
    if forward := forwarding(found.ports, os.environ):
        console.put(words.say(language, "addresses-forward", command=forward))


def forwarding(ports: list[int], environment: Mapping[str, str]) -> str:
    """The command that brings *ports* to the machine at which somebody sits who came by SSH; empty for others."""
    came = environment.get("SSH_CONNECTION", "").split()
    if len(came) != 4 or not ports:
        return ""
    user = environment.get("USER") or environment.get("LOGNAME") or "you"
    host = f"[{came[2]}]" if ":" in came[2] else came[2]
    port = f"-p {came[3]} " if came[3] != "22" else ""
    return f"ssh {port}{' '.join(f'-L {one}:127.0.0.1:{one}' for one in ports)} {user}@{host}"


@contextlib.contextmanager
def kept(folder: Path, found: Addresses) -> Iterator[None]:
    """Have them stand beside the data for as long as the program runs; where that cannot be written, nobody minds."""
    file = folder / FILE
    with contextlib.suppress(OSError):
        ours.write(file, json.dumps(asdict(found)).encode())
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            file.unlink(missing_ok=True)


def of_running(folder: Path) -> Addresses | None:
    """Those of the program that holds *folder*; None where it has not said any."""
    try:
        return Addresses(**json.loads((folder / FILE).read_text(encoding="utf8")))
    except (OSError, ValueError, TypeError):
        return None


def open_browser(found: Addresses) -> None:
    """Open the first one; where there is no browser nothing happens."""
    with contextlib.suppress(webbrowser.Error, OSError):
        webbrowser.open(found.first)
