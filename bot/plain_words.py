"""Plain words as moves: what people say in a chat when they mean a step."""

import re

_WORDS: dict[str, tuple[str, ...]] = {
    "accept": (
        "收到", "接单", "好的收到", "收到了", "马上到", "马上去", "出发", "在路上", "我们去", "已接单",
        "ok", "okay", "accept", "accepted", "roger", "on my way", "on our way", "coming", "omw",
    ),
    "arrive": ("到了", "到场", "已到", "已到场", "到现场", "到现场了", "here", "arrived", "on scene", "on site", "at scene"),
    "resolve": (
        "好了", "处理完", "处理完了", "处理好了", "完成", "搞定", "搞定了", "办结", "已处理", "解决了",
        "done", "fixed", "finished", "resolved", "completed",
    ),
    "backup": ("支援", "请求支援", "需要支援", "增援", "请支援", "backup", "back up", "need backup", "send backup"),
    "undo": ("撤销", "undo"),
}  # fmt: skip

_DECLINE = ("退单", "decline", "declined", "reject", "不接")

_REASONS: dict[str, tuple[str, ...]] = {
    "busy": ("busy", "忙", "在忙", "走不开", "正忙"),
    "too_far": ("too far", "too_far", "far", "太远", "远", "距离远"),
    "unsafe": ("unsafe", "danger", "dangerous", "危险", "不安全"),
    "not_ours": ("not ours", "not_ours", "不属本组", "不归我们", "不是我们的"),
    "equipment": ("equipment", "no equipment", "装备", "没装备", "缺设备", "设备"),
    "other": ("other", "其他", "其它"),
}

_TRIMMED = re.compile(r"[\s\W_]+$|^[\s\W_]+")


def _plain(text: str) -> str:
    """Lower case, without punctuation, emoji and spaces at either end."""
    return _TRIMMED.sub("", text.strip().lower())


_MOVES = {word: name for name, words in _WORDS.items() for word in words}


def read(text: str) -> tuple[str, dict[str, str]] | None:
    """The move that *text* says, with its facts; None where it says more than a move, or something else."""
    said = _plain(text)
    if said in _MOVES:
        return _MOVES[said], {}
    for word in _DECLINE:
        if said == word:
            return "decline", {}
        if said.startswith(word) and (reason := decline_reason(said[len(word) :])):
            return "decline", {"reason": reason}
    return None


_OUTCOMES: dict[str, tuple[str, ...]] = {
    "fixed": ("fixed", "fixed on the spot", "现场改好", "当场整改", "已整改", "处理好", "改好了"),
    "minor": (
        "minor", "first minor offence", "first minor offence, corrected at once",
        "首次轻微、当场改正", "首次轻微", "轻微不罚", "首违不罚", "当场改正",
    ),
    "ordered": ("ordered", "ordered to correct", "责令改正", "责改", "限期改正"),
    "penalty": ("penalty", "penalty decided", "已作处罚决定", "处罚", "当场处罚", "立案"),
    "unfounded": ("unfounded", "情况不实", "不属实", "不实", "误报"),
    "nobody": ("nobody", "nobody there", "现场无人", "无人", "没人", "没人了"),
    "gone": ("gone", "gone on arrival", "到场已消失", "已离开", "已消失", "走了", "已经走了"),
    "duplicate": ("duplicate", "重复上报", "重复"),
}  # fmt: skip
_OUTCOME_OF = {word: code for code, words in _OUTCOMES.items() for word in words}
_LONGEST_FIRST = sorted(_OUTCOME_OF, key=len, reverse=True)


def outcome(text: str) -> tuple[str | None, str]:
    """How a case was resolved, as its code, and the words behind it; None where the text does not begin with one."""
    said = text.strip()
    for word in _LONGEST_FIRST:
        rest = said[len(word) :]
        if said[: len(word)].lower() == word and (not rest or not rest[0].isalnum()):
            return _OUTCOME_OF[word], rest.lstrip(" ,，:：;；。、")
    return None, text


_SEVERITIES: dict[str, tuple[str, ...]] = {
    "low": ("low", "routine", "普通", "较低", "低"),
    "medium": ("medium", "normal", "一般", "中"),
    "high": ("high", "urgent", "紧急", "高"),
    "critical": ("critical", "emergency", "特急", "最高"),
}


def severity(text: str) -> str:
    """A severity's code where the text names one, by code or in words; else the text itself."""
    said = _plain(text)
    return next((code for code, words in _SEVERITIES.items() if said in words), said)


def decline_reason(text: str) -> str | None:
    """One of the six reasons (``busy too_far unsafe not_ours equipment other``) from words; None where none is meant."""
    said = _plain(text)
    return next((code for code, words in _REASONS.items() if said in words), None)
