"""A PostgreSQL of the tests' own: a cluster in a folder, on loopback, started once and thrown away."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import asyncpg

PATIENCE_S = 60.0
THROWN_AWAY = ("fsync=off", "full_page_writes=off", "autovacuum=off")
"""What is thrown away at the end is not kept safe from a crash, nor swept: of hundreds of databases each in turn."""
_numbers = count(1)


@dataclass(frozen=True)
class Server:
    """A running server on loopback, without a password."""

    port: int

    async def database(self, like: str = "") -> str:
        """The address of a new database: empty, or a copy of the one at the address *like*, which nobody uses."""
        name = f"patrol_{next(_numbers)}"
        connection = await asyncpg.connect(host="127.0.0.1", port=self.port, user="patrol", database="postgres")
        of = f" TEMPLATE {like.rpartition('/')[2]}" if like else ""
        await connection.execute(f"CREATE DATABASE {name}{of}")
        await connection.close()
        return f"postgresql+asyncpg://patrol@127.0.0.1:{self.port}/{name}"


def _program(name: str) -> Path:
    """A program of the server; Debian keeps them out of the way. Raises RuntimeError where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}")) or [Path(p) for p in [shutil.which(name)] if p]
    if not found:
        raise RuntimeError(f"{name} is not there: install PostgreSQL (apt-get install postgresql)")
    return found[-1]


@contextmanager
def cluster(folder: Path) -> Iterator[Server]:
    """A running server; what it holds goes with *folder*. Raises RuntimeError where PostgreSQL is not installed."""
    user = "nobody" if os.geteuid() == 0 else None  # the server refuses to be root
    home = folder / "cluster"
    home.mkdir()
    for part in (folder, home):
        part.chmod(0o755 if part is folder else 0o700)
    if user:
        shutil.chown(home, user)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    made = [_program("initdb"), "-D", home, "-U", "patrol", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
    subprocess.run(made, check=True, capture_output=True, user=user, cwd=home)
    asked = [f"--{one}" for one in ("listen_addresses=127.0.0.1", f"unix_socket_directories={home}", *THROWN_AWAY)]
    with (home / "log").open("wb") as log:
        server = subprocess.Popen(
            [_program("postgres"), "-D", home, "-p", str(port), *asked], stdout=log, stderr=log, user=user, cwd=home
        )
    try:
        _wait(server, port, home / "log")
        yield Server(port)
    finally:
        server.send_signal(signal.SIGINT)  # at once, whoever is still connected
        server.wait(PATIENCE_S)


def _wait(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + PATIENCE_S
    while subprocess.run([_program("pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)], check=False).returncode:
        if server.poll() is not None or time.monotonic() > until:
            raise RuntimeError(log.read_text(errors="replace"))
        time.sleep(0.05)
