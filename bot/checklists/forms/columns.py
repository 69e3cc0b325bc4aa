"""Columns of an XLSForm: which of the standard's we read, which are our own, and what their cells may hold.

Heads of the standard are English, with the language behind them (``label::中文 (zh)``); our own may be called in either
language. https://xlsform.org/en/
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import process

NEAR = 80
"""From this likeness (0 to 100) on a head that nobody knows is one of ours with a slip of the pen."""

LANGUAGES = {"en": "English (en)", "zh": "中文 (zh)"}
"""How the standard names a language: its own name, and its code."""

_CALLED = {"en": ("en", "english", "英文", "英语"), "zh": ("zh", "chinese", "中文", "汉语")}
MOST_BEHIND = 80
"""Letters of a language with its code at the end."""

_BEHIND = re.compile(r"\(([a-z]{2})\b[^)]*\)\s*$")

OWN = {
    "department": ("部门", "牵头部门"),
    "severity": ("等级", "严重程度"),
    "limit": ("期限", "整改期限"),
    "law": ("依据", "法律依据"),
    "law_checked": ("依据核对", "核对"),
    "handbook": ("手册事项", "事项"),
    "on_the_spot": ("当场可改", "可当场改正"),
    "photo": ("拍照", "需拍照"),
    "certified": ("持证", "须持证"),
}
"""Our columns of the survey, and what else they are called."""

OF_LIST = {
    "name_en": (),
    "name_zh": (),
    "place_kinds": ("场所类型",),
    "country": ("国家",),
    "subject_en": (),
    "subject_zh": (),
    "note_en": (),
    "note_zh": (),
}
"""Our columns of the settings."""

STANDARD = ("type", "name", "label", "hint", "required", "appearance")
"""What of the standard's columns of the survey we read; *appearance* is left out, since a chat has none."""

NOT_OURS = frozenset(
    [
        "relevant",
        "relevance",
        "constraint",
        "constraining_message",
        "constraint_message",
        "calculation",
        "calculate",
        "choice_filter",
        "repeat_count",
        "default",
        "read_only",
        "readonly",
        "trigger",
        "parameters",
        "guidance_hint",
        "required_message",
        "requiredmsg",
        "noapperrorstring",
        "no_app_error_string",
        "compact_tag",
        "control",
        "jr",
        "image",
        "big-image",
        "audio",
        "video",
        "media",
        "bind",
        "body",
        "instance",
        "save_to",
        "autoplay",
        "rows",
        "intent",
        "disabled",
        "count",
    ]
)
"""The standard's columns of the survey that say what we cannot do: a cell that holds something is a mistake."""

LIKE = {
    "caption": "label",
    "command": "type",
    "tag": "name",
    "value": "name",
    "id_string": "form_id",
    "set_form_id": "form_id",
    "title": "form_title",
    "set_form_title": "form_title",
}
"""What columns of the standard were called in older forms, and are still by some programs."""

SETTINGS = ("form_id", "form_title", "version", "default_language")
"""What of the standard's columns of the settings we read; an edition is counted here, whatever *version* says."""

SHEETS = ("survey", "choices", "settings")


@dataclass(frozen=True)
class Head:
    """A head as it is understood: *name* of the column, *language* where it says one that is ours.

    *written* is the head as it stands there; *is_ours*: we know what to do with it.
    """

    name: str
    language: str
    written: str
    is_ours: bool


def head(written: str, own: Mapping[str, Sequence[str]], standard: Sequence[str]) -> Head:
    """What a head means among these columns."""
    whole = re.sub(r"\s+", " ", written.strip())
    base, apart, behind = whole.partition("::" if "::" in whole else ":")
    base = base.strip().casefold()
    if apart and base in {"bind", "body", "control", "instance", "jr", "media"}:
        return Head(base, "", whole, is_ours=False)
    named = base.replace(" ", "_")
    named = older if (older := LIKE.get(named, "")) in standard else named
    code = _language(behind) if apart else ""
    if named in standard:
        return Head(named, code, whole, is_ours=not apart or bool(code))
    found = next((name for name, others in own.items() if base in others or named == name), "")
    return Head(found or named, code, whole, is_ours=bool(found) and not apart)


def _language(said: str) -> str:
    """The code of a language that is ours; empty where it is another."""
    small = said.strip().casefold()
    if behind := _BEHIND.search(small[-MOST_BEHIND:]):
        return behind[1] if behind[1] in LANGUAGES else ""
    return next((code for code, names in _CALLED.items() if small in names), "")


def near(written: str, own: Mapping[str, Sequence[str]], standard: Sequence[str]) -> str | None:
    """The column that somebody meant with a slip of the pen."""
    found = process.extractOne(written.casefold(), [*own, *standard], score_cutoff=NEAR)
    return str(found[0]) if found else None


def labelled(name: str, language: str) -> str:
    """The head of a column in a language, as the standard writes it."""
    return f"{name}::{LANGUAGES[language]}"
