"""Reports of other systems through the API: with a key of one district, once each, and refused in a sentence."""

from tests.handlers.web.programs import SPOT, a_key, showing
from tests.stories.conftest import Street


async def test_a_key_reports_a_case(served: Street) -> None:
    """By the way of every report: a team is sent, and the answer says where to look."""
    async with showing(served, await a_key(served)) as hotline:
        made = await hotline.post("/api/cases", json={"point": SPOT, "item": "shared_bike_parking", "words": "bikes"})
        assert made.status_code == 201, made.text
        told = made.json()
        assert made.headers["Location"] == "/api/districts/1/cases/1"
        assert told | {"version": 0} == {
            "number": 1, "district": 1, "state": "dispatched", "version": 0, "note": None,
        }  # fmt: skip
        case = (await hotline.get(made.headers["Location"])).json()
    assert case["version"] == told["version"]
    assert (case["reporter"], case["source"], case["words"]) == ("12345 hotline", "12345 hotline", "bikes")
    first = case["history"][0]
    assert (first["move"], first["by"], first["channel"]) == ("report", "12345 hotline", "api")
    assert [one["move"] for one in case["moves"]] == ["cancel"]
