"""Whatever the API's description allows or forbids: never an error of ours, and always an answer that it describes."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import httpx
import hypothesis
import pytest
import schemathesis
from schemathesis import GenerationMode, openapi
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from bot.incidents.table import MOVES
from bot.values.geo import Point
from handlers.web import guesses, paces
from tests.handlers.web.people import signed_in
from tests.handlers.web.programs import a_key_to_places, showing
from tests.stories.conftest import Street

EXAMPLES = 6
"""Requests of each kind for each operation."""

CONFORMS = [
    not_a_server_error, checks.status_code_conformance, checks.content_type_conformance,
    checks.response_schema_conformance, checks.response_headers_conformance,
]  # fmt: skip
PLACES: list[dict[str, Any]] = [{"district": 1, "number": 1, "evidence": 1}, {}]
"""Where requests go: to a case that there is, and anywhere."""


BOTH = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)


def _ask_anything(
    told: dict[str, Any],
    url: str,
    headers: Mapping[str, str],
    places: Sequence[dict[str, Any]] = PLACES,
    modes: Sequence[GenerationMode] = BOTH,
) -> Counter[tuple[str, int]]:
    """Send requests made from the description *told* and check every answer; returns how often each status came."""
    seen: Counter[tuple[str, int]] = Counter()
    schema = openapi.from_dict(told)
    for found in schema.get_all_operations():
        operation = found.ok()
        named = {parameter.name for parameter in operation.path_parameters}
        for mode in modes:
            for place in places:
                known = {name: value for name, value in place.items() if name in named}
                _ask(operation, mode, known, url, headers, seen)
    return seen


def _ask(
    operation: Any, mode: GenerationMode, known: dict[str, Any], url: str, headers: Mapping[str, str],
    seen: Counter[tuple[str, int]],
) -> None:  # fmt: skip
    strategy = operation.as_strategy(generation_mode=mode, path_parameters=known or None)

    @hypothesis.settings(
        max_examples=EXAMPLES, derandomize=True, deadline=None, database=None, phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )  # fmt: skip
    @hypothesis.given(case=strategy)
    def one(case: schemathesis.Case) -> None:
        response = case.call(base_url=url, headers=dict(headers))
        case.validate_response(response, checks=CONFORMS)
        seen[operation.label, response.status_code] += 1

    try:
        one()
    except hypothesis.errors.Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE, "nothing can be wrong where nothing is asked"


async def _described(client: httpx.AsyncClient) -> dict[str, Any]:
    told: dict[str, Any] = (await client.get("/api/openapi.json")).json()
    return told


@pytest.mark.filterwarnings("ignore")
async def test_no_request_of_a_program_makes_an_error(open_to_programs: Street, program: httpx.AsyncClient) -> None:
    """Every answer is one that is described: its status, its type, its shape."""
    await open_to_programs.report()
    told, url = await _described(program), open_to_programs.house.web_url
    seen = await asyncio.to_thread(_ask_anything, told, url, {"Authorization": program.headers["Authorization"]})
    assert sum(seen.values()) > 200
    assert {label for label, status in seen if status == 200} >= {
        "GET /api/districts", "GET /api/districts/{district}/cases", "GET /api/districts/{district}/cases/{number}",
        "GET /api/districts/{district}/teams", "GET /api/districts/{district}/figures",
        "GET /api/districts/{district}/cases.geojson", "GET /api/districts/{district}/teams.geojson",
    }  # fmt: skip
    assert {status for _, status in seen} <= {200, 400, 401, 403, 404, 405, 409, 413, 422, 429}


@pytest.mark.filterwarnings("ignore")
async def test_another_system_may_ask_for_anything_with_its_key(
    open_to_programs: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It reports cases or hears why not, reads, and makes no error and no move of a person's."""
    street = open_to_programs
    monkeypatch.setattr(paces, "WITHIN", timedelta(0))
    monkeypatch.setattr(guesses, "WITHIN", timedelta(0))
    await street.report()
    before, secret = await street.case(1), await a_key_to_places(street, "change")
    async with showing(street, secret) as client:
        told, headers = await _described(client), {"Authorization": client.headers["Authorization"]}
    url, reports = street.house.web_url, {"POST /api/cases", "POST /api/districts/{district}/cases"}
    seen = await asyncio.to_thread(_ask_anything, told, url, headers)
    assert {label for label, status in seen if status == 422} >= reports
    assert {label for label, status in seen if status == 200} >= {
        "GET /api/districts/{district}/cases/{number}", "GET /api/places", "GET /api/places/near",
    }  # fmt: skip
    assert {status for label, status in seen if label == "PATCH /api/places/{code}"} >= {422, 428}
    assert "POST /api/places" in {label for label, status in seen if status == 422}
    wish = told["components"]["schemas"]["ReportWish"]
    point = {"type": "array", "prefixItems": [{"type": "number", "minimum": -90, "maximum": 90}] * 2, "minItems": 2}
    words = {name: wish["properties"][name] for name in ("words", "source", "source_ref")}
    wish |= {"properties": {**words, "point": {**point, "maxItems": 2}}, "required": ["point"]}
    told["paths"] = {path: found for path, found in told["paths"].items() if path.endswith("/cases")}
    good = await asyncio.to_thread(_ask_anything, told, url, headers, PLACES, [GenerationMode.POSITIVE])
    assert {label for label, status in good if status == 201} == reports
    assert {status for _, status in seen | good} <= {200, 201, 304, 400, 401, 403, 404, 405, 409, 413, 422, 428}
    await street.settle()
    after = await street.case(1)
    assert (after.state, after.assignments, after.point) == (before.state, before.assignments, before.point)
    assert after.version in {before.version, before.version + 1}, "a place that it put there is the case's own"
    assert await street.house.store.verify(1) is None


@pytest.mark.filterwarnings("ignore")
async def test_no_request_of_a_viewer_changes_anything(open_to_programs: Street) -> None:
    """Nor of somebody unknown: the history of the case stays as it is."""
    number = await open_to_programs.report()
    url = open_to_programs.house.web_url
    async with httpx.AsyncClient(base_url=url) as client:
        await signed_in(open_to_programs, client, 1007)
        told = await _described(client)
        cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
        before = await client.get(f"/api/districts/1/cases/{number}")
        told["paths"] = {path: found for path, found in told["paths"].items() if "/moves/" in path}
        viewer = await asyncio.to_thread(_ask_anything, told, url, {"Cookie": cookie, "Origin": url})
        nobody = await asyncio.to_thread(_ask_anything, told, url, {"Origin": url})
        after = await client.get(f"/api/districts/1/cases/{number}")
    assert after.json() == before.json()
    assert {status for _, status in viewer} <= {400, 401, 403, 404, 422, 429}
    assert viewer["POST /api/districts/{district}/cases/{number}/moves/{move}", 403] > 0
    assert {status for _, status in nobody} <= {400, 401, 404, 422, 429}


@pytest.mark.filterwarnings("ignore")
async def test_a_captain_may_ask_for_any_move_with_any_facts(open_to_programs: Street) -> None:
    """Each move of the table is made, or refused in a sentence; the history that comes of it is whole."""
    street = open_to_programs
    await street.report()
    await street.report(near=Point(30.33, 120.29))
    url = street.house.web_url
    async with httpx.AsyncClient(base_url=url) as client:
        await signed_in(street, client, 1001)
        told = await _described(client)
        cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    told["paths"] = {path: found for path, found in told["paths"].items() if "/moves/" in path}
    names = [*(move.name for move in MOVES), "assign", "seen", "pull"]
    places = [{"district": 1, "number": 1, "move": name} for name in names]
    headers = {"Cookie": cookie, "Origin": url}
    seen = await asyncio.to_thread(_ask_anything, told, url, headers, places, [GenerationMode.POSITIVE])
    assert {status for _, status in seen} <= {200, 400, 401, 403, 404, 409, 422, 429}
    assert sum(times for (_, status), times in seen.items() if status == 200) >= 5
    await street.settle()
    assert await street.house.store.verify(1) is None
