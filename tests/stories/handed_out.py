"""What the bot hands out besides messages, and the texts in it that people read: files, calendars, what pages show."""

import csv
import html
import io
import json
import re
import zipfile
from collections.abc import AsyncIterator, Iterator
from datetime import date
from typing import Any

import gpxpy
import httpx
import icalendar
import openpyxl
import pypdf

from bot.access.keys import fingerprint
from bot.bodies import changing
from bot.bodies.officers import Officer
from bot.checklists import starter
from bot.evidence.own_files import OWN_FILES
from bot.evidence.pieces import EVIDENCE, Evidence, EvidenceKind
from bot.inspections import visit as visit_values
from bot.inspections.papers.address import ADDRESSES, Address
from bot.inspections.table import SIGNED, VISITS, ListUsed, Visit
from bot.inspections.visit import Answered, Result
from bot.places.register import PLACES
from tests.handlers.web.people import signed_in
from tests.handlers.web.visits import a_picture
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


def of_html(file: bytes, language: str) -> Iterator[str]:
    """A small page: its text, without the link to itself in the other language."""
    text = re.sub(r"<head>.*?</head>|<a lang=[^>]*>.*?</a>", " ", file.decode(), flags=re.DOTALL)
    yield from of_data([html.unescape(one).strip() for one in re.split(r"<[^>]*>", text)], language)


def of_pdf(file: bytes, language: str) -> Iterator[str]:
    """Every line, and what the file says of itself."""
    book = pypdf.PdfReader(io.BytesIO(file))
    yield from of_data([line for page in book.pages for line in page.extract_text().splitlines()], language)
    yield from of_data(str(book.metadata.title if book.metadata else ""), language)


def of_zip(file: bytes, language: str) -> Iterator[str]:
    """What the files in it are called."""
    yield from [name.removesuffix(".jpg") for name in zipfile.ZipFile(io.BytesIO(file)).namelist()]


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
    "html": of_html,
    "pdf": of_pdf,
    "zip": of_zip,
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
        number, path = await _a_visit(town)
        yield "pdf", "/visit record", await _paper(town, MEMBER, number, "record", ".pdf")
        yield "zip", "/visit official", await _paper(town, MEMBER, number, "official", ".zip")
        yield "html", "/o/", await _asked(client, f"{path}?language={town.reader}")
        yield "pdf", "/o/record.pdf", await _asked(client, f"{path}/record.pdf?language={town.reader}")
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


async def _a_visit(town: Town) -> tuple[int, str]:
    """A visit that is signed, to a place of the town; its number, and the path of the place's own page."""
    key, now, shop = "k" * 43, town.street.clock.now(), starter.lists()[0]
    async with town.street.house.store.begin() as tx:
        district = await tx.districts.get(1)
        member = await tx.people.member(1, MEMBER)
        assert district is not None
        assert member is not None
        officer = Officer(1, MEMBER, member.name, "fire", now, "1-23", date(2036, 1, 1))
        await changing.put(tx, district, officer, part="captain", channel="private")
        number, [place] = await tx.districts.next_number(1), await tx[PLACES].stretch(1, "", 1)
        said = {"bodies": ("fire",), "officers": (MEMBER,), "lists": (ListUsed(shop.code, 0),), "begun_at": now}
        signed = Visit(1, "inspection", number, SIGNED, now, place=place.code, signed_at=now, **said)
        visit = await tx[VISITS].add(signed)
        photo = Evidence(
            1, EvidenceKind.PHOTO, MEMBER, now, MEMBER, -7, case_id=visit.id, file_id="page:1", likeness="-"
        )
        piece = await tx[EVIDENCE].add(photo)
        assert piece is not None
        await tx[OWN_FILES].keep(piece.id, a_picture(), now, stays=True)
        item = visit_values.key(shop.code, shop.items[0].code)
        failed = Answered(visit.id, item, MEMBER, "fire", Result.FAIL, now, now, "1", 0, "major", 72, "", (piece.id,))
        await tx[VISITS].answer([failed])
        await tx[ADDRESSES].add(Address(visit.id, fingerprint(key), now), 9)
    return number, f"/o/{key}"


async def _paper(town: Town, who: int, number: int, what: str, kind: str) -> bytes:
    await town.street.say(who, f"/visit {number} {what}")
    found = [one.data for one in town.street.world.files.by_id.values() if one.name.endswith(kind)]
    return found[-1]


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
