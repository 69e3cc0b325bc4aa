"""What a file says, whatever program wrote it; what it is where it says nothing that is needed."""

import io
import zipfile
from pathlib import Path

import pytest

from bot.values.files import text as file_text
from bot.values.refused import Refused
from bot.words import Words

SAID = "name: 九堡\nteam: First, 一队\n"
WORDS = Words(strict=True)


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [
        ("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"), ("gb18030", "GB18030"), ("gbk", "GB18030"),
    ],
)  # fmt: skip
def test_four_encodings_are_read(codec: str, encoding: str) -> None:
    """With a mark or without; all but the usual one are said aloud."""
    found = file_text.decoded(SAID.encode(codec), "f.yaml", "yaml")
    assert (found.text, found.encoding) == (SAID, encoding)
    told = [WORDS.say(language, key, **facts) for language in WORDS.languages for key, facts in found.notes]
    assert all(encoding in one for one in told)
    assert bool(told) is (encoding != "UTF-8")


def _zip(*names: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        for name in names:
            packed.writestr(name, "x")
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "xls"),
        (b"%PDF-1.7", "pdf"),
        (b"\x89PNG\r\n", "picture"),
        (b"<?xml version='1.0'?><kml xmlns='x'>", "kml"),
        ("\ufeff<gpx>".encode("utf-16"), "gpx"),
        (b" <!doctype html><html>", "html"),
        (b"<osm/>", "xml"),
        (_zip("xl/workbook.xml"), "xlsx"),
        (_zip("word/document.xml"), "docx"),
        (_zip("doc.kml"), "kmz"),
        (b"PK\x03\x04 and then nothing", "archive"),
    ],
)
def test_a_file_of_another_kind_is_named(data: bytes, kind: str) -> None:
    """And what is needed instead, in both languages."""
    for wanted in ("yaml", "geojson", "table"):
        with pytest.raises(Refused) as refused:
            file_text.decoded(data, "f", wanted)
        assert (refused.value.key, refused.value.facts["kind"]) == ("file-of-other-kind", kind)
        for language in WORDS.languages:
            assert WORDS.say(language, refused.value.key, **refused.value.facts).count("f") > 0


@pytest.mark.parametrize("data", [b"caf\xe9 \xff", bytes(range(128, 256)), b"\x00\x01\x02\x03\x9f\x80"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    """It is not read as whatever letters its bytes happen to make."""
    with pytest.raises(Refused, match="file-no-text"):
        file_text.decoded(data, "f", "yaml")


def test_what_cannot_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not there, a folder, too large."""
    for path in (tmp_path / "none", tmp_path, Path("a\0b")):
        with pytest.raises(Refused, match="file-unreadable"):
            file_text.read(path, "yaml")
    monkeypatch.setattr(file_text, "MOST_BYTES", 4)
    (tmp_path / "f").write_bytes(b"12345")
    with pytest.raises(Refused, match="file-too-large"):
        file_text.read(tmp_path / "f", "yaml")
