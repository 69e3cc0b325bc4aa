"""Small files that hold much, made here, and a process that reads one after the other and says what each took."""

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

from tests.house.tree import ROOT

HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def xlsx(sheet: str, **parts: str) -> bytes:
    """A workbook of one sheet; *parts* are shared texts or styles."""
    files = {
        "xl/workbook.xml": f'<workbook xmlns:r="{RELS}"><sheets><sheet name="a" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="r1" Type="{RELS}/worksheet" '
        f'Target="worksheets/a.xml"/>{"".join(_relation(name) for name in parts)}</Relationships>',
        "xl/worksheets/a.xml": sheet,
        **{f"xl/{name}.xml": text for name, text in parts.items()},
    }  # fmt: skip
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    return made.getvalue()


def _relation(name: str) -> str:
    return f'<Relationship Id="{name}" Type="{RELS}/{name}" Target="{name}.xml"/>'


def rows(count: int, cells: Callable[[int], str], after: str = "") -> str:
    """A sheet."""
    body = "".join(f"<row>{cells(n)}</row>" for n in range(count))
    return f"{HEAD}{body}</sheetData>{after}</worksheet>"


def picture(kind: str, mode: str, width: int, height: int, **more: object) -> bytes:
    """One colour, which packs well."""
    made = io.BytesIO()
    Image.new(mode, (width, height)).save(made, kind, **more)
    return made.getvalue()


def many_files() -> bytes:
    """A packed list of a hundred thousand empty files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for n in range(100_000):
            packed.writestr(f"xl/{n}", "")
    return made.getvalue()


ONE = "<c><v>1</v></c>"
SHARED = "<sst>" + "<si><t>ab</t></si>" * 1_010_000 + "</sst>"
MERGED = "<mergeCells>" + "".join(f'<mergeCell ref="A{n}:OJ{n + 499}"/>' for n in range(1, 200)) + "</mergeCells>"
LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a "' + "x" * 1000 + '"><!ENTITY b "' + "&a;" * 1000 + '">]>'
    + rows(1, lambda _: '<c t="inlineStr"><is><t>' + "&b;" * 1000 + "</t></is></c>")
)  # fmt: skip

FILES: dict[str, tuple[str, str, Callable[[], bytes], str]] = {
    "a million cells": ("table", "a.xlsx", lambda: xlsx(rows(10_000, lambda n: "".join(
        f"<c><v>{n}{m:02d}</v></c>" for m in range(99)))), "read"),
    "more cells": ("table", "a.xlsx", lambda: xlsx(rows(2_501, lambda _: ONE * 400)), "file-too-many-cells"),
    "cells far to the right": ("table", "a.xlsx", lambda: xlsx(
        rows(190_000, lambda n: f'<c r="OJ{n + 1}"><v>1</v></c>')), "file-too-many-cells"),
    "shared texts": ("table", "a.xlsx", lambda: xlsx(rows(1, lambda _: ONE), sharedStrings=SHARED),
                     "file-too-many-cells"),
    "styles": ("table", "a.xlsx", lambda: xlsx(rows(1, lambda _: ONE), styles="<styleSheet><cellXfs>"
               + "<xf/>" * 1_010_000 + "</cellXfs></styleSheet>"), "file-too-many-cells"),
    "merged fields": ("table", "a.xlsx", lambda: xlsx(rows(1, lambda _: ONE, MERGED)), "file-too-many-cells"),
    "long texts": ("table", "a.xlsx", lambda: xlsx(rows(400, lambda n: '<c t="inlineStr"><is><t>' + "长" * 40_000
                   + f"{n}</t></is></c>")), "file-too-many-cells"),
    "a long attribute": ("table", "a.xlsx", lambda: xlsx(rows(1, lambda _: f'<c a="{"x" * 60_000_000}"><v>1</v></c>')),
                         "file-not-xlsx"),
    "a long comment": ("table", "a.xlsx", lambda: xlsx(rows(1, lambda _: ONE, f"<!--{'x' * 60_000_000}-->")),
                       "file-not-xlsx"),
    "entities": ("table", "a.xlsx", lambda: xlsx(LAUGHS), "file-not-xlsx"),
    "packed files": ("table", "a.xlsx", many_files, "file-not-xlsx"),
    "unpacked size": ("table", "a.xlsx", lambda: xlsx(HEAD + " " * 70_000_000), "file-too-large"),
    "commas": ("table", "a.csv", lambda: b"ab,ac," * 2_000_000, "file-too-many-rows"),
    "signs of four bytes": ("table", "a.csv", ("\N{OK HAND SIGN}," + "a,bc\n" * 2_000_000).encode,
                            "file-too-many-rows"),
    "a list": ("tree", "a.yaml", lambda: b"[" + b"a," * 3_000_000 + b"]", "file-too-many-parts"),
    "a large tree": ("tree", "a.yaml", lambda: b"- a: bcdefghijklmnopqrstuvwxyz\n" * 60_000, "read"),
    "lists of an area": ("area", "a.geojson", lambda: b"[" + b"{}," * 1_390_000 + b"{}]", "area-no-geojson"),
    "webp": ("picture", "a.webp", lambda: picture("WEBP", "RGB", 8000, 6200), "too-large"),
    "webp that is drawn": ("picture", "a.webp", lambda: picture("WEBP", "RGBA", 3000, 2000), "read"),
    "png": ("picture", "a.png", lambda: picture("PNG", "RGBA", 4000, 3000), "read"),
    "png of a scanner": ("picture", "a.png", lambda: picture("PNG", "RGBA", 6000, 4000), "too-large"),
    "jpeg": ("picture", "a.jpg", lambda: picture("JPEG", "RGB", 8000, 6200), "read"),
    "a wide jpeg": ("picture", "a.jpg", lambda: picture("JPEG", "RGB", 50_000, 999), "read"),
    "jpeg in scans": ("picture", "a.jpg", lambda: picture("JPEG", "RGB", 8000, 6200, progressive=True), "too-large"),
    "a pair of lines": ("pair", "a.jpg", lambda: picture("JPEG", "RGB", 1600, 1), "read"),
}  # fmt: skip
"""Who reads it, what it is called, its bytes, and what comes of it."""

Swallow = Callable[[str, Path], tuple[str, int]]
"""Reads a file with the reader of a name: what came of it, and the megabytes that it took."""


@contextmanager
def swallowing() -> Iterator[Swallow]:
    """Has files read in a process of its own."""
    started = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.swallowing"], cwd=ROOT, text=True, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip

    def ask(reader: str, file: Path) -> tuple[str, int]:
        if started.stdin is None or started.stdout is None:
            raise RuntimeError(reader)
        started.stdin.write(json.dumps([reader, str(file)]) + "\n")
        started.stdin.flush()
        told, megabytes = started.stdout.readline().split()
        return told, int(megabytes)

    try:
        yield ask
    finally:
        started.communicate()


def all_of_them(folder: Path) -> list[tuple[str, int]]:
    """Each file with the megabytes that reading it took; RuntimeError where something else came of one than should."""
    took = []
    with swallowing() as swallow:
        for name, (reader, called, made, wanted) in FILES.items():
            file = folder / called
            file.write_bytes(made())
            told, megabytes = swallow(reader, file)
            if told != wanted:
                raise RuntimeError(f"{name}: {told}")
            took.append((name, megabytes))
    return took
