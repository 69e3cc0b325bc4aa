"""A handbook file: every mistake told at once with its line and field, and what is written reads back the same."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.handbook import file as handbook_file
from bot.handbook import versions as handbook_versions
from bot.handbook import written as handbook_written
from bot.handbook.book import Handbook
from bot.handbook.model import Both, Item, Law, Papers, Reserved, Shot, Step
from bot.values.refused import Mistakes
from bot.words import Words

WORDS = Words(strict=True)
REAL = handbook_file.STARTER.read_text(encoding="utf8")
LINES = REAL.splitlines(keepends=True)

BROKEN = """\
district: "abc"
meta:
  title_zh: 手册
  as_of: 2026-03-01
laws:
  AAA: {name_zh: 某法, name_en: Some law, version: 2021-09-29, verification: text}
  BBB: {name_zh: 某条例, name_en: Some rules, version: "1", verification: sure}
categories:
  parking: {zh: 停车, en: Parking}
common_rules:
  - {key: Rule One, zh: 规则, en: Rule, basis: x, verification: text}
items:
  - code: bikes
    name_zh: 单车
    name_en: Bikes
    categry: parking
    severity: urgent
    suggested_minutes: {accept: 0, arrive: 3.5, close: 20000}
    legal_basis:
      - {law: AAB, articles: 第一条, says_zh: 说, says_en: say, verification: text}
      - law
    steps:
      - {n: 1, zh: 拍照, en: Photograph, by: officer}
      - {n: 1, zh: 再拍, en: Again}
      - {n: "2", zh: 三, en: ""}
    evidence:
      photos:
        - {key: before, zh: 前, en: Before}
        - {key: before, zh: 后, en: After, required: "maybe"}
      documents: 一张纸
    recheck: {required: true, within_hours: 48}
    words: [单车]
    reserved:
      outcomes: {penalty: three, fine: certified}
      moves: {arrive: certified}
  - code: fight
    name_zh: 打架
    name_en: Fight
    category: order
    severity: low
    name_en: Brawl
    closure: {zh: 完}
    retired: maybe
  - code: Bikes!
    name_zh: "铃\\a声"
    name_en: 7
    category:
    severity: low
  - {code: bikes, name_zh: 车, name_en: c, category: parking, severity: low}
  - just text
"""

TOLD = [
    ("file-wants-whole", 1, "district"),
    ("file-wants-quotes", 4, "meta.as_of"),
    ("file-wants-quotes", 6, "laws.AAA.version"),
    ("file-wants-one-of", 7, "laws.BBB.verification"),
    ("file-wants-code", 11, "common_rules[1].key"),
    ("file-missing-field", 13, "bikes · category"),
    ("file-unknown-field", 16, "bikes · categry"),
    ("file-wants-one-of", 17, "bikes · severity"),
    ("file-wants-between", 18, "bikes · suggested_minutes.accept"),
    ("file-wants-whole", 18, "bikes · suggested_minutes.arrive"),
    ("file-wants-between", 18, "bikes · suggested_minutes.close"),
    ("file-not-listed", 20, "bikes · legal_basis[1].law"),
    ("file-wants-mapping", 21, "bikes · legal_basis[2]"),
    ("file-wants-one-of", 23, "bikes · steps[1].by"),
    ("file-value-twice", 24, "bikes · steps[2].n"),
    ("file-wants-whole", 25, "bikes · steps[3].n"),
    ("file-wants-some-text", 25, "bikes · steps[3].en"),
    ("file-wants-yes-or-no", 29, "bikes · evidence.photos[2].required"),
    ("file-value-twice", 29, "bikes · evidence.photos[2].key"),
    ("file-wants-list", 30, "bikes · evidence.documents"),
    ("file-missing-field", 31, "bikes · recheck.basis"),
    ("file-wants-mapping", 32, "bikes · words"),
    ("file-wants-one-of", 34, "bikes · reserved.outcomes.penalty"),
    ("file-unknown-field", 34, "bikes · reserved.outcomes.fine"),
    ("file-unknown-field", 35, "bikes · reserved.moves.arrive"),
    ("file-value-twice", 36, "fight · code"),
    ("file-not-listed", 39, "fight · category"),
    ("file-field-twice", 41, "fight · name_en"),
    ("file-missing-field", 42, "fight · closure.en"),
    ("file-wants-yes-or-no", 43, "fight · retired"),
    ("file-wants-code", 44, "Bikes! · code"),
    ("file-unreadable-characters", 45, "Bikes! · name_zh"),
    ("file-wants-quotes", 46, "Bikes! · name_en"),
    ("file-wants-some-text", 47, "Bikes! · category"),
    ("file-value-twice", 49, "bikes · code"),
    ("file-wants-mapping", 50, "items[5]"),
]

ALLOWED = {
    (7, "laws.BBB.verification"): "text, secondary, unverified",
    (16, "bikes · categry"): "category",
    (17, "bikes · severity"): "low, medium, high, critical",
    (20, "bikes · legal_basis[1].law"): "AAA",
    (35, "bikes · reserved.moves.arrive"): "accept, resolve, take",
    (39, "fight · category"): "parking",
}


def mistakes(tmp_path: Path, text: str) -> Mistakes:
    """What is told about a file that holds *text*."""
    file = tmp_path / "handbook.yaml"
    file.write_text(text, encoding="utf8")
    with pytest.raises(Mistakes) as wrong:
        handbook_file.read(file)
    return wrong.value


def test_every_mistake_is_told_at_once_with_its_line_and_field(tmp_path: Path) -> None:
    """Thirty-six of them, in the order of their lines, each in words of both languages that name what is allowed."""
    told = mistakes(tmp_path, BROKEN).all
    assert sorted((one.key, one.facts["line"], one.facts["field"]) for one in told) == sorted(TOLD)
    lines = [int(str(one.facts["line"])) for one in told]
    assert lines == sorted(lines)
    said = {(one.facts["line"], one.facts["field"]): one.facts["allowed"] for one in told if "allowed" in one.facts}
    assert said | ALLOWED == said
    for language in WORDS.languages:
        for one in told:
            sentence = WORDS.say(language, one.key, **one.facts)
            assert str(one.facts["line"]) in sentence
            assert str(one.facts["field"]) in sentence


@pytest.mark.parametrize(("field", "most"), [("short_zh", 6), ("short_en", 12)])
def test_a_short_name_that_no_button_has_room_for_is_told(tmp_path: Path, field: str, most: int) -> None:
    """With the most that it may have; as long as that is right."""
    text = (
        "categories: {a: {zh: 甲, en: A}}\nitems:\n"
        f"  - {{code: bikes, name_zh: 车, name_en: c, category: a, severity: low, {field}: SHORT}}\n"
    )
    told = {one.key: one.facts for one in mistakes(tmp_path, text.replace("SHORT", "x" * (most + 1))).all}
    assert told["file-too-long"]["most"] == most
    file = tmp_path / "handbook.yaml"
    file.write_text(text.replace("SHORT", "x" * most), encoding="utf8")
    assert getattr(handbook_file.read(file).items[0], field) == "x" * most


def test_the_rest_of_a_mistake_is_told_too(tmp_path: Path) -> None:
    """From where to where a number may be, where a value was taken first, and how a text is quoted."""
    facts = {(one.facts["line"], one.key): one.facts for one in mistakes(tmp_path, BROKEN).all}
    assert (facts[18, "file-wants-between"]["least"], facts[18, "file-wants-between"]["most"]) == (1, 10_080)
    assert facts[49, "file-value-twice"]["first"] == 13
    assert facts[36, "file-value-twice"]["first"] == 0
    assert facts[41, "file-field-twice"]["first"] == 38
    assert facts[6, "file-wants-quotes"]["value"] == "2021-09-29"


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("", "file-empty", None),
        ("- a\n", "file-empty", None),
        ("items: [\n", "file-not-yaml", 2),
        ("items: []\n", "file-missing-field", 1),
        ("meta: {}\n", "file-missing-field", 1),
        ("items: [{code: 2026-13-45}]\n", "file-not-yaml", 1),
        ("a: &a [*a]\nitems: 3\n", "file-holds-itself", 1),
        ("items: &a [*a]\n", "file-holds-itself", 1),
        ("meta: &a {b: *a}\n", "file-holds-itself", 1),
    ],
)
def test_what_is_no_handbook_at_all_is_told_in_a_sentence(tmp_path: Path, text: str, key: str, line: int) -> None:
    """Empty, a list, broken YAML, no items, a date that is none, a knot."""
    told = mistakes(tmp_path, text).all
    assert (key, line) in [(one.key, one.facts.get("line")) for one in told]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """Its path is named."""
    with pytest.raises(Mistakes) as wrong:
        handbook_file.read(tmp_path / "none.yaml")
    assert [one.key for one in wrong.value.all] == ["file-unreadable"]


def test_the_starter_has_no_mistake() -> None:
    """And is known as a handbook; a district and a roster are none."""
    folder = handbook_file.STARTER.parent
    assert len(handbook_file.starter().own) >= 25
    assert handbook_file.is_handbook(handbook_file.STARTER)
    assert not any(handbook_file.is_handbook(folder / name) for name in ("district.yaml", "roster.yaml", "places.csv"))


# --- what is written reads back the same

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1)
long_texts = st.text(st.sampled_from("车 a:#-'\"\n\t🚲&*!|>%@`{}[],?\u2028\x85"), min_size=1, max_size=300)
ends_blank = st.builds(lambda text, lines: text + "\n" * lines, st.text("a车 :\n", min_size=1), st.integers(1, 3))
some_text = st.one_of(
    texts, long_texts, ends_blank, st.sampled_from(["yes", "null", "~", "2026-03-01", "1e3", "=", "<<", " a", "a "])
)


def written(book: Handbook, file: Path, chat_id: int | None = None) -> handbook_file.HandbookFile:
    """*book*, written to a file and read again."""
    file.write_text("".join(handbook_written.pieces(book, chat_id)), encoding="utf8")
    return handbook_file.read(file)


def test_the_starter_written_and_read_changes_nothing(tmp_path: Path) -> None:
    """Not with *prune* either; the district is in it, nothing is on one line that need not be, Chinese is Chinese."""
    book = handbook_file.starter()
    found = written(book, tmp_path / "out.yaml", -100)
    assert handbook_versions.plan(book, found, prune=True).is_empty
    assert found.chat_id == -100
    text = (tmp_path / "out.yaml").read_text(encoding="utf8")
    assert "共享单车乱停放" in text
    assert "{" not in text
    assert "\\u" not in text
    fields = [name for name, field in Item.model_fields.items() if not field.exclude]
    first = text[text.index("items:") :].split("\n  - ")[1]
    stand = [line.split(":")[0].strip() for line in ("    " + first).splitlines() if line[4:5].strip()]
    assert stand == [name for name in fields if name in stand]


@settings(max_examples=60, deadline=None)
@given(name=some_text, step=some_text, note=some_text, is_retired=st.booleans(), n=st.integers(1, 20))
def test_any_text_written_and_read_stays_as_it_is(
    tmp_path_factory: pytest.TempPathFactory, name: str, step: str, note: str, is_retired: bool, n: int
) -> None:
    """Whatever letters a name, a step or a note is made of; retired items are written too."""
    item = Item(
        code="thing", name_zh=name, name_en=name, category="street", severity="low", escalate_when_zh=note,
        steps=[Step(n=n, zh=step, en=step, by="certified")], retired=is_retired,
        reserved=Reserved(moves={"resolve": "certified"}, outcomes={}),
    )  # fmt: skip
    laws = {"LAW": Law(name_zh=name, name_en=step, version=note, verification="unverified")}
    papers = Papers(
        meta={"title_zh": note, "levels": {"text": step}}, laws=laws, categories={"street": Both(zh=name, en=step)}
    )
    book = Handbook([item], papers)
    found = written(book, tmp_path_factory.mktemp("written") / "out.yaml")
    assert (found.items, found.papers) == ((item,), papers)


def test_fields_left_empty_on_purpose_stay_empty(tmp_path: Path) -> None:
    """No photo needed, nothing reserved: neither comes back as its default."""
    plain = Item(code="thing", name_zh="物", name_en="Thing", category="street", severity="low")
    bare = plain.model_copy(
        update={
            "evidence": plain.evidence.model_copy(update={"photos": []}),
            "reserved": Reserved(outcomes={}),
            "can_close_on_site": False,
        }
    )
    for item in (plain, bare):
        papers = Papers(categories={"street": Both(zh="街", en="Street")})
        assert written(Handbook([item], papers), tmp_path / "out.yaml").items == (item,)
    assert Shot(key="photo", zh="现场照片", en="Photo of the scene") in plain.evidence.photos


# --- damage

damage = st.lists(
    st.tuples(
        st.sampled_from(["drop", "twice", "swap", "cut", "put", "indent"]),
        st.integers(0, len(LINES) - 1),
        st.integers(0, len(LINES) - 1),
        st.text(st.sampled_from(":-[]{}&*!|>'\"%@#,? \t\n0aA~单\\\x00\ufeff"), max_size=8),
    ),
    min_size=1,
    max_size=6,
)


def damaged(steps: list[tuple[str, int, int, str]]) -> str:
    """The real file after some accidents."""
    lines = list(LINES)
    for what, one, two, text in steps:
        at, other = one % len(lines), two % len(lines)
        match what:
            case "drop":
                del lines[at : at + 1 + other % 5]
            case "twice":
                lines[at:at] = lines[at : at + 1 + other % 5]
            case "swap":
                lines[at], lines[other] = lines[other], lines[at]
            case "cut":
                lines[at] = lines[at][: other % (len(lines[at]) + 1)]
            case "put":
                lines[at] = lines[at][: other % (len(lines[at]) + 1)] + text + "\n"
            case "indent":
                lines[at] = " " * (other % 4) + lines[at].lstrip()
    return "".join(lines)


@settings(max_examples=60, deadline=None)
@given(steps=damage)
def test_a_damaged_file_is_fine_or_told_what_is_wrong(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int, str]]
) -> None:
    """Never a crash; each mistake has words, and a line that is in the file."""
    text = damaged(steps)
    file = tmp_path_factory.mktemp("damaged") / "handbook.yaml"
    file.write_text(text, encoding="utf8")
    handbook_file.is_handbook(file)
    try:
        handbook_file.read(file)
    except Mistakes as wrong:
        assert wrong.all
        for one in wrong.all:
            assert 0 <= int(str(one.facts.get("line", 0))) <= len(text.splitlines()) + 1
            assert all(WORDS.say(language, one.key, **one.facts) for language in WORDS.languages)
