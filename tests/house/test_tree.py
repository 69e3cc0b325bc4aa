"""What is committed: nothing that belongs to one machine, no secret, nothing of others packed in."""

import re
import tomllib

import pytest

from tests.house.tree import ROOT, files, name_of, texts

HOSTS = re.compile(r"python[h]osted|\bp[y]pi\.org|r[e]gistry\.npm|d[e]bian\.org|c[r]ates\.io|p[r]oxy\.golang")
MACHINE = re.compile(r"(?<![\w.])/(w[o]rk|f[a]rm|r[o]ot|h[o]me/\w+)/")
TOKEN = re.compile(r"\b\d{8,10}:[A-Za-z0-9_-]{35}\b")
PACKED = (".min.js", ".min.css", ".pmtiles", ".woff2", ".db", ".pyc", ".whl", ".so")
MOST_BYTES = 420_000
MAY_BE_LARGER = {f"docs/pictures/{name}.webp": 3_000_000 for name in ("first-case", "first-case-zh")}
"""Moving pictures."""

LOCK_LINE = re.compile(r"^([a-z0-9.-]+)(?:\[[a-z,]+\])?==(\S+)", re.MULTILINE)


@pytest.mark.parametrize("pattern", [HOSTS, MACHINE, TOKEN], ids=["registry hosts", "paths of a machine", "tokens"])
def test_no_file_holds(pattern: re.Pattern[str]) -> None:
    """Hosts of package registries, paths of somebody's machine, and tokens stay outside."""
    found = [
        f"{name}:{n}" for name, text in texts() for n, line in enumerate(text.splitlines(), 1) if pattern.search(line)
    ]
    assert found == []


def test_nothing_of_others_is_packed_in() -> None:
    """Packed scripts, fonts and databases come with packages or are made at the start."""
    assert [name_of(p) for p in files() if p.name.endswith(PACKED)] == []
    large = {name_of(p): p.stat().st_size for p in files() if p.stat().st_size > MOST_BYTES}
    assert {name for name, size in large.items() if size > MAY_BE_LARGER.get(name, 0)} == set()


def test_no_settings_of_a_machine_are_committed() -> None:
    """``.env``, the data folder and the virtual environment are left out by .gitignore."""
    ignored = (ROOT / ".gitignore").read_text(encoding="utf8").splitlines()
    assert {".env", "/data/", ".venv/"} <= set(ignored)


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_every_package_is_locked_with_its_hash(name: str) -> None:
    """What the .in file asks for stands in the lock, and each locked version has a hash."""
    wanted = re.findall(r"^([a-z][a-z0-9.-]+)", (ROOT / f"{name}.in").read_text(encoding="utf8"), re.MULTILINE)
    lock = (ROOT / f"{name}.lock").read_text(encoding="utf8")
    assert {w.replace(".", "-") for w in wanted} - {package for package, _ in LOCK_LINE.findall(lock)} == set()
    blocks = re.split(r"\n(?=[a-z0-9])", lock)
    assert [b.splitlines()[0] for b in blocks if LOCK_LINE.match(b) and "--hash=sha256:" not in b] == []


def test_both_locks_agree() -> None:
    """What is tested is what runs."""
    runs, tests = (
        dict(LOCK_LINE.findall((ROOT / f"{name}.lock").read_text(encoding="utf8")))
        for name in ("requirements", "requirements-dev")
    )
    assert {package: tests.get(package) for package in runs} == runs


def test_every_dependency_says_why() -> None:
    """One line of reason for each package."""
    lines = [
        line
        for name in ("requirements.in", "requirements-dev.in")
        for line in (ROOT / name).read_text(encoding="utf8").splitlines()
        if line and not line.startswith(("#", "-r"))
    ]
    assert [line for line in lines if not re.search(r"\S +# \w", line)] == []


def test_every_lint_exception_says_why() -> None:
    """A rule that is switched off has its reason on the same line or above."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf8")
    ignored = tomllib.loads(text)["tool"]["ruff"]["lint"]["ignore"]
    reasons = dict(re.findall(r'^    "([A-Z]+\d+)",\s+# (\S.+)$', text, re.MULTILINE))
    assert [rule for rule in ignored if rule not in reasons] == []
