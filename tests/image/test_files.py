"""What the image and the compose files say, read without building anything."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.app.settings import Settings
from tests.house.tree import ROOT

FOLDER = ROOT / "docker"
COMPOSE = sorted(FOLDER.glob("compose.*.yaml"))
OF_A_SERVICE = {
    "image",
    "build",
    "env_file",
    "environment",
    "read_only",
    "tmpfs",
    "init",
    "cap_drop",
    "security_opt",
    "restart",
    "volumes",
    "ports",
    "stop_grace_period",
    "depends_on",
    "healthcheck",
    "entrypoint",
    "command",
}
"""What the specification of compose files calls them; a misspelt one would be refused by it."""

SETTINGS = {name.upper() for name in Settings.model_fields}


def read(file: Path) -> dict[str, Any]:
    """One compose file, its anchors filled in."""
    found: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf8"))
    return found


@pytest.fixture(params=COMPOSE, ids=lambda file: str(file.name))
def compose(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Each of them."""
    return read(request.param)


def test_there_is_one_for_each_database() -> None:
    """SQLite and PostgreSQL."""
    assert [file.name for file in COMPOSE] == ["compose.postgresql.yaml", "compose.sqlite.yaml"]


def test_a_compose_file_says_what_compose_knows(compose: dict[str, Any]) -> None:
    """Its keys, those of its services, and lengths of time as compose writes them."""
    assert {key for key in compose if not key.startswith("x-")} == {"name", "services", "volumes"}
    for name, service in compose["services"].items():
        assert set(service) - OF_A_SERVICE == set(), name
        assert re.fullmatch(r"\d+s", service.get("stop_grace_period", "10s"))
        assert service["restart"] == "unless-stopped"
        build = service.get("build")
        assert build is None or (FOLDER / build["context"] / build["dockerfile"]).is_file()


def test_what_a_compose_file_refers_to_is_in_it(compose: dict[str, Any]) -> None:
    """Volumes, and services that are waited for, which then say whether they are well."""
    services, named = compose["services"], set(compose["volumes"])
    used = {volume.split(":")[0] for service in services.values() for volume in service["volumes"]}
    assert used == named
    for service in services.values():
        for other, how in service.get("depends_on", {}).items():
            assert how == {"condition": "service_healthy"}
            assert other == "patrolbot" or "test" in services[other]["healthcheck"]


def test_values_have_the_forms_that_compose_takes(compose: dict[str, Any]) -> None:
    """Texts where it wants texts, lists where it wants lists; a health check with what it is made of."""
    assert re.fullmatch(r"[a-z][a-z0-9_-]*", compose["name"])
    assert set(compose["volumes"].values()) == {None}
    for service in compose["services"].values():
        assert all(isinstance(value, str) for value in service.get("environment", {}).values())
        assert all(isinstance(one, str) for key in ("volumes", "ports", "cap_drop") for one in service.get(key, []))
        assert isinstance(service["image"], str)
        assert isinstance(service.get("init", False), bool)
        check = service.get("healthcheck", {})
        assert set(check) in ({"test", "interval", "timeout", "retries"}, {"disable"}, set())
        assert check.get("test", ["CMD"])[0] == "CMD"
        for name in ("interval", "timeout"):
            assert re.fullmatch(r"\d+s", check.get(name, "1s"))


def test_the_program_is_run_as_the_image_is_meant(compose: dict[str, Any]) -> None:
    """A root that is read-only, no rights, one volume, only this machine's port, its settings as it spells them."""
    program = compose["services"]["patrolbot"]
    assert program["ports"] == ["127.0.0.1:8080:8080"]
    assert set(program["environment"]) <= SETTINGS
    assert program["env_file"] == "../.env"
    assert program["volumes"] == ["data:/data"]
    assert "healthcheck" not in program, "the image brings its own"
    ours = [service for service in compose["services"].values() if service["image"] == "patrolbot"]
    for service in ours:
        assert service["read_only"] is True
        assert service["tmpfs"] == "/tmp"  # the one place beside the volume where it may write
        assert service["init"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]


def test_nothing_else_is_open_to_the_machine(compose: dict[str, Any]) -> None:
    """No other port, no folder of the machine, no user, right or network of it; each service has its own place."""
    services = compose["services"]
    assert [name for name, service in services.items() if "ports" in service] == ["patrolbot"]
    volumes = [volume for service in services.values() for volume in service["volumes"]]
    assert [one for one in volumes if not re.fullmatch(r"[a-z]+:/[a-z/]+", one)] == []
    assert "user" not in OF_A_SERVICE
    assert not {"user", "privileged", "network_mode", "pid", "devices", "cap_add"} & OF_A_SERVICE


def test_the_image_runs_as_nobody_in_particular_and_says_whether_it_is_alive() -> None:
    """Its last user is no root and has no name; its volume, its health check and the signal that ends it."""
    text = (FOLDER / "Dockerfile").read_text(encoding="utf8")
    last = text[text.rindex("\nFROM ") :]
    [user] = re.findall(r"^USER (\d+):(\d+)$", last, re.MULTILINE)
    assert "0" not in user
    assert re.findall(r"^VOLUME (\S+)$", last, re.MULTILINE) == ["/data"]
    assert re.findall(r"^STOPSIGNAL (\S+)$", last, re.MULTILINE) == ["SIGTERM"]
    [command] = re.findall(r"^HEALTHCHECK .* CMD (\[.*\])$", last, re.MULTILINE)
    [program] = [word for word in json.loads(command) if word.endswith(".py")]
    assert (ROOT / program).is_file()


def test_each_has_a_backup_job(compose: dict[str, Any]) -> None:
    """Into a volume of its own; a dollar sign of the shell is doubled, as compose wants it."""
    job = compose["services"]["backup"]
    assert "copies:/copies" in job["volumes"]
    [command] = job["command"]
    assert re.search(r"pg_dump|patrolbot backup --overwrite", command)
    assert "$" not in command.replace("$$", "")


SECRET = re.compile(r"PASSWORD|TOKEN|SECRET|KEY")
FROM_OUTSIDE = re.compile(r"\$\{[A-Z_]+:\?[^}]+\}")


def test_no_secret_stands_in_a_compose_file(compose: dict[str, Any]) -> None:
    """It comes from a file beside it that is not committed and not copied; where that is missing compose says so."""
    for service in compose["services"].values():
        for name, value in service.get("environment", {}).items():
            assert not SECRET.search(name) or FROM_OUTSIDE.fullmatch(value), name
            assert "@" not in value or FROM_OUTSIDE.search(value.partition("@")[0]), name
            assert "$" not in FROM_OUTSIDE.sub("", value)
    ignored = (ROOT / ".gitignore").read_text(encoding="utf8").splitlines()
    assert ".env" in ignored  # in every folder
    assert (ROOT / ".dockerignore").read_text(encoding="utf8").partition("\n")[2].startswith("*\n")


def test_the_image_takes_its_base_from_outside_and_its_packages_from_the_lock() -> None:
    """Two stages on one base; hashes are asked for; every path that is copied exists and is let in by .dockerignore."""
    text = (FOLDER / "Dockerfile").read_text(encoding="utf8")
    assert re.findall(r"^FROM (\S+)(?: AS (\w+))?$", text, re.MULTILINE) == [("${BASE}", "build"), ("${BASE}", "")]
    assert "--require-hashes -r requirements.lock" in text
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf8").splitlines() if line[:1] == "!"}
    copied = [words.split()[:-1] for words in re.findall(r"^COPY (?!--from)(.+)$", text, re.MULTILINE)]
    sources = {source for words in copied for source in words}
    assert sources == let_in
    assert [source for source in sources if not (ROOT / source).exists()] == []


def test_every_secret_is_mounted_and_copied_nowhere() -> None:
    """What a machine's pip is told comes in while a step works."""
    text = (FOLDER / "Dockerfile").read_text(encoding="utf8")
    assert text.count("--mount=type=secret,id=pip,") == text.count("-m pip install")
    assert not re.search(r"^(?:COPY|ADD|ENV|ARG).*pip", text, re.MULTILINE | re.IGNORECASE)
