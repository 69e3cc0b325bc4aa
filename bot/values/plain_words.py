"""Plain words as moves: what people say in a chat when they mean a step."""

import re
import unicodedata
from collections.abc import Iterator

_WORDS: dict[str, tuple[str, ...]] = {
    "accept": (
        "收到", "接单", "好的收到", "收到了", "马上到", "马上去", "马上来", "这就去", "出发", "出发了", "在路上", "在路上了",
        "我们去", "我去", "已接单", "好的", "好", "行", "明白", "知道了", "没问题",
        "ok", "okay", "accept", "accepted", "roger", "on my way", "on our way", "coming", "omw", "got it", "copy", "will do",
        "we are on our way", "i am on my way", "we are coming", "going", "roger that", "copy that", "好嘞",
    ),
    "arrive": (
        "到了", "到场", "到场了", "已到", "已到场", "已经到了", "已经到场", "我们到了", "我到了", "到现场", "到现场了", "到达",
        "到达现场", "已到现场", "已到达",
        "here", "arrived", "on scene", "on site", "at scene", "we are here", "i am here", "i'm here", "we have arrived",
        "we are there", "here now", "at the scene", "we are here now",
    ),
    "resolve": (
        "好了", "处理完", "处理完了", "处理完毕", "处理好了", "完成", "完成了", "完事", "完事了", "搞定", "搞定了", "办结", "办完了",
        "已处理", "已处理完", "解决了",
        "done", "all done", "fixed", "finished", "resolved", "completed", "we are done",
    ),
    "backup": (
        "支援", "请求支援", "需要支援", "增援", "请支援", "需要增援", "需要帮忙", "需要人手", "来帮忙", "请来帮忙",
        "backup", "back up", "need backup", "send backup", "need help", "we need help", "we need backup",
    ),
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
    "by accident",
    "my mistake",
    "wrong button",
    "wrong key",
    "accidentally",
    "in my pocket",
    "按错",
    "点错",
    "弄错",
    "按到",
    "点到",
    "手滑",
    "搞错",
)


def may_be_false_alarm(text: str) -> bool:
    """Whether words of somebody who called for help speak of a false alarm: then one tap is offered, nothing more."""
    said = _plain(text)
    return any(word in said for word in _FALSE_ALARM)


_CRY = frozenset(
    [
        "sos",
        "紧急求助",
        "求助",
        "救命",
        "救命啊",
        "救我",
        "快救我",
        "快来救我",
        "help",
        "help me",
        "help us",
        "help me please",
        "please help me",
        "mayday",
    ]
)


def is_cry(text: str) -> bool:
    """Whether all that is said is a cry for help: a call for help is offered with one tap."""
    parts = _parts(_expanded(_plain(text)))
    return bool(parts) and all(part in _CRY for part in parts)


_MERE_YES = frozenset(
    {"ok", "okay", "好嘞", "好的", "好", "行", "明白", "知道了", "没问题", "got it", "copy", "will do", "going"}
)


def is_mere_yes(text: str) -> bool:
    """Whether it is a yes that anybody may say to anything: a step only of a team that was asked."""
    return all(part in _MERE_YES | _POLITE for part in _parts(_plain(text)))


_REASONS: dict[str, tuple[str, ...]] = {
    "busy": ("busy", "忙", "在忙", "走不开", "正忙", "太忙", "没空", "有事", "no time"),
    "too_far": ("too far", "too_far", "far", "太远", "远", "距离远"),
    "unsafe": ("unsafe", "danger", "dangerous", "危险", "不安全"),
    "not_ours": ("not ours", "not_ours", "不属本组", "不归我们", "不是我们的"),
    "equipment": ("equipment", "no equipment", "装备", "没装备", "缺设备", "设备"),
    "other": ("other", "其他", "其它"),
}


def _plain(text: str) -> str:
    """Lower case, without punctuation, emoji and spaces at either end. Linear, whatever a stranger sends."""
    said = text.lower()
    begin, end = 0, len(said)
    while begin < end and not said[begin].isalnum():
        begin += 1
    while end > begin and not said[end - 1].isalnum():
        end -= 1
    return said[begin:end]


_NO_IDEA = (
    "不知道|我不知道|不知道位置|不知道地点|不清楚|我不清楚|不清楚位置|不晓得|没有位置|没位置|位置不明|位置未知|地点不明|地点未知|"
    "don't know|dont know|do not know|i don't know|i dont know|i do not know|no idea|unknown|not known|not sure|"
    "location unknown|place unknown|no location"
)
_NO_IDEA_WHERE = re.compile(f"(?:{_NO_IDEA})(?:在哪[里儿]?| where(?: it is)?)?")


def is_no_idea_where(text: str) -> bool:
    """Whether all that is said to *where is it* is that nobody knows."""
    said = " ".join(_plain(text[:LONGEST_CALL]).replace("\u2019", "'").split())
    return _NO_IDEA_WHERE.fullmatch(said) is not None


LONGEST_CALL = 60
"""Letters of what is said over the radio; more is a tale."""

_ENDS = re.compile("[，,。.!！;；、…~～\\n]+")
"""Where one thing that is said ends and the next begins."""

_POLITE = frozenset({"谢谢", "辛苦了", "thanks", "thank you", "sir"})

_STEPS = ("accept", "arrive", "resolve")
"""Of several steps in one message the last is meant."""

_MOVES = {word: name for name, words in _WORDS.items() for word in words}


_DECLINE = ("退单", "decline", "declined", "reject", "不接", "去不了", "接不了", "can't come", "cannot come")

_MARKS = "?\uff1f\ufe56\u2753\u2754\u2047\u2048\u2049\u203d\u061f"
"""Question marks in every form that a phone can write."""

_QUESTION_MARK = re.compile(f"[{_MARKS}]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
"""A question mark within an address of the web is none."""

_PARTICLES = "啊呀呢哦噢哈哇"
_ASKING = re.compile(rf"(?:[吗嗎麼]|(?<![什怎那这要多])么)[{_PARTICLES}]?(?=[\W_]|$)")
_OF_A_MOVE = "|".join(
    sorted(
        {w for words in (*_WORDS.values(), _DECLINE) for w in words if len(w) > 1 and not w.isascii()} | {"到"},
        key=len,
        reverse=True,
    )
)
"""Longest first; single letters stand at the end of too many words (原来没有, 正好没有)."""

_OR_NOT = re.compile(
    rf"(?P<said>{_OF_A_MOVE})\s*(?:了\s*)?(?:没有|沒有|没|沒|未|不)[{_PARTICLES}]?(?=[\W_]*(?:$|[\n，,。.!！;；]))"
)
"""*Or not* makes a question only directly after a word of a move: 到了没. 里面一个人都没有 states something."""


def is_question(text: str) -> bool:
    """Whether *text*, or a sentence of it, asks: by its mark, by 吗, or by 没 after the word of a move."""
    said = _ADDRESS.sub(" ", text)
    return any(pattern.search(said) for pattern in (_QUESTION_MARK, _ASKING, _OR_NOT))


def is_only_a_question(text: str) -> bool:
    """Whether nothing is said beside the question about a move: else the words are kept, too."""
    parts = _parts(_plain(_as_stated(text)))
    return all(part in _MOVES or part in _DECLINE or part in _POLITE or part == "到" for part in parts)


def asks_of_a_move(text: str) -> bool:
    """Whether a question is about a move: how the case stands answers it."""
    parts = _parts(_plain(_as_stated(text)))
    return bool(_OR_NOT.search(text)) or any(part in _MOVES or part in _DECLINE for part in parts)


def _as_stated(text: str, mark: str = "，") -> str:
    """A question without what asks: 到了没? is 到了; *mark* takes the place of its question marks."""
    return _OR_NOT.sub(lambda found: found["said"], _ASKING.sub("", re.sub(f"[{_MARKS}]", mark, text)))


def addressed(text: str) -> Iterator[tuple[str, tuple[str, dict[str, str]], bool]]:
    """What stands before a move in *text*, the move, and whether it reports a step, the longest move first.

    ``二队已到``, ``42 arrived`` report; ``二队，来帮忙``, ``二队出发`` may be orders. Whether the name is one of a team or a
    case the caller knows; long texts are none.
    """
    return iter(()) if is_question(text) else _addressed(text)


def asked_of(text: str) -> Iterator[str]:
    """What stands before the move that a question is about: ``二队到了没``, ``42 arrived?``."""
    return (name for name, _, _ in _addressed(_as_stated(text, "")))


_REPORTED = frozenset({"收到", "收到了", "已接单", "accepted", "roger", "on my way", "on our way"})
"""Words that say that an order was accepted; 出发 or 好的 after a name may be said *to* that team."""


def _reports(name: str, said: str, move: str) -> bool:
    """Whether words after a name tell of a step: not after a comma (who is called), not a wish, not a mere yes."""
    first = (_parts(_plain(said)) or [""])[0]
    is_called = name.rstrip()[-1:] in {",", "，", "!", "！"}
    return move in {"arrive", "resolve", "decline"} or (move == "accept" and first in _REPORTED and not is_called)


def _addressed(text: str) -> Iterator[tuple[str, tuple[str, dict[str, str]], bool]]:
    if len(text) > LONGEST_CALL:
        return
    for at in range(1, len(text)):
        is_within = text[at - 1].isascii() and text[at - 1].isalnum() and text[at].isascii() and text[at].isalnum()
        if not is_within and text[at].isalnum() and (move := read(text[at:])):
            yield _plain(text[:at]), move, _reports(text[:at], text[at:], move[0])


_CASE = re.compile(r"(?:case|no\.?)?\s*(?:#\s*)?(\d{1,9})\s*号?", re.IGNORECASE)
_FIGURES = str.maketrans("一二三四五六七八九", "123456789")
_NUMERAL = re.compile("[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]")


def as_figures(text: str) -> str:
    """*text* with Chinese numerals up to ninety-nine in figures: ``九队`` is ``9队``, ``十七队`` is ``17队``."""
    return _NUMERAL.sub(_in_figures, text)


def _in_figures(one: re.Match[str]) -> str:
    tens, ten, ones = one[0].rpartition("十")
    return (f"{tens or 1}{ones or 0}" if ten else one[0]).translate(_FIGURES)


def case_number(name: str) -> int | None:
    """The number of a case as it is said: ``42``, ``#42``, ``42号``, ``case 42``."""
    found = _CASE.fullmatch(name.strip())
    return int(found[1]) if found else None


def folded(name: str) -> str:
    """A team's name as it is said: one width and case, no gaps, figures for numerals."""
    return as_figures(re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", name)).casefold())


def read(text: str) -> tuple[str, dict[str, str]] | None:
    """The move that *text* says, with its facts; None where it says more than a move, asks, or says something else.

    Said in several parts (``收到，马上到``) every part has to be one.
    """
    if is_question(text):
        return None
    said = _expanded(_plain(text))
    if said in _MOVES:
        return _MOVES[said], {}
    if declined := _declined(said):
        return declined
    parts = [part for part in _parts(said) if part not in _POLITE]
    named = [_MOVES.get(part, "") for part in parts if part not in _MERE_YES] or [
        _MOVES.get(part, "") for part in parts
    ]
    if "backup" in named and set(named) <= {"backup", *_STEPS}:
        return "backup", {}
    return (named[-1], {}) if named and set(named) <= set(_STEPS) else None


def _expanded(said: str) -> str:
    """Short forms written out."""
    return re.sub(r"'re\b", " are", re.sub(r"\b(i)'m\b", r"\1 am", said.replace("\u2019", "'")))


_SOFT = "哈哦噢啦嘞咯哟呀啊"
_TWICE = re.compile(r"(?P<once>[\u3400-\u9fff]{2,})(?P=once)+")


def _bare(part: str) -> str:
    """A part of what is said as its word is listed: 到了哈 is 到了, 收到收到 is 收到."""
    if part in _MOVES:
        return part
    said = part.rstrip(_SOFT)
    twice = _TWICE.fullmatch(said) if len(said) <= LONGEST_CALL else None
    return twice["once"] if twice else said


def _parts(said: str) -> list[str]:
    """What is said one after the other; in Chinese also what a space divides."""
    parts = [_plain(part) for part in _ENDS.split(said)]
    divided = [part.split() if not part.isascii() else [part] for part in parts if part]
    return [_bare(one) for part in divided for one in part]


def _declined(said: str) -> tuple[str, dict[str, str]] | None:
    """A word that declines, alone or with a reason; what else is said about somebody (不接电话) declines nothing."""
    if said in _DECLINE:
        return "decline", {}
    begins = next((word for word in _DECLINE if said.startswith(word)), None)
    parts = _parts(said)
    if begins is None and not set(parts) & set(_DECLINE):
        return None
    rest = said[len(begins) :] if begins else " ".join(part for part in parts if part not in _DECLINE)
    is_apart = begins is None or bool(_ENDS.match(rest)) or not rest[:1].strip()
    first = (_parts(rest) or [""])[0]
    reason = decline_reason(rest) if _exact_reason(first) or (is_apart and not _goes_on(begins, rest)) else None
    return ("decline", {"reason": reason}) if reason else None


def _goes_on(begins: str | None, rest: str) -> bool:
    """English words that go on without a stop: *declined to pay*."""
    return begins is not None and begins.isascii() and not _ENDS.match(rest)


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


def is_free(word: str) -> bool:
    """Whether the last word of who puts a case on hold frees its team."""
    return word.lower() in {"free", "yes", "释放"}


def decline_reason(text: str) -> str | None:
    """One of the six reasons (``busy too_far unsafe not_ours equipment other``) from words; None where none is meant."""
    said = _plain(text)
    return _exact_reason(said) or next(
        (code for code, words in _REASONS.items() if any(_is_in(word, said) for word in words)), None
    )


def beside_reason(text: str) -> str:
    """What somebody says beside the bare word of a reason in front: ``unsafe three men`` says ``three men``."""
    first, _, rest = text.strip().partition(" ")
    return rest.strip() if _exact_reason(_plain(first)) else text.strip()


def _exact_reason(said: str) -> str | None:
    return next((code for code, words in _REASONS.items() if said in words), None)


def _is_in(word: str, said: str) -> bool:
    """Whether somebody used *word* in a sentence; one letter of Chinese stands in too many others."""
    if word.isascii():
        return re.search(rf"\b{re.escape(word)}\b", said) is not None
    return len(word) > 1 and word in said
