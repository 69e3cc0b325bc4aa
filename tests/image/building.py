"""Builds the image with buildah on a base that mmdebstrap makes, and runs it as an engine would.

Its user, its root read-only, its volume, its settings; nothing of this machine but the network.
"""

import json
import os
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.house.tree import ROOT

PROGRAMS = ("mmdebstrap", "buildah", "unshare", "chroot")
RELEASE = "bookworm"
INCLUDED = "python3,python3-venv,ca-certificates,tzdata"
BASE, IMAGE = "localhost/base", "localhost/patrolbot"
PLACE_OF_AUTHORITIES = "/run/authorities.pem"

ENTER = """
set -e
mount --bind "$1" "$1"
mount -o remount,bind,ro "$1"
mount --bind "$2" "$1/data"
mount -t tmpfs none "$1/tmp"
mount --bind /proc "$1/proc"
mount --rbind /dev "$1/dev"
root="$1" user="$3" where="$4"
shift 4
exec chroot --userspec="$user" "$root" /usr/bin/env -i --chdir="$where" "$@"
"""
"""In a mount namespace of its own, which goes with the program."""


def missing() -> list[str]:
    """What is needed to build and run an image and is not on this machine."""
    lacking = [name for name in PROGRAMS if shutil.which(name) is None]
    return [*lacking, *(["the rights of root"] if os.geteuid() != 0 else [])]


@dataclass
class Built:
    """The image, its files laid out in *root*."""

    config: dict[str, Any]
    steps: tuple[str, ...]
    root: Path

    @property
    def settings(self) -> dict[str, str]:
        """The environment that the image brings."""
        return dict(one.split("=", 1) for one in self.config["Env"])

    def start(
        self, data: Path, *words: str, program: list[str] | None = None, **settings: str
    ) -> "subprocess.Popen[str]":
        """Its entry point with *words*, or another *program* in it; *data* is its volume."""
        environment = [f"{name}={value}" for name, value in {**self.settings, **settings}.items()]
        where, user = self.config["WorkingDir"], self.config["User"]
        called = [*(self.config["Entrypoint"] if program is None else program), *words]
        return subprocess.Popen(
            [
                "unshare",
                "--mount",
                "--propagation",
                "private",
                "sh",
                "-c",
                ENTER,
                "sh",
                str(self.root),
                str(data),
                user,
                where,
                *environment,
                *called,
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, data: Path, *words: str, program: list[str] | None = None, **settings: str) -> tuple[int, str]:
        """The same to its end: exit code and what it said."""
        begun = self.start(data, *words, program=program, **settings)
        said, _ = begun.communicate(timeout=120)
        return begun.returncode, said


class Workshop:
    """A folder in which images are made; nothing of it is left outside."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        stores = ("--root", str(folder / "images"), "--runroot", str(folder / "running"))
        self.buildah = ("buildah", "--storage-driver", "vfs", *stores)

    def _does(self, *words: str) -> str:
        done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=self.folder)
        assert done.returncode == 0, f"{' '.join(words[:8])} …\n{done.stdout[-2000:]}{done.stderr[-4000:]}"
        return done.stdout.strip()

    def base(self) -> None:
        """A small system with Python."""
        self._does("mmdebstrap", "--quiet", "--variant=minbase", f"--include={INCLUDED}", RELEASE, "base.tar")
        made = self._does(*self.buildah, "from", "scratch")
        self._does(*self.buildah, "add", made, "base.tar", "/")
        self._does(*self.buildah, "commit", "--rm", "--format", "docker", made, BASE)

    def image(self) -> Built:
        """The image as docker/Dockerfile says, on that base."""
        self._does(
            *self.buildah,
            "bud",
            "--isolation",
            "chroot",
            "--format",
            "docker",
            "--build-arg",
            f"BASE={BASE}",
            *self._settings_of_this_machine(),
            "--file",
            str(ROOT / "docker" / "Dockerfile"),
            "--tag",
            IMAGE,
            str(ROOT),
        )
        told = json.loads(self._does(*self.buildah, "inspect", "--type", "image", IMAGE))["Docker"]
        made = self._does(*self.buildah, "from", IMAGE)
        steps = tuple(step["created_by"] for step in told["history"])
        return Built(told["config"], steps, Path(self._does(*self.buildah, "mount", made)))

    def _settings_of_this_machine(self) -> list[str]:
        """Where pip takes packages from here, and whom it trusts: mounted while it works, in no layer."""
        listed = subprocess.run(["pip", "config", "list"], capture_output=True, text=True, check=False).stdout
        found = {}
        for line in listed.splitlines():
            name, _, value = line.partition("=")
            found[name.split(".")[-1]] = value.strip("'\"")
        lines = ["[global]"] + [f"{name} = {found[name]}" for name in ("index-url", "timeout") if name in found]
        given = []
        if trusted := found.get("cert"):
            lines.append(f"cert = {PLACE_OF_AUTHORITIES}")
            given = ["--secret", f"id=authorities,src={trusted}"]
        (self.folder / "pip.conf").write_text("\n".join(lines) + "\n", encoding="utf8")
        return ["--secret", "id=pip,src=pip.conf", *given]


def stop(program: "subprocess.Popen[str]", within_s: float) -> int:
    """SIGTERM as an engine sends it; the exit code, or an error where it takes longer."""
    program.send_signal(signal.SIGTERM)
    return program.wait(timeout=within_s)
