"""YAML that knows its lines: truth values, double names, knots and bombs."""

from pathlib import Path

import pytest

from bot.values.files import tree
from bot.values.files.tree import Collected, Field
from bot.values.refused import Mistakes, Refused


def composed(tmp_path: Path, text: str) -> Field:
    """The whole of a file."""
    file = tmp_path / "f.yaml"
    file.write_text(text, encoding="utf8")
    root = tree.compose(file).root
    assert root is not None
    return Field(root, "f.yaml")


@pytest.mark.parametrize(
    ("written", "truth"),
    [
        ("true", True), ('"true"', True), ("Yes", True), ("'yes'", True), ("是", True), ('"是"', True),
        ("false", False), ('"false"', False), ("NO", False), ("'no'", False), ("否", False), ('" 否 "', False),
    ],
)  # fmt: skip
def test_truth_is_read_in_any_quoting(tmp_path: Path, written: str, truth: object) -> None:
    """What was ``bool("false")`` once made officers of everybody."""
    assert composed(tmp_path, f"a: {written}").fields({"a"})["a"].truth() is truth


@pytest.mark.parametrize("written", ["on", "off", "y", "1", "0", "maybe", "''", "[true]", "{a: true}", "不", "~"])
def test_anything_else_is_no_truth(tmp_path: Path, written: str) -> None:
    """Also what YAML itself would take for true."""
    with pytest.raises(Refused, match="file-wants-yes-or-no"):
        composed(tmp_path, f"a: {written}").fields({"a"})["a"].truth()


def test_a_name_stands_once(tmp_path: Path) -> None:
    """The second of two would silently win."""
    with pytest.raises(Refused) as refused:
        composed(tmp_path, "a:\n  - 1\nb: 2\na: 3\n").fields({"a", "b"})
    assert (refused.value.key, refused.value.facts) == ("file-field-twice", {"line": 4, "field": "a", "first": 1})


def test_all_wrong_names_are_told(tmp_path: Path) -> None:
    """And what is right is read all the same."""
    wrong = Collected()
    found = composed(tmp_path, "a: 1\n[x]: 2\nc: 3\na: 4\n").fields({"a"}, wrong)
    assert list(found) == ["a"]
    assert [(one.key, one.facts["line"]) for one in wrong.all] == [
        ("file-unknown-field", 2), ("file-unknown-field", 3), ("file-field-twice", 4),
    ]  # fmt: skip
    with pytest.raises(Mistakes):
        wrong.raise_them()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[" * 2000, "file-too-deep"),
        ("a: " + "[" * 60 + "]" * 60, "file-too-deep"),
        ("a: &a [*a]", "file-holds-itself"),
        ("a: &a {b: *a}", "file-holds-itself"),
        ("a: &a [0]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{f'*{chr(97 + n)},' * 30}]\n" for n in range(5)),
         "file-too-much"),
        ("a: 'x", "file-not-yaml"),
        ("a: *b", "file-not-yaml"),
        ("a: \x01", "file-not-yaml"),
    ],
)  # fmt: skip
def test_knots_and_bombs_are_refused(tmp_path: Path, text: str, key: str) -> None:
    """With the line at which they begin."""
    with pytest.raises(Refused, match=key) as refused:
        composed(tmp_path, text)
    assert isinstance(refused.value.facts["line"], int)
    assert refused.value.facts["line"] > 0


@pytest.mark.parametrize("written", ["2026-13-45", "!!python/name:os.system x", "!odd x", "{[a]: b}"])
def test_what_is_no_plain_value_is_refused(tmp_path: Path, written: str) -> None:
    """A tag of another program is nothing to us."""
    with pytest.raises(Refused, match="file-wants-plain"):
        composed(tmp_path, f"a: {written}").fields({"a"})["a"].value()
