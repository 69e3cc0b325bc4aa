"""What people write of a place: its name, who can be reached there, or nothing of either. Pure."""

import re
from typing import Any

from bot.places import limits
from bot.values import plain_words, texts


def named_by(text: str) -> dict[str, Any]:
    """A name as it is kept, and whether it had to be cut."""
    name = texts.name(text, limits.MOST["name"])
    return {"name": "" if name == texts.NAMELESS else name, "cut": texts.utf16(texts.line(text)) > limits.MOST["name"]}


_NUMBER = re.compile(r"(?=[-+()/]*\d)[-+()/\d]+")


_ROLE = re.compile(r"[(（](?=[\d\s+/-]*[^()（）\d\s+/-])([^()（）]*)[)）]")


def contact_of(text: str) -> dict[str, str]:
    """``王芳（店主） 138 0000 1111``: the number is what is written in digits and signs alone, in brackets the role."""
    said = texts.line(text)
    role = _ROLE.search(said)
    words = _ROLE.sub(" ", said, count=1).split()
    number = [word for word in words if _NUMBER.fullmatch(word)]
    name = " ".join(word for word in words if word not in number)
    return {
        "name": texts.cut(name, texts.MOST_NAME),
        "phone": texts.cut(" ".join(number), 32),
        "role": texts.cut(role[1].strip(), texts.MOST_NAME) if role else "",
    }


_SAID = """
no, nope, yes, yep, yeah, wait, wait a minute, wait a sec, one moment, one sec, stop, cancel, back, skip, hello, hi
sorry, please, thanks, thank you, thx, never mind, not now, later, nothing, i don't know, don't know
no idea, hmm, help, oops
不, 不是, 不对, 不要, 不用, 不用了, 没有, 无, 是, 是的, 对, 对的, 嗯, 哦, 等, 等等, 等下, 等一下, 稍等, 等会, 等会儿
谢谢, 谢了, 多谢, 谢谢你, 辛苦了, 你好, 您好, 算了, 取消, 不知道, 不清楚, 返回, 退出, 停, 错了
不好意思, 对不起, 抱歉, 帮助, 跳过
"""
_TALK = frozenset(plain_words.folded(one) for one in re.split(r"[,\n]", _SAID) if one)


def is_talk(text: str) -> bool:
    """Whether words are what people say between two steps and no answer: a thanks, a no, a question, a move."""
    said = plain_words.folded(text)
    return said in _TALK or plain_words.is_question(text) or plain_words.read(text) is not None
