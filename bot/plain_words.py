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

_FALSE_ALARM = (
    "误报",
    "没事",
    "误触",
    "误按",
    "不小心按",
    "false alarm",
    "all is well",
    "i am safe",
    "i am fine",
    "by mistake",
)


def is_false_alarm(text: str) -> bool:
    """Whether somebody who called for help says that there is no danger; a captain decides it."""
    said = _plain(text)
    return any(word in said for word in _FALSE_ALARM)


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
    "fixed": ("fixed", "当场整改", "已整改", "处理好"),
    "minor": ("minor", "首次轻微", "轻微不罚", "首违不罚"),
    "ordered": ("ordered", "责令改正", "责改", "限期改正"),
    "penalty": ("penalty", "处罚", "当场处罚", "立案"),
    "unfounded": ("unfounded", "不属实", "误报"),
    "nobody": ("nobody", "无人", "没人", "现场无人"),
    "gone": ("gone", "已离开", "已消失", "走了"),
    "duplicate": ("duplicate", "重复"),
}
_OUTCOME_OF = {word: code for code, words in _OUTCOMES.items() for word in words}


def outcome(text: str) -> str | None:
    """How a case was resolved, as its code, from one word; None where none is meant."""
    return _OUTCOME_OF.get(_plain(text))


def decline_reason(text: str) -> str | None:
    """One of the six reasons (``busy too_far unsafe not_ours equipment other``) from words; None where none is meant."""
    said = _plain(text)
    return next((code for code, words in _REASONS.items() if said in words), None)
