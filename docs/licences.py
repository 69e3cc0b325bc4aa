"""The licences of what the program runs on, as the packages themselves tell them: for :mod:`docs.__main__`."""

import re
from importlib import metadata
from pathlib import Path

LOCK = Path(__file__).parent.parent / "requirements.lock"
LINE = re.compile(r"^([a-z0-9.-]+)(?:\[[a-z,]+\])?==(\S+?)(?: ; (.*?))? \\$", re.MULTILINE)
ONLY_ELSEWHERE = re.compile(r"sys_platform == 'win32'|platform_system == 'Windows'")
OF_CLASSIFIERS = {
    "MIT License": "MIT",
    "BSD License": "BSD",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "ISC License (ISCL)": "ISC",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
}
OF_WORDS = {"2-clause BSD License": "BSD-2-Clause", "Apache License, Version 2.0": "Apache-2.0", "APL 2": "Apache-2.0"}
"""What packages write in words of their own."""

OF_FILES = {"pysqlite3": "Zlib"}
"""Of those that only bring the text of theirs."""


def packages() -> list[str]:
    """The names of all packages that are installed to run it, outside of Windows."""
    found = LINE.findall(LOCK.read_text(encoding="utf8"))
    return sorted({name for name, _, where in found if not ONLY_ELSEWHERE.fullmatch(where.strip())})


def licence(package: str) -> str:
    """Its licence by its SPDX name where it tells one; raises ValueError where it tells none at all."""
    if package in OF_FILES:
        return OF_FILES[package]
    told = metadata.metadata(package)
    if expression := told.get("License-Expression"):
        return expression
    classified = [one.split(" :: ")[-1] for one in told.get_all("Classifier") or [] if one.startswith("License ::")]
    words = (told.get("License") or "").strip()
    if words and "\n" not in words and words != "Dual License":
        return OF_WORDS.get(words, words)
    if not classified:
        raise ValueError(f"{package} tells no licence")
    return " or ".join(OF_CLASSIFIERS.get(one, one) for one in classified)


def table() -> str:
    """Each package with its licence."""
    rows = ["| package | licence |", "|---|---|"]
    return "\n".join([*rows, *(f"| {package} | {licence(package)} |" for package in packages())])
