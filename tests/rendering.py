"""Documents drawn by programs of others, as an office does: pages as pictures, and what can be read on them.

They are judged by facts (how many pages, which words, that something is drawn), never by equal pixels: fonts differ
by machine. Where a program lacks, the tests that need it are left out and named at the end; on CI they fail.
"""

import io
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from PIL import Image

PATIENCE_S = 900
"""No verdict depends on how busy the machine is: whoever takes longer hangs."""

PER_INCH = 70
DARK = 128

PROGRAMS: Mapping[str, str] = {
    "pdftoppm": "PDF (poppler-utils, poppler-data)",
    "soffice": "XLSX, DOCX (libreoffice-calc, libreoffice-writer)",
}
"""What each program draws, and the packages that bring it."""


def lacking() -> dict[str, str]:
    """The programs that are not here, with what they would have drawn."""
    return {program: what for program, what in PROGRAMS.items() if shutil.which(program) is None}


def is_ci() -> bool:
    """Whether nothing may lack."""
    return os.environ.get("CI", "").lower() == "true"


def pages(pdf: bytes) -> list[Image.Image]:
    """Each page as a picture in grey."""
    made = _run("pdftoppm", "-r", str(PER_INCH), "-gray", "-", given=pdf)
    found: list[Image.Image] = []
    rest = io.BytesIO(made)
    while rest.tell() < len(made):
        found.append(_next(rest))
    return found


def _next(rest: io.BytesIO) -> Image.Image:
    """The next picture of several that follow each other: ``P5``, width, height, 255, then a byte for each point."""
    assert rest.readline().strip() == b"P5"
    wide, high = (int(one) for one in rest.readline().split())
    assert rest.readline().strip() == b"255"
    return Image.frombytes("L", (wide, high), rest.read(wide * high))


def ink(page: Image.Image) -> float:
    """Which part of a page is dark."""
    counts = page.histogram()
    return sum(counts[:DARK]) / sum(counts)


def words(pdf: bytes) -> list[str]:
    """What can be read on each page, without blanks: lines break elsewhere with other fonts."""
    said = _run("pdftotext", "-layout", "-enc", "UTF-8", "-", "-", given=pdf).decode()
    return ["".join(page.split()) for page in said.removesuffix("\f").split("\f")]


def office(data: bytes, kind: str, folder: Path) -> bytes:
    """A document (``docx``, ``xlsx``) as PDF, drawn by an office program with a profile of its own."""
    file = folder / f"document.{kind}"
    file.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    how = ("--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(folder), str(file))
    _run("soffice", profile, *how)
    return (folder / "document.pdf").read_bytes()


def _run(*command: str, given: bytes | None = None) -> bytes:
    assert shutil.which(command[0]), f"{command[0]} lacks: install {PROGRAMS.get(command[0], PROGRAMS['pdftoppm'])}"
    done = subprocess.run(command, input=given, capture_output=True, timeout=PATIENCE_S, check=False)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout
