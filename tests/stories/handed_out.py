"""What the bot hands out besides messages, and the texts in it that people read: files, calendars, what pages show."""

import csv
import io
import json
import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

import gpxpy
import httpx
import icalendar
import openpyxl

from tests.handlers.web.people import signed_in
from tests.stories.sample_town import CAPTAIN, MEMBER, WEB, Town

CODE = re.compile(r"[\w.:/+@#%=,-]*", re.ASCII)
"""A code, an address, an hour: no letter beside a blank, so no sentence and no name that people read."""
EXPORTS = ("csv", "xlsx", "geojson")
FIRST = re.compile(r"event: whole\n.*?data: (.*?)\n\n", re.DOTALL)


def of_data(data: Any, language: str, name: str = "") -> Iterator[str]:
    """The texts in data for a program or a page, without codes; of what stands in two languages the reader's."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from of_data(value, language, str(key))
    elif isinstance(data, list | tuple):
        for value in data:
            yield from of_data(value, language, name)
    elif (
        isinstance(data, str) and not CODE.fullmatch(data) and name.rpartition("_")[2] not in {"zh", "en"} - {language}
    ):
        yield data


def of_csv(file: bytes, language: str) -> Iterator[str]:
    """Every cell."""
    yield from of_data(list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""))), language)


def of_xlsx(file: bytes, language: str) -> Iterator[str]:
    """Every cell, and what the sheets are called."""
    for sheet in openpyxl.load_workbook(io.BytesIO(file)).worksheets:
        yield from of_data([sheet.title, *(cell.value for row in sheet.iter_rows() for cell in row)], language)


def of_json(file: bytes, language: str) -> Iterator[str]:
    """GeoJSON, one's own data, and what pages load."""
    yield from of_data(json.loads(file), language)


def of_own_data(file: bytes, language: str) -> Iterator[str]:
    """What is stored as it is stored: in codes, so that whoever reads Chinese finds codes."""
    yield from of_json(file, language) if language == "en" else ()


def of_gpx(file: bytes, language: str) -> Iterator[str]:
    """What tracks are called."""
    yield from of_data([track.name for track in gpxpy.parse(file.decode()).tracks], language)


def of_ics(file: bytes, language: str) -> Iterator[str]:
    """What the calendar and its entries are called."""
    book: Any = icalendar.Calendar.from_ical(file)
    yield from of_data([str(book[name]) for name in ("name", "x-wr-calname")], language)
    yield from of_data([str(one["summary"]) for one in book.walk("vevent")], language)


def of_page(file: bytes, language: str) -> Iterator[str]:
    """A page of the command centre: its markup, what it begins with, and all that its scripts say."""
    text = file.decode()
    for name in ("boot", "words"):
        found = re.search(rf'<script[^>]*id="{name}"[^>]*>(.*?)</script>', text, re.DOTALL)
        assert found, name
        yield from (re.sub(r"\{\w+\}", " ", one) for one in of_data(json.loads(found[1]), language))
    yield re.sub(r"<[^>]*>", " ", re.sub(r"<(script|style).*?</\1>", " ", text, flags=re.DOTALL))


def of_stream(file: bytes, language: str) -> Iterator[str]:
    """The situation as a screen gets it first."""
    found = FIRST.search(file.decode())
    assert found
    yield from of_json(found[1].encode(), language)


READ = {
    "csv": of_csv,
    "xlsx": of_xlsx,
    "geojson": of_json,
    "gpx": of_gpx,
    "ics": of_ics,
    "json": of_json,
    "data": of_own_data,
    "page": of_page,
    "stream": of_stream,
}
"""How each kind is read."""

Handed = tuple[str, str, bytes]
"""A kind of READ, what it is, and what came."""


async def everything(town: Town) -> AsyncIterator[Handed]:
    """All files that somebody may ask for, and all that pages load."""
    origin = {"Origin": str(WEB.public_url)}
    async with httpx.AsyncClient(base_url=town.street.house.web_url, timeout=20, headers=origin) as client:
        for kind in EXPORTS:
            yield kind, f"/export {kind}", await _exported(town, client, CAPTAIN, f"/export cases today {kind}")
        yield "gpx", "/export track", await _exported(town, client, MEMBER, "/export track today")
        for who in (CAPTAIN, MEMBER):
            yield "ics", "/calendar", await _calendar(town, client, who)
            yield "data", "/mydata", await _own_data(town, who)
        await signed_in(town.street, client, CAPTAIN)
        client.headers["Cookie"] = "; ".join(
            f"{one.name}={one.value}" for one in client.cookies.jar
        )  # TLS is elsewhere
        language = f"?language={town.reader}"
        for page in ("/", "/wall"):
            yield "page", page, (await client.get(page + language)).content
        for lens in ("desk", "wall"):
            yield "stream", lens, await _situation(client, f"/api/districts/1/stream?lens={lens}")
        for path in ("teams", "figures", "cases"):
            yield "json", path, await _asked(client, f"/api/districts/1/{path}")
        for path in ("teams", "cases"):
            yield "geojson", path, await _asked(client, f"/api/districts/1/{path}.geojson")
        cases = json.loads(await _asked(client, "/api/districts/1/cases?per_page=200"))["cases"]
        for case in cases:
            path = f"/api/districts/1/cases/{case['number']}"
            yield "json", path, await _asked(client, path)


def _newest(town: Town, who: int, kind: str) -> str:
    """The path of the newest address of that kind that somebody was sent."""
    found = [re.search(rf"/{kind}/[\w.-]+", message.text) for message in town.street.private(who, f"/{kind}/")]
    assert found
    assert found[-1], kind
    return found[-1][0]


async def _calendar(town: Town, client: httpx.AsyncClient, who: int) -> bytes:
    await town.street.say(who, "/calendar")
    return (await client.get(_newest(town, who, "calendar"))).content


async def _exported(town: Town, client: httpx.AsyncClient, who: int, command: str) -> bytes:
    await town.street.say(who, command)
    pressed = await client.post(_newest(town, who, "download"))
    assert pressed.status_code == 303, pressed.text
    return (await client.get(pressed.headers["location"])).content


async def _own_data(town: Town, who: int) -> bytes:
    shelf = town.street.world.files.by_id
    await town.street.say(who, "/mydata")
    return next(reversed([one.data for one in shelf.values() if one.name.endswith("my-data.json")]))


async def _asked(client: httpx.AsyncClient, path: str) -> bytes:
    answer = await client.get(path)
    assert answer.status_code == 200, (path, answer.text)
    return answer.content


async def _situation(client: httpx.AsyncClient, path: str) -> bytes:
    held = b""
    async with client.stream("GET", path) as answer:
        async for piece in answer.aiter_bytes():
            held += piece
            if FIRST.search(held.decode(errors="ignore")):
                break
    return held
