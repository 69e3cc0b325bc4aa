"""docs/api.md is true: every example in it is run as it stands, and every route of the API is in it."""

import asyncio
import os
import re

import httpx
import pytest
from fastapi import APIRouter, FastAPI

from handlers.web import api
from tests.handlers.web import programs
from tests.handlers.web.conftest import TOKEN
from tests.handlers.web.open311 import publish
from tests.handlers.web.test_positions import a_key
from tests.house.tree import ROOT
from tests.stories.conftest import Street

DOCUMENT = (ROOT / "docs" / "api.md").read_text(encoding="utf8")


@pytest.mark.parametrize("wrong", [False, True], ids=["as it stands", "with a wrong token"])
async def test_every_example_runs(open_to_programs: Street, wrong: bool) -> None:  # a test's case
    """In a shell, one after the other, against the running bot; with a wrong token none of the API's does."""
    street = open_to_programs
    await street.report()
    await publish(street)
    key, hotline = await a_key(street), await programs.a_key(street)
    surroundings = {
        **os.environ, "PATROL": street.house.web_url, "PATROL_API_TOKEN": "nonsense" if wrong else TOKEN, "KEY": key,
        "PATROL_KEY": "nonsense" if wrong else hotline,
    }  # fmt: skip
    blocks = re.findall(r"```sh\n(.*?)```", DOCUMENT, re.DOTALL)
    lines = [line for block in blocks for line in re.sub(r"\\\n\s*", "", block).splitlines()]
    assert len(lines) > 10
    for line in lines:
        if line.startswith("sleep"):
            await street.turn(1)
            continue
        ran = await asyncio.create_subprocess_exec(
            "sh", "-c", line, env=surroundings, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
        )
        out, trouble = await ran.communicate()
        fails = wrong and ("PATROL_API_TOKEN" in line or "PATROL_KEY" in line)
        assert (ran.returncode != 0) is fails, f"{line}\n{out.decode()}{trouble.decode()}"
    await street.settle()
    assert ((await street.case(1)).state == "cancelled") is not wrong


async def test_every_kind_of_route_is_told(open_to_programs: Street, program: httpx.AsyncClient) -> None:
    """A route without an example is found by nobody; pictures and filters are in the description."""
    told = (await program.get("/api/openapi.json")).json()
    paths = {path.rpartition("/")[2] for path in told["paths"] if "{evidence}" not in path}
    assert [path for path in paths if not path.startswith("{") and f"/{path}" not in DOCUMENT] == []


def test_a_start_describes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The description takes longer than all the rest of a start: it is made when somebody first asks for it."""
    asked = []
    monkeypatch.setattr(api, "description", asked.append)
    api.described(FastAPI(), APIRouter())
    assert asked == []
