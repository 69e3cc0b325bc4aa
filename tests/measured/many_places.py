"""A register of invented places, as many as are wanted: shops, chains, firms, rental houses, some with English names.

Everything is drawn from one seed. What is hard in real registers is in it: a chain that has three of a hundred places,
one hall in which four of a hundred stand within 60 m, endings such as 有限公司 and beginnings that a seventh has.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice

from bot.places.editions import EDITIONS
from bot.places.register import Contact, Place, State
from bot.values.geo import Point
from bot.work.ports import Store

CENTRE = Point(30.31, 120.27)
HALL = Point(30.3151, 120.2733)
"""In the middle of a wholesale hall, the fullest point of all."""

SPREAD_DEG = 0.05
"""About 5 km to each side."""

TOWN = "云河"
"""With its name begins what every seventh place is called."""

CHAIN = "全好便利店"
"""The largest chain: three of a hundred places."""

AT_ONCE = 500

_ONE = (
    "东西南北青白红金银玉明清新安福兴瑞祥和平春夏秋冬松竹梅兰云水山石林溪桥湖江河文武光华永泰丰盛吉庆宝隆康宁长重行乐"
)
_TWO = "篱杏港湾畔庭园苑坊里台岭峰谷泉池洲浦渡塘墩畈埠岗坞弄桂荷菊枫柏槐柳樱枣桃梨橘莲鹤雁鹭燕鸽鲤鹿骏麟凤凰龙虎"
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_KINDS = (
    ("便利店", "shop"), ("小吃店", "eatery"), ("面馆", "eatery"), ("理发店", "shop"), ("五金店", "shop"),
    ("水果店", "shop"), ("超市", "market"), ("药店", "shop"), ("旅馆", "hotel"), ("宾馆", "hotel"),
    ("幼儿园", "school"), ("汽车修理厂", "yard"), ("物流园", "hub"), ("服装店", "shop"), ("网吧", "shop"),
    ("茶馆", "eatery"), ("银行", "office"),
)  # fmt: skip
_TRADES = ("贸易", "科技", "建筑工程", "餐饮管理", "物业服务", "供应链管理", "文化传播", "机械制造")
_ENGLISH = ("Green", "Lake", "Old", "River", "Stone", "Silver", "Moon", "Garden", "Harbour", "Maple", "Corner", "North")
_ENGLISH_KINDS = (("Cafe", "eatery"), ("Bakery", "eatery"), ("Hotel", "hotel"), ("Bookshop", "shop"), ("Gym", "shop"))

Draw = tuple[str, str, tuple[str, ...]]
"""A name, a kind, and what else it is called."""


def places(count: int, *, seed: int = 20) -> Iterator[Place]:
    """*count* places, always the same."""
    chance = random.Random(seed)
    streets = _streets(chance, max(12, min(400, count // 50)))
    chains = [CHAIN, *(f"{_pick(chance)}{kind}" for kind, _ in _KINDS for _ in range(2))]
    codes: set[str] = set()
    for n in range(count):
        street = chance.choice(streets)
        name, kind, aliases = _named(chance, street, chains)
        address = f"{street}{chance.randint(1, 400)}号"
        yield Place(
            _code(chance, codes), name, kind, _point(chance), address, aliases, f"{street[:2]}社区",
            contacts=_contacts(chance, n),
            licence=f"JY133{n:09d}" if chance.random() < 0.6 else "", firm=chance.choice((True, False, None)),
            state=State.GONE if chance.random() < 0.05 else State.OPEN,
        )  # fmt: skip


async def fill(store: Store, district_id: int, count: int, now: datetime, *, seed: int = 20) -> None:
    """Write them into a district's register, as an import does, slice by slice, without a pause."""
    async with store.begin() as tx:
        edition = await tx[EDITIONS].begin(district_id, "measured", now)
    drawn = places(count, seed=seed)
    while some := list(islice(drawn, AT_ONCE)):
        async with store.begin() as tx:
            await tx[EDITIONS].write(edition, [replace(one, changed_at=now) for one in some], now)
    async with store.begin() as tx:
        await tx[EDITIONS].switch(edition, district_id)


def _contacts(chance: random.Random, n: int) -> tuple[Contact, ...]:
    return (Contact(f"{chance.choice(_SURNAMES)}某", f"138{n:08d}", "店主"),) if chance.random() < 0.5 else ()


def _pick(chance: random.Random) -> str:
    return chance.choice(_ONE) + chance.choice(_TWO)


def _streets(chance: random.Random, count: int) -> list[str]:
    found: dict[str, None] = {"通盛路": None, "重庆路": None}
    while len(found) < count:
        found[f"{_pick(chance)}{chance.choice('路街巷')}"] = None
    return list(found)


def _code(chance: random.Random, given: set[str]) -> str:
    while True:
        code = "".join(chance.choices("23456789ABCDEFGHJKMNPQRSTVWXYZ", k=6))
        if code not in given and not code.isdigit():
            given.add(code)
            return code


def _point(chance: random.Random) -> Point:
    if chance.random() < 0.04:
        return Point(HALL.lat + chance.uniform(-1, 1) * 0.0003, HALL.lon + chance.uniform(-1, 1) * 0.0003)
    far = chance.choice((SPREAD_DEG, SPREAD_DEG / 4))
    return Point(CENTRE.lat + chance.uniform(-far, far), CENTRE.lon + chance.uniform(-far, far))


def _named(chance: random.Random, street: str, chains: list[str]) -> Draw:
    drawn = chance.random()
    for share, draw in _SHARES:
        if drawn < share:
            return draw(chance, street, chains)
        drawn -= share
    raise AssertionError("the shares are all there is")


def _of_largest_chain(chance: random.Random, street: str, _: list[str]) -> Draw:
    return f"{CHAIN}（{street}{chance.randint(1, 9)}店）", "shop", (f"全好{street}店",)


def _of_a_chain(chance: random.Random, street: str, chains: list[str]) -> Draw:
    return f"{chance.choice(chains[1:])}·{street}店", "shop", ()


def _shop(chance: random.Random, street: str, _: list[str]) -> Draw:
    kind, sort = chance.choice(_KINDS)
    before = TOWN if chance.random() < 0.2 else street if chance.random() < 0.2 else ""
    name = f"{before}{_pick(chance)}{chance.choice(('', '', chance.choice(_TWO)))}{kind}"
    return name, sort, (f"{_pick(chance)}{kind}",) if chance.random() < 0.2 else ()


def _of_somebody(chance: random.Random, _street: str, __: list[str]) -> Draw:
    kind, sort = chance.choice(_KINDS)
    surname = chance.choice(_SURNAMES)
    return f"{chance.choice(('老', '小', '阿'))}{surname}{kind}", sort, (f"{surname}记{kind}",)


def _firm(chance: random.Random, _street: str, __: list[str]) -> Draw:
    return f"{TOWN}{_pick(chance)}{chance.choice(_TWO)}{chance.choice(_TRADES)}有限公司", "firm", ()


def _house(chance: random.Random, street: str, _: list[str]) -> Draw:
    unit = f"{chance.randint(1, 60)}幢{chance.randint(1, 4)}单元{chance.randint(1, 18)}0{chance.randint(1, 4)}室"
    return f"{street}出租房{unit}", "rental", ()


def _english(chance: random.Random, _street: str, __: list[str]) -> Draw:
    kind, sort = chance.choice(_ENGLISH_KINDS)
    return f"{chance.choice(_ENGLISH)} {chance.choice(_ENGLISH)} {kind}", sort, ()


_SHARES: tuple[tuple[float, Callable[[random.Random, str, list[str]], Draw]], ...] = (
    (0.03, _of_largest_chain), (0.07, _of_a_chain), (0.50, _shop), (0.12, _of_somebody), (0.12, _firm), (0.12, _house),
    (1.0, _english),
)  # fmt: skip
