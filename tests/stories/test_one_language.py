"""All that the bot says and hands out in a day of each sample district, to readers of each language, is in their own.

Chinese stands before a reader of English, and English before a reader of Chinese, in names, in what people said, and
folded under one line. Everything is pressed that can be pressed, every command is sent, every file is asked for. What
stands in the group is in the group's language, whoever presses there.
"""

import io
import json
import re
from collections import defaultdict
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.inspections.papers.record.sheet import Row, Sheet
from handlers.documents import calendar, visit_photos, visit_record
from handlers.documents.calendar import Event
from handlers.documents.features import Features
from handlers.documents.gpx import GpxTracks
from handlers.documents.spreadsheets import CsvRows, XlsxRows
from tests.house import test_chinese_law as chinese_law
from tests.house.test_one_language import foreign, without_secrets
from tests.stories import handed_out
from tests.stories.sample_town import Town, opened


@pytest.mark.parametrize("of_whom", ["dunmorrow en", "yunhe zh", "yunhe en", "dunmorrow zh"])
async def test_readers_are_spoken_to_in_their_own_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, of_whom: str
) -> None:
    """No Chinese character before readers of English, no Latin word that is not listed before those of Chinese."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    name, reader = of_whom.split()
    async with AsyncExitStack() as stack:
        town = await opened(tmp_path, name, reader, stack)
        await town.everybody_says()
        texts, names = set(town.read()), town.names()
        assert len(texts) > 150
        assert {text: found for text in texts if (found := foreign(reader, text, names))} == {}
        group = set(town.group())
        assert len(group) > 3
        assert {text: found for text in group if (found := foreign(town.file.language, text, names))} == {}
        await _menus(town)
        await _handed_out(town)
    texts = {without_secrets(text) for text in texts | (group if reader == town.file.language else set())}
    if name == "dunmorrow":
        of_china = {text for text in chinese_law.sentences(reader).values() if len(text.strip()) > 8}
        assert [(text, one) for text in texts for one in of_china if one.strip() in text] == []
        assert not any(re.search(r"\b(110|119|120|12345)\b(?! m|:)", text) for text in texts if "112" in text)
        assert reader == "zh" or any("112 / 999" in text for text in texts)


async def _menus(town: Town) -> None:
    """What Telegram shows beside the keyboard: of each person, of the group, and of whoever has which app."""
    await town.tell_menus()
    menus = set(town.menus())
    assert len(menus) > 20
    assert {language for language, _ in menus} == {"zh", "en"}
    assert [(language, text, found) for language, text in menus if (found := foreign(language, text))] == []


async def _handed_out(town: Town) -> None:
    """Every file and everything that a page loads."""
    read, found = defaultdict[str, int](int), []
    names = town.names()
    async for kind, what, data in handed_out.everything(town):
        for text in handed_out.READ[kind](data, town.reader):
            read[kind] += 1
            if wrong := foreign(town.reader, text, names):
                found.append((what, text, wrong))
    assert found == []
    assert set(handed_out.READ) - set(read) <= {"data"}


HELD = {"en": "确认", "zh": "confirm"}
NOW = datetime(2026, 3, 2, tzinfo=UTC)


def planted(kind: str, word: str) -> bytes:
    """A file of that kind, written as the bot writes it, with a word in it."""
    out = io.BytesIO()
    match kind:
        case "csv" | "xlsx":
            rows = CsvRows(out, ["1", "2"]) if kind == "csv" else XlsxRows(out, ["1", "2"], "1")
            rows.add([["3", f"4 {word}"]])
            rows.end()
        case "geojson":
            features = Features(out)
            features.add([{"lat": 1.0, "lon": 2.0, "item": f"4 {word}"}])
            features.end()
        case "gpx":
            tracks = GpxTracks(out, "1")
            tracks.add(f"1 {word}", [[(1.0, 2.0, NOW)]])
            tracks.end()
        case "ics":
            event = Event("1", NOW, NOW + timedelta(hours=1), f"1 {word}", 0, NOW)
            out.write(calendar.written("1", "Europe/Dublin", [event]))
        case "json" | "data":
            out.write(json.dumps({"cases": [{"history": [{"said": f"1 {word}"}]}]}).encode())
        case "page":
            boot, words = json.dumps({"language": "en"}), json.dumps({"screen-x": f"1 {word}"})
            out.write(f'<script id="boot">{boot}</script><script id="words">{words}</script>'.encode())
        case "stream":
            out.write(f"event: whole\nid: 1\ndata: {json.dumps({'set': {'1': [f'1 {word}']}})}\n\n".encode())
        case "html" | "pdf" | "zip":
            out.write(planted_paper(kind, word))
    return out.getvalue()


def planted_paper(kind: str, word: str) -> bytes:
    """The same of what a visit leaves."""
    if kind == "html":
        return f'<p>1 {word}</p><a lang="zh">中文</a><a lang="en">English</a>'.encode()
    if kind == "zip":
        return visit_photos.packed([(f"1 {word}.jpg", b"")])[0]
    sheet = Sheet(1, True, (Row("1", f"1 {word}"),), ())
    return visit_record.made(sheet, lambda fact: fact if isinstance(fact, str) else "1", {})


@pytest.mark.parametrize("kind", handed_out.READ)
@pytest.mark.parametrize("language", HELD)
def test_a_planted_word_is_found_in_each(kind: str, language: str) -> None:
    """A kind in which the sweep reads nothing would be found by nobody."""
    texts = list(handed_out.READ[kind](planted(kind, HELD[language]), language))
    assert (kind, language) == ("data", "zh") or [word for text in texts for word in foreign(language, text)] == (
        list(HELD[language]) if language == "en" else [HELD[language]]
    )


def test_of_two_languages_the_readers_is_read() -> None:
    """A program gets both names of an item; codes and addresses are no sentences."""
    both = json.dumps({"name_zh": "共享单车 乱停", "name_en": "Bikes in disorder", "code": "shared_bike_parking"})
    assert list(handed_out.of_json(both.encode(), "en")) == ["Bikes in disorder"]
    assert list(handed_out.of_json(both.encode(), "zh")) == ["共享单车 乱停"]
