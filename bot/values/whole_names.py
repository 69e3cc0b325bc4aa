"""Names inside texts: a name is found as a whole word, never as a piece of another one. Pure."""

import re
from collections.abc import Iterator

_WHAT_IT_IS = """
店 市场 商场 商店 超市 菜场 药店 书店 饭店 酒店 宾馆 旅馆 餐厅 银行 学校 小学 中学 医院 公园 广场 车站 站 桥 路口 门口
小区 社区 村 街 路 巷 楼 厂 工厂 工地 仓库 公司 车库 河边 路边
"""

GENERIC = frozenset(_WHAT_IT_IS.split())
"""Chinese words of one or two characters that say what something is, and so stand inside many other words."""

_WIDE = re.compile("[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")


def small(text: str) -> str:
    """*text* in small letters, each letter where it was."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def at(name: str, text: str) -> int | None:
    """Where *name* begins in *text* as a whole word, capitals or not; None where it does not stand there."""
    wanted, within = small(name), small(text)
    return next((i for i in _places(wanted, within) if _is_whole(wanted, within, i)), None) if wanted else None


def _places(name: str, text: str) -> Iterator[int]:
    found = text.find(name)
    while found >= 0:
        yield found
        found = text.find(name, found + 1)


def _is_whole(name: str, text: str, begin: int) -> bool:
    """Whether what stands around it does not belong to the same word.

    Chinese is written without spaces: there only a word that is no name by itself has to stand alone.
    """
    before, after = text[begin - 1 : begin], text[begin + len(name) : begin + len(name) + 1]
    if is_generic(name):
        return not before.isalnum() and not after.isalnum()
    return not (_narrow(before) and _narrow(name[0])) and not (_narrow(after) and _narrow(name[-1]))


def is_generic(name: str) -> bool:
    """Whether a Chinese name says no more than what something is: a single character, or a common word."""
    return bool(_WIDE.match(name)) and (len(name) == 1 or name in GENERIC)


def is_wide(text: str) -> bool:
    """Whether *text* begins with a letter of a writing that puts no spaces between words."""
    return bool(_WIDE.match(text))


def _narrow(letter: str) -> bool:
    """A letter or digit of a writing that puts spaces between words."""
    return letter.isalnum() and not _WIDE.match(letter)
