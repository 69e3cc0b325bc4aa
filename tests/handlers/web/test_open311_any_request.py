"""Whatever is sent to Open311: never an error of ours, always the standard's shape, and never a word of anybody."""

import asyncio
import json
from urllib.parse import quote
from xml.etree import ElementTree as ET

import httpx
import hypothesis
import pytest
from hypothesis import strategies as st

from bot.values.geo import Point
from handlers.web import paces, strangers
from tests.handlers.web.open311 import ITEM, ROOT, publish
from tests.handlers.web.programs import a_key
from tests.stories.conftest import GROUP, Street

EXAMPLES = 150
NAMES = (
    *("service_request_id", "service_code", "start_date", "end_date", "status", "page", "page_size", "jurisdiction_id"),
    *("api_key", "lat", "long", "address_string", "address_id", "description", "attribute[x]"),
)
KNOWN = (
    *("1", "1,2", ITEM, "open", "closed", "2026-03-02T00:00:00Z", "2026-03-02", "0001-01-01T00:00:00-14:00"),
    *("9999-12-31T23:59:59+14:00", "30.3149", "120.2741", "1e999", "-0", "nan", "九堡", "%", "\x00", "9" * 11, ""),
)
WHOLE = [("service_code", ITEM), ("lat", "30.3149"), ("long", "120.2741")]

_values = st.sampled_from(KNOWN) | st.text(max_size=12)
_more = st.lists(st.tuples(st.sampled_from(NAMES) | st.text(max_size=5), _values), max_size=6)
_fields = _more | _more.map(lambda more: [*more[:2], *WHOLE])
_parts = st.sampled_from(("services", "requests", "tokens", "discovery", ITEM, "1", "2.3", "..x", "%00")) | st.text(
    max_size=8
)
_paths = st.lists(
    _parts.filter(lambda part: part.strip(".") and not set(part) & {"/", "\n"}), min_size=1, max_size=3
).map("/".join)
_forms = st.sampled_from(("json", "xml", "json", "xml", "JSON", "", "x"))


def _encoded(fields: list[tuple[str, str]]) -> str:
    return "&".join(f"{quote(name)}={quote(value)}" for name, value in fields)


def _ask(url: str, key: str) -> list[httpx.Response]:
    """Send anything, and check the shape of each answer."""
    seen: list[httpx.Response] = []

    @hypothesis.settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(_paths, _forms, _fields, st.booleans(), st.booleans(), st.binary(max_size=30))
    def one(path: str, form: str, fields: list[tuple[str, str]], posts: bool, is_program: bool, raw: bytes) -> None:
        headers = {"X-Api-Key": key} if is_program else {}
        address = f"{url}{ROOT}/{quote(path)}.{form}"
        with httpx.Client(timeout=20) as client:
            if posts:
                body = raw if b"\x07" in raw else _encoded(fields).encode()
                kind = {"Content-Type": "application/x-www-form-urlencoded"}
                answer = client.post(f"{url}{ROOT}/requests.{form}", content=body, headers=headers | kind)
            else:
                answer = client.get(f"{address}?{_encoded(fields)}", headers=headers)
        assert answer.status_code in {200, 201, 400, 403, 404, 413, 429}, (address, answer.text)
        _has_shape(answer)
        seen.append(answer)

    one()
    return seen


def _has_shape(answer: httpx.Response) -> None:
    """Well formed in the form that it says; an error with its code and a sentence."""
    if "xml" in answer.headers["Content-Type"]:
        root = ET.fromstring(answer.content)
        errors = [(one.findtext("code"), one.findtext("description")) for one in root] if root.tag == "errors" else []
    else:
        told = json.loads(answer.content)
        errors = [(str(one["code"]), one["description"]) for one in told] if answer.status_code >= 400 else []
    assert bool(errors) is (answer.status_code >= 400)
    assert all(code == str(answer.status_code) and said for code, said in errors)


@pytest.mark.filterwarnings("ignore")
async def test_no_request_makes_an_error(served: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of strangers and of programs, by whatever path, field or form."""
    served_door = await _without_limits(served, monkeypatch)
    await publish(served)
    await served.report()
    seen = await asyncio.to_thread(_ask, served_door, await a_key(served))
    statuses = {one.status_code for one in seen}
    assert statuses >= {200, 201, 400, 403, 404}
    await served.settle()
    assert await served.house.store.verify(1) is None


async def _without_limits(street: Street, monkeypatch: pytest.MonkeyPatch) -> str:
    """Where to ask as often as a test wants to: how often is another test's matter."""
    monkeypatch.setattr(strangers.Strangers, "wait_s", lambda *_: 0)
    monkeypatch.setattr(paces.Paces, "wait_s", lambda *_: 0)
    monkeypatch.setattr(street.house.app.state.reception.guesses, "wait_s", lambda *_: 0)  # type: ignore[union-attr]
    return street.house.web_url


MARK = "zq7marked"
PUBLIC = ("discovery", "services", f"services/{ITEM}", "requests", "tokens/1", *(f"requests/{n}" for n in range(1, 9)))


async def test_no_marked_word_is_ever_public(served: Street, asking: httpx.AsyncClient) -> None:
    """Every text that a person wrote, and every name, is marked: reports, places, reasons, notes, outside numbers."""
    await publish(served)
    key = await a_key(served, f"{MARK} hotline")
    first = await served.report()
    served.reporter.say(GROUP, f"{MARK} 车挡了门", reply_to=served.card(first).id)
    await served.turn(3)
    form = {
        "service_code": ITEM,
        "lat": "30.3301",
        "long": "120.2901",
        "description": f"{MARK} words",
        "address_string": f"{MARK} address",
        "email": f"{MARK}@example.org",
        "first_name": MARK,
    }
    made = await asking.post(f"{ROOT}/requests.json", data={**form, "api_key": key})
    assert made.status_code == 201
    third = await served.report(near=Point(30.34, 120.30))
    await served.say(1001, f"/hold {third} 20m {MARK} reason")
    await served.say(1002, f"/done {first} {MARK} note")
    await served.say(1001, f"/confirm {first}")
    fourth = await served.report(near=Point(30.31, 120.26))
    await served.say(1001, f"/transfer {fourth} {MARK} department")
    await served.sure(1001)
    fifth = await served.report(near=Point(30.32, 120.25))
    await served.say_surely(1001, f"/cancel {fifth} {MARK} reason")
    served.wang.say(1002, f"/sos {MARK}")
    await served.turn(5)
    told = ""
    for path in PUBLIC:
        for form_of in ("json", "xml"):
            for language in ("zh", "en"):
                answer = await asking.get(f"{ROOT}/{path}.{form_of}", headers={"Accept-Language": language})
                told += str(answer.headers) + answer.text
            if answer.status_code == 429:
                await served.turn(61)
    assert told.count("<service_request_id>") >= 6
    assert MARK not in told.lower()
    for name in ("路人甲", "老王", "小李", "钱队", "一队", "二队"):
        assert name not in told
    assert not any(str(user_id) in told for user_id in range(1001, 1008))
