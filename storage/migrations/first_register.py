"""By what places were found when the register came to be, and the cells of its grid: as revision 0035 writes them.

A copy that never changes again of what stood in the room of places then: a step of the schema does tomorrow what it
did yesterday, whatever places are found by meanwhile.
"""

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

_LONGEST = 24
"""Letters of a folded name that are compared; what is longer is found by its beginning."""

_END = "$"
"""Stands behind the last letter."""

_PINYIN, _INITIALS = 12, 6
"""Letters of the pinyin, and of the initials, from each character of a name on."""

_BEHIND = {"p": 2, "i": 3}
"""So many characters at least there have to be from one on which is not the first."""

_STARTS = 12
"""From so many of the first characters of a name its sound is found."""

_ENDINGS = ("有限责任公司", "股份有限公司", "有限公司", "公司")
"""Nobody looks for a place by the sound of these."""

_MOST_PAIRS = 48
"""Letters of a name that are cut into pairs."""

_OVER_ONE = 8
"""The first letters of a Chinese name that stand in pairs over one letter, too."""

_READINGS = 4
"""In so many ways a name is read at most."""

_SAID_TWO_WAYS = """
长chang,zhang 重chong,zhong 行xing,hang 乐le,yue 朝zhao,chao 会hui,kuai 都dou,du 单dan,shan 曾zeng,ceng 解jie,xie
查cha,zha 厦sha,xia 泊bo,po 藏cang,zang 调tiao,diao 降jiang,xiang 角jiao,jue 盛sheng,cheng 晟sheng,cheng 宿su,xiu
传chuan,zhuan 区qu,ou 种zhong,chong 参can,shen 埔pu,bu 六liu,lu 翟zhai,di 尉wei,yu 仇chou,qiu 覃qin,tan 洗xi,xian
车che,ju 弄nong,long 巷xiang,hang 薄bao,bo 堡bao,pu 屏ping,bing 强qiang,jiang 便bian,pian 卡ka,qia 莎sha,suo
茄qie,jia 杉shan,sha 柏bai,bo 校xiao,jiao 折zhe,she 露lu,lou 绿lv,lu 女nv,nu 熟shu,shou 咖ka,ga 澄cheng,deng
涌yong,chong 浒hu,xu 阿a,e 拓tuo,ta 殷yin,yan 佛fo,fu 仔zi,zai 系xi,ji 贾jia,gu 盖gai,ge 陆lu,liu 率lv,shuai
幢zhuang,chuang
"""

_TWO_WAYS = {one[0]: tuple(one[1:].split(",")) for one in _SAID_TWO_WAYS.split()}
"""Characters of names that are often read in two ways. Their rare readings, and those of others, are left out."""

_WIDE = re.compile("[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")
_BRANCH = re.compile(r"\s*[(（\[【·•]|\s+[-–—]\s*|[–—]")

Key = tuple[str, str]


def cell(lat: float, lon: float) -> int:
    """The number of the cell that a point lies in, of a grid of 0.002 degrees."""
    return math.floor((lat + 90.0) / 0.002) * (1 << 18) + math.floor((lon + 180.0) / 0.002)


def keys(code: str, name: str) -> list[Key]:
    """Every key of a place, each once, as its sort and itself."""
    return list(dict.fromkeys(_of(code, name)))


def _of(code: str, name: str) -> Iterator[Key]:
    if code != code.upper():
        yield "c", code.lower()
    yield from _of_name(name)
    within = _BRANCH.split(name, maxsplit=1)[0].strip()
    if within != name and (folded := _fold(within)):
        yield "n", folded[:_LONGEST]


def _fold(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).lower() if letter.isalnum())


def _is_wide(text: str) -> bool:
    return bool(_WIDE.match(text))


def _of_name(name: str) -> Iterator[Key]:
    folded = _fold(name)
    if not folded:
        return
    yield "n", folded[:_LONGEST]
    yield from (("g", pair) for pair in _pairs(folded))
    if any(_is_wide(letter) for letter in folded):
        for syllables in _readings(folded[:_LONGEST]):
            yield from _of_sound(folded[:_LONGEST], syllables)


def _of_sound(folded: str, syllables: Sequence[str]) -> Iterator[Key]:
    for n in _starts_of(folded):
        for sort, sound, most in (
            ("p", syllables, _PINYIN),
            ("i", [one[0] for one in syllables], _INITIALS),
        ):
            if n == 0 or len(syllables) - n >= _BEHIND[sort]:
                yield sort, "".join(sound[n : n + most])[:most]


def _starts_of(folded: str) -> Iterator[int]:
    """From where in a name its sound is looked for: its first characters, up to a number or a common ending."""
    end = next((len(folded) - len(one) for one in _ENDINGS if folded.endswith(one)), len(folded))
    for n, letter in enumerate(folded[:_STARTS]):
        if n and (letter.isdigit() or n >= end):
            return
        if n == 0 or _is_wide(letter):
            yield n


def _pairs(folded: str) -> list[str]:
    """Each letter of a folded text with the one behind it, the last with a mark; the first of Chinese over one, too."""
    marked = folded[:_MOST_PAIRS] + _END
    found = [marked[n : n + 2] for n in range(len(marked) - 1)]
    wide = min(_OVER_ONE, len(folded)) if folded and _is_wide(folded[0]) else 0
    return list(dict.fromkeys([*found, *(folded[n] + folded[n + 2] for n in range(wide - 2))]))


def _readings(folded: str) -> list[tuple[str, ...]]:
    """A syllable for each Chinese character, without tones, any other letter for itself; the likeliest reading first.

    A character that is read in two ways has both where no phrase of the dictionary settles which.
    """
    first = list(map(_syllable, folded))
    both: list[tuple[int, str]] = []
    if not _TWO_WAYS.keys().isdisjoint(folded):
        for n, settled in _in_phrases(folded):
            first[n], *other = settled
            both += [(n, one) for one in other]
    return [tuple(first), *((*first[:n], one, *first[n + 1 :]) for n, one in both[: _READINGS - 1])]


def _in_phrases(folded: str) -> Iterator[tuple[int, list[str]]]:
    """Where each character of two readings stands, and which of them it has there."""
    from pypinyin import Style, pinyin  # tens of thousands of characters, which no start needs

    found = pinyin(folded, style=Style.NORMAL, heteronym=True, errors=_each, v_to_u=False)
    if len(found) != len(folded):
        return
    for n, letter in enumerate(folded):
        if two := _TWO_WAYS.get(letter):
            said = [one.replace("ü", "v") for one in found[n]]
            yield n, said if len(said) == 1 else [said[0], *(one for one in two if one != said[0])][:2]


@lru_cache(maxsize=20_000)
def _syllable(letter: str) -> str:
    """How a Chinese character is read by itself, most often; any other letter as it is."""
    if not _is_wide(letter):
        return letter
    from pypinyin import lazy_pinyin

    return (lazy_pinyin(letter, errors=_each, v_to_u=False)[0] or letter).replace("ü", "v")


def _each(letters: str) -> Any:
    """What is no Chinese, letter by letter."""
    return list(letters)
