"""By what a place is found: its names folded, their pairs of letters, pinyin and initials, its code and numbers. Pure.

Trigrams find nothing in a name of two characters, so names are cut into pairs: each letter with the one behind it, the
last with a mark. A single character is found as the beginning of a pair. Chinese names have pairs over a letter as
well: with one letter wrong, missing or too many most names of four keep no other pair that few have.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from bot.places import register
from bot.places.register import Place, Sort
from bot.values import whole_names

LONGEST = 24
"""Letters of a folded name that are compared; what is longer is found by its beginning."""

END = "$"
"""Stands behind the last letter."""

PINYIN, INITIALS = 12, 6
"""Letters of the pinyin, and of the initials, from each character of a name on."""

BEHIND = {Sort.PINYIN: 2, Sort.INITIALS: 3}
"""So many characters at least there have to be from one on which is not the first."""

STARTS = 12
"""From so many of the first characters of a name its sound is found."""

ENDINGS = ("有限责任公司", "股份有限公司", "有限公司", "公司")
"""Nobody looks for a place by the sound of these."""

MOST_PAIRS = 48
"""Letters of a name that are cut into pairs."""

OVER_ONE = 8
"""The first letters of a Chinese name that stand in pairs over one letter, too."""

READINGS = 4
"""In so many ways a name is read at most."""

_TWO_WAYS = """
长chang,zhang 重chong,zhong 行xing,hang 乐le,yue 朝zhao,chao 会hui,kuai 都dou,du 单dan,shan 曾zeng,ceng 解jie,xie
查cha,zha 厦sha,xia 泊bo,po 藏cang,zang 调tiao,diao 降jiang,xiang 角jiao,jue 盛sheng,cheng 晟sheng,cheng 宿su,xiu
传chuan,zhuan 区qu,ou 种zhong,chong 参can,shen 埔pu,bu 六liu,lu 翟zhai,di 尉wei,yu 仇chou,qiu 覃qin,tan 洗xi,xian
车che,ju 弄nong,long 巷xiang,hang 薄bao,bo 堡bao,pu 屏ping,bing 强qiang,jiang 便bian,pian 卡ka,qia 莎sha,suo
茄qie,jia 杉shan,sha 柏bai,bo 校xiao,jiao 折zhe,she 露lu,lou 绿lv,lu 女nv,nu 熟shu,shou 咖ka,ga 澄cheng,deng
涌yong,chong 浒hu,xu 阿a,e 拓tuo,ta 殷yin,yan 佛fo,fu 仔zi,zai 系xi,ji 贾jia,gu 盖gai,ge 陆lu,liu 率lv,shuai
幢zhuang,chuang
"""

TWO_WAYS = {one[0]: tuple(one[1:].split(",")) for one in _TWO_WAYS.split()}
"""Characters of names that are often read in two ways. Their rare readings, and those of others, are left out."""

Key = tuple[Sort, str]


def fold(text: str) -> str:
    """*text* without what people write differently: small letters and digits alone."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).lower() if letter.isalnum())


ROW_WIDE = 19
"""Digits of the greatest number of a row."""


def at_row(key: Key, row: int) -> str:
    """A key of the place in a row as one text: its sort, itself, the row. In the order of these, keys are in order."""
    return f"{key[0]}{key[1]}{row:0{ROW_WIDE}}"


def of(place: Place) -> list[Key]:
    """Every key of a place, each once. Its code is one by itself; small letters in it have a key beside it."""
    found = dict.fromkeys(_of(place))
    return list(found)


def _of(place: Place) -> Iterator[Key]:
    if place.code != place.code.upper():
        yield Sort.CODE, place.code.lower()
    for number in (place.licence, place.credit, *place.outside.values()):
        if folded := fold(number):
            yield Sort.NUMBER, folded[:64]
    for name in (place.name, *place.aliases):
        yield from _of_name(name)
    for name in (place.name, *place.aliases):
        if within := fold(register.chain(name)):
            yield Sort.NAME, within[:LONGEST]


def _of_name(name: str) -> Iterator[Key]:
    folded = fold(name)
    if not folded:
        return
    yield Sort.NAME, folded[:LONGEST]
    yield from ((Sort.GRAM, pair) for pair in pairs(folded))
    if any(whole_names.is_wide(letter) for letter in folded):
        for syllables in readings(folded[:LONGEST]):
            yield from _of_sound(folded[:LONGEST], syllables)


def _of_sound(folded: str, syllables: Sequence[str]) -> Iterator[Key]:
    for n in _starts_of(folded):
        for sort, sound, most in (
            (Sort.PINYIN, syllables, PINYIN),
            (Sort.INITIALS, [one[0] for one in syllables], INITIALS),
        ):
            if n == 0 or len(syllables) - n >= BEHIND[sort]:
                yield sort, "".join(sound[n : n + most])[:most]


def _starts_of(folded: str) -> Iterator[int]:
    """From where in a name its sound is looked for: its first characters, up to a number or a common ending."""
    end = next((len(folded) - len(one) for one in ENDINGS if folded.endswith(one)), len(folded))
    for n, letter in enumerate(folded[:STARTS]):
        if n and (letter.isdigit() or n >= end):
            return
        if n == 0 or whole_names.is_wide(letter):
            yield n


def pairs(folded: str) -> list[str]:
    """Each letter of a folded text with the one behind it, the last with a mark; the first of Chinese over one, too."""
    marked = folded[:MOST_PAIRS] + END
    found = [marked[n : n + 2] for n in range(len(marked) - 1)]
    wide = min(OVER_ONE, len(folded)) if folded and whole_names.is_wide(folded[0]) else 0
    return list(dict.fromkeys([*found, *(folded[n] + folded[n + 2] for n in range(wide - 2))]))


def readings(folded: str) -> list[tuple[str, ...]]:
    """A syllable for each Chinese character, without tones, any other letter for itself; the likeliest reading first.

    A character that is read in two ways has both where no phrase of the dictionary settles which.
    """
    first = list(map(syllable, folded))
    both: list[tuple[int, str]] = []
    if not TWO_WAYS.keys().isdisjoint(folded):
        for n, settled in _in_phrases(folded):
            first[n], *other = settled
            both += [(n, one) for one in other]
    return [tuple(first), *((*first[:n], one, *first[n + 1 :]) for n, one in both[: READINGS - 1])]


def _in_phrases(folded: str) -> Iterator[tuple[int, list[str]]]:
    """Where each character of two readings stands, and which of them it has there."""
    from pypinyin import Style, pinyin  # tens of thousands of characters, which no start needs

    found = pinyin(folded, style=Style.NORMAL, heteronym=True, errors=_each, v_to_u=False)
    if len(found) != len(folded):
        return
    for n, letter in enumerate(folded):
        if two := TWO_WAYS.get(letter):
            said = [one.replace("ü", "v") for one in found[n]]
            yield n, said if len(said) == 1 else [said[0], *(one for one in two if one != said[0])][:2]


@lru_cache(maxsize=20_000)
def syllable(letter: str) -> str:
    """How a Chinese character is read by itself, most often; any other letter as it is."""
    if not whole_names.is_wide(letter):
        return letter
    from pypinyin import lazy_pinyin

    return (lazy_pinyin(letter, errors=_each, v_to_u=False)[0] or letter).replace("ü", "v")


def _each(letters: str) -> Any:
    """What is no Chinese, letter by letter."""
    return list(letters)


def in_text(text: str, most: int) -> list[str]:
    """The folded pieces of the first *most* letters of *text* that a name may be: from where a word can begin."""
    letters = [(small, _starts(text, n)) for n, letter in enumerate(text[:most]) for small in fold(letter)]
    folded, starts = "".join(letter for letter, _ in letters), [n for n, (_, begins) in enumerate(letters) if begins]
    found = (folded[n : n + length] for n in starts for length in range(1, min(LONGEST, len(folded) - n) + 1))
    return list(dict.fromkeys(found))


def _starts(text: str, n: int) -> bool:
    """Whether a word can begin at *n*: anywhere in Chinese, else behind what is no letter."""
    before = text[n - 1 : n]
    return whole_names.is_wide(text[n]) or not before.isalnum() or whole_names.is_wide(before)
