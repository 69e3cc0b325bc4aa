"""What somebody writes behind ``/hazard``: which move is meant, how bad it is, until when. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.hazards import limits
from bot.hazards.table import Severity

_MOVES: Mapping[str, tuple[str, ...]] = {
    "set_limit": ("limit", "限期", "期限", "定期限"),
    "fix": ("fixed", "fix", "当场整改", "已当场整改"),
    "rectify": ("rectified", "rectify", "done", "已整改", "整改"),
    "pass": ("pass", "passed", "通过", "合格", "复查通过"),
    "send_back": ("back", "fail", "退回", "退回重改", "不合格", "未整改"),
    "allow": ("allow", "准许", "准许一人复查", "同意复查"),
    "cannot": ("cannot", "busy", "没空", "去不了", "抽不开身"),
    "hasten": ("early", "sooner", "提前", "提前复查"),
    "escalate": ("escalate", "上报", "升级"),
    "forbid": ("forbid", "严禁", "严禁开工", "严禁带病开工"),
    "lift": ("lift", "解除", "解除严禁"),
    "dismiss": ("dismiss", "none", "不是", "不属实", "不是隐患", "排除"),
    "confirm_clue": ("confirm", "确认", "是隐患"),
    "stay": ("stay", "留守", "我留守", "看守"),
    "hand_to": ("to", "转给", "转部门", "转"),
    "grade": ("grade", "级别", "定级"),
    "photo": ("photo", "照片", "补照片", "拍照"),
}
"""What may be written for each move, in every language."""

_OF_WORD = {word: move for move, words in _MOVES.items() for word in words}

_SEVERITIES: Mapping[str, Severity] = {
    "critical": Severity.CRITICAL,
    "重大": Severity.CRITICAL,
    "重大隐患": Severity.CRITICAL,
    "major": Severity.MAJOR,
    "较大": Severity.MAJOR,
    "较大隐患": Severity.MAJOR,
    "minor": Severity.MINOR,
    "一般": Severity.MINOR,
    "一般隐患": Severity.MINOR,
}

_PHOTO = re.compile(
    r"(?:(?:photo|照片|隐患|hazard)(?:\s*[#\uff03])?|[#\uff03])\s*(\d{1,9})(?:号|號)?\s*", re.IGNORECASE
)


_APART = re.compile(r"([\s,\uff0c、;\uff1b]+)")
"""Between what is said of one; kept where it stands in the title."""

_TWICE = re.compile(r"([,\uff0c、;\uff1b])[\s,\uff0c、;\uff1b]+")
_SIGNS = " ,\uff0c、;\uff1b"

_OWNERS = frozenset({"owners", "owner", "负责人", "系统负责人"})


@dataclass(frozen=True)
class Found:
    """What was written of a new one: its *title*, how bad (None: not said), until when in hours (None: not said)."""

    title: str
    severity: Severity | None = None
    hours: int | None = None


def move(text: str) -> tuple[str | None, str]:
    """The move that *text* begins with, and the words behind it; a severity or a limit alone means itself."""
    first, _, rest = text.strip().partition(" ")
    if (name := _OF_WORD.get(first.casefold())) is not None:
        return name, rest.strip()
    if severity(first) is not None and not rest.strip():
        return "grade", first
    hours, left = limits.hours_in(text)
    if hours is not None and not left:
        return "set_limit", text.strip()
    return None, text.strip()


def severity(word: str) -> Severity | None:
    """How bad a word says that it is; None where it says nothing of that."""
    return _SEVERITIES.get(word.strip().casefold())


def is_owners(word: str) -> bool:
    """Whether a word means the owners of the deployment."""
    return word.strip().casefold() in _OWNERS


def found(text: str) -> Found:
    """A new one in words: ``灭火器过期 较大 3日`` or ``灭火器过期，较大，3日``, in any order."""
    hours, rest = limits.hours_in(text)
    pieces = _APART.split(rest)
    bad = next((one for piece in pieces if (one := severity(piece)) is not None), None)
    title = "".join(piece for piece in pieces if severity(piece) is None)
    return Found(" ".join(_TWICE.sub(r"\1 ", title).split()).strip(_SIGNS), bad, hours)


def photo_of(text: str) -> int | None:
    """The number of the hazard that the words under a photo name, as in ``photo 42``; None where they name none."""
    read = _PHOTO.fullmatch(text.strip())
    return int(read[1]) if read else None


def ordered(text: str) -> tuple[str, str, str]:
    """An order in words, ``NUMBER, AUTHORITY, DATE`` with commas or as lines: empty texts for what was left out."""
    parts = [one.strip() for one in re.split(r"[,\uff0c;\uff1b\n]", text) if one.strip()]
    padded = [*parts, "", "", ""]
    return padded[0], padded[1], padded[2]
