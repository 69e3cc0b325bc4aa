"""Alert notes are facts for safety; contacts are masked; kinds are data of the district."""

import csv
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.imports import district_file
from bot.places.kinds import kinds
from bot.places.naming import public
from bot.places.notes import contacts, in_button, judging
from bot.places.notes.notes import MOST_GROUND, MOST_TEXT, Note, NoteKind
from bot.places.register import Contact, Place
from bot.register.districts import District
from bot.values.refused import Mistakes, Refused
from bot.words import Words
from bot.work.rules import Rules
from tests.bot.builders import NOW, SPOT
from tests.house.tree import ROOT

WORDS = Words(strict=True)
DISTRICT = District(-1, "x", "en", "UTC", {}, id=1)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("这户是刁民", "刁民"),
        ("5月3日持刀冲向队员", ""),
        ("后院大型犬未拴", ""),
        ("The tenant is a Liar", "Liar"),
        ("relied on a prudent lazybones", ""),
        ("threw a bottle at the team, 3 May", ""),
        ("两个混混 and an idiot", "混混"),
        ("idiots live here", "idiots"),
        ("Pest poison laid out in the yard, pests in the cellar", ""),
        ("awkward step behind the door", ""),
        ("crazy paving is loose; the owner is crazy", "crazy"),
        ("The tenant is a pest", "is a pest"),
        ("酒鬼酒专卖店后门台阶松动", ""),
        ("恶霸犬两只，未拴", ""),
        ("酒鬼酒店老板是酒鬼", "酒鬼"),
    ],
)
def test_judgements_are_found(text: str, words: str) -> None:
    """In either script; nothing within another word."""
    assert judging.judgement(text) == words


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (" ", "place-note-wants-text"),
        ("x", "place-note-wants-text"),
        ("狗" * (MOST_TEXT + 1), "place-note-too-long"),
        ("一个无赖", "place-note-judges"),
    ],
)
def test_what_is_no_fact_is_refused(text: str, key: str) -> None:
    """With one sentence that says what to write."""
    with pytest.raises(Refused) as raised:
        judging.fact(text)
    assert raised.value.key == key
    for language in WORDS.languages:
        assert len(WORDS.say(language, key, **raised.value.facts).splitlines()) == 1


def test_a_button_says_which_notes_it_is_for() -> None:
    """All that its message shows, and no others; more than one message or button holds are parted."""
    notes = [Note(1, "A", NoteKind.AIR, "x", "y", 7, NOW, NOW, id=number) for number in (90_000_007, 3, 12, 90_000_001)]
    beginning = "pnote:12345.1234567:read:"
    assert in_button.ids(in_button.data(beginning, notes).removeprefix(beginning)) == {one.id for one in notes}
    assert in_button.batches(notes, beginning) == [notes]
    many = [replace(notes[0], id=number * 7_000_000) for number in range(30, 0, -1)]
    parts = in_button.batches(many, beginning)
    assert [one for part in parts for one in part] == many
    assert all(len(in_button.data(beginning, part)) <= in_button.MOST_DATA for part in parts)
    assert max(map(len, parts)) <= in_button.MOST_NOTES
    for wrong in ("", "x", "1.y", "-"):
        assert in_button.ids(wrong) == frozenset()


def test_facts_stand_on_one_line() -> None:
    """However they were typed; the longest that is taken is taken whole."""
    assert judging.fact("  后院\n大型犬\u202e ") == "后院 大型犬"
    assert judging.ground("x" * MOST_GROUND) == "x" * MOST_GROUND


def test_a_note_ends_by_itself() -> None:
    """At its hour, or when somebody ends it."""
    note = Note(1, "A", NoteKind.DOG, "x", "y", 7, NOW, NOW + timedelta(days=30))
    assert note.is_live(NOW + timedelta(days=29))
    assert not note.is_live(NOW + timedelta(days=30))
    assert not replace(note, ended_at=NOW).is_live(NOW)
    assert note.latest == NOW + timedelta(days=90)


@pytest.mark.parametrize(
    ("name", "phone", "shown"),
    [
        ("王小明", "13812344321", ("王**", "*******4321")),
        ("欧阳小明", "+86 571-8888 1234", ("欧阳**", "*********1234")),
        ("欧阳", "12345", ("欧*", "***45")),
        ("王 小明", "110", ("王**", "***")),
        ("Aoife Murphy", "087 123 4567", ("*** Murphy", "******4567")),
        ("Aoife", "ext. none", ("A***", "****")),
        ("", "", ("", "")),
    ],
)
def test_contacts_are_masked(name: str, phone: str, shown: tuple[str, str]) -> None:
    """The surname, and the last digits."""
    masked = contacts.masked(Contact(name, phone, "owner"))
    assert (masked.name, masked.phone, masked.role) == (*shown, "owner")


def test_the_kinds_of_the_samples_are_all_listed() -> None:
    """And each is called something in both languages."""
    used = {
        row["kind"]
        for file in (ROOT / "samples").glob("*/places.csv")
        for row in csv.DictReader(file.read_text("utf8").splitlines())
    }
    assert used <= set(kinds.brought())
    assert all(one.zh and one.en and one.zh != one.en for one in kinds.brought().values())


def test_a_kind_that_nobody_listed_is_shown_as_it_was_written() -> None:
    """Whether it is a firm nobody knows, and its name is not for strangers where it may be a person's."""
    kind = kinds.kind_of(DISTRICT, "剧本杀馆")
    assert (kind.named, kind.firm, kind.is_known) == ({"name_zh": "剧本杀馆", "name_en": "剧本杀馆"}, None, False)
    assert kinds.kind_of(DISTRICT, "").named == {"word": "unknown"}
    assert kinds.named(DISTRICT, "餐饮店") == kinds.named(DISTRICT, "EATERY") == kinds.brought()["eatery"]


@pytest.mark.parametrize(
    ("place", "may"),
    [
        (Place("A", "春晓广场", "mall", SPOT, responsible="春晓"), False),
        (Place("A", "王小明的房子", "rental", SPOT), False),
        (Place("A", "通盛路便利店", "shop", SPOT, responsible="王小明"), True),
        (Place("A", "王小明便利店", "shop", SPOT, responsible="王小明"), False),
        (Place("A", "便利店", "shop", SPOT, aliases=("王小明店",), contacts=(Contact("王小明"),)), True),
        (Place("A", "Murphy's Bakery", "eatery", SPOT, contacts=(Contact("Aoife Murphy"),)), False),
        (Place("A", "Corner Bakery", "eatery", SPOT, contacts=(Contact("Aoife Murphy"),)), True),
    ],
)
def test_whose_name_strangers_may_read(place: Place, may: bool) -> None:
    """Never that of a rental house, nor of a shop that is called after its people."""
    assert public.shows(DISTRICT, place) is may


def test_whether_a_place_is_a_firm() -> None:
    """As somebody said of it; else as its kind is: individual shops are firms."""
    shop = Place("A", "x", "shop", SPOT)
    assert kinds.is_firm(DISTRICT, shop)
    assert kinds.is_firm(DISTRICT, replace(shop, firm=False)) is False
    assert kinds.is_firm(DISTRICT, replace(shop, kind="剧本杀馆")) is None


HEAD = "district: {chat_id: -100, name: 九堡, language: zh, timezone: Asia/Shanghai}\n"


def test_a_district_adds_and_renames_kinds(tmp_path: Path) -> None:
    """Of a known one only what it says otherwise; a new one is called alike where one name is given."""
    file = tmp_path / "d.yaml"
    file.write_text(
        HEAD + "kinds:\n  - {code: shop, zh: 小店}\n  - {code: script_club, zh: 剧本杀, firm: yes, name: public}\n",
        "utf8",
    )
    told = district_file.read(file, Rules()).kinds
    district = replace(DISTRICT, settings={kinds.KEPT: kinds.as_kept(told)})
    assert kinds.kind_of(district, "shop") == replace(kinds.brought()["shop"], zh="小店")
    club = kinds.kind_of(district, "script_club")
    assert (club.zh, club.en, club.firm, club.name) == ("剧本杀", "剧本杀", True, kinds.Name.PUBLIC)
    assert [one.code for one in kinds.all_of(district)].count("shop") == 1


def test_wrong_kinds_are_told_by_line(tmp_path: Path) -> None:
    """All at once, in both languages."""
    file = tmp_path / "d.yaml"
    rows = [
        "{zh: x}",
        "{code: A b, zh: x}",
        "{code: new}",
        "{code: ok, en: x, name: maybe}",
        "{code: shop}",
        "{code: shop}",
    ]
    file.write_text(HEAD + "kinds:\n" + "".join(f"  - {row}\n" for row in rows), "utf8")
    with pytest.raises(Mistakes) as raised:
        district_file.read(file, Rules())
    assert [(one.facts["line"], one.key) for one in raised.value.all] == [
        (3, "file-missing-field-in"),
        (4, "file-wants-kind-code"),
        (5, "file-missing-field-in"),
        (6, "file-wants-one-of"),
        (8, "file-kind-twice"),
    ]
    for language in WORDS.languages:
        for one in raised.value.all:
            assert WORDS.say(language, one.key, **one.facts)


def test_a_note_to_be_read_first_says_so_apart_from_its_kind() -> None:
    """Once, before the kind; one that is for information has a sign and its kind."""
    facts = {"kind": {"word": "place-note-kind-dog"}, "text": "not chained", "ground": "#12", "until": "7 Dec"}
    first = WORDS.say("en", "place-note-line-first", **facts)
    assert first == "❗read first · Dog: not chained (#12; until 7 Dec)"
    assert WORDS.say("en", "place-note-line", **facts) == "⚠ Dog: not chained (#12; until 7 Dec)"
