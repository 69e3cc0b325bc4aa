"""Which place of the register a text names: whole words, the longest name, all of a chain."""

import pytest

from bot.places import in_texts
from bot.places.register import Place
from bot.values.geo import Point

HERE = Point(30.31, 120.27)


def places(*names: str) -> list[Place]:
    """Places with these names, of the codes P1, P2 …; behind a stroke stands the address."""
    split = [name.partition("|") for name in names]
    return [Place(f"P{i}", name, "", HERE, address) for i, (name, _, address) in enumerate(split, start=1)]


def named(text: str, known: list[Place]) -> tuple[list[str], str] | None:
    """The codes found, and the rest."""
    found = in_texts.find_in(text, known)
    return None if found is None else ([p.code for p in found.places], found.rest)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Marketing stall", ["Market"]),
        ("Supermarket noise", ["Market"]),
        ("书店 油烟", ["店"]),
        ("农贸市场油烟", ["市场"]),
        ("在小学门口打架", ["小学"]),
        ("Market noise", ["Marketing House"]),
        ("Bus lane blocked", ["Bus Station"]),
        ("13号楼 着火", ["3号楼"]),
        ("某处 摆摊", ["客运中心", "全家便利店"]),
    ],
)
def test_a_name_is_not_found_inside_another_word(text: str, names: list[str]) -> None:
    """Nor is a word inside a name."""
    assert named(text, places(*names)) is None


@pytest.mark.parametrize(
    ("text", "names", "codes", "rest"),
    [
        ("Market noise", ["Market"], ["P1"], "noise"),
        ("stall at the MARKET, gate 2", ["Market"], ["P1"], "stall at the  , gate 2"),
        ("店 油烟", ["店", "书店"], ["P1"], "油烟"),
        ("市场，油烟", ["市场"], ["P1"], "，油烟"),
        ("农贸市场 油烟", ["市场", "农贸市场"], ["P2"], "油烟"),
        ("Market Hall noise", ["Market", "Market Hall"], ["P2"], "noise"),
        ("万达门口摆摊", ["万达"], ["P1"], "门口摆摊"),
        ("P2 摆摊", ["客运中心", "小学"], ["P2"], "摆摊"),
        ("p2 摆摊", ["客运中心", "小学"], ["P2"], "摆摊"),
        ("客运中心停车扬 油烟", ["客运中心停车场"], ["P1"], "油烟"),
        ("青石社区 油烟", ["青石社区服务站"], ["P1"], "油烟"),
        ("Bus Staton blocked", ["Bus Station"], ["P1"], "blocked"),
        ("全家便利店 打架", ["全家便利店", "全家便利店"], ["P1", "P2"], "打架"),
        ("全家便利店打架", ["全家便利店（东店）", "全家便利店·西店", "全家"], ["P1", "P2"], "打架"),
        ("全家便利店（东店）打架", ["全家便利店（东店）", "全家便利店（西店）"], ["P1"], "打架"),
        ("全家打架", ["全家", "全家（西店）"], ["P1"], "打架"),
        ("FamilyMart fight", ["FamilyMart - East", "FamilyMart (West)"], ["P1", "P2"], "fight"),
        ("东篱旅馆和银杏旅馆之间", ["东篱旅馆", "银杏旅馆"], ["P1", "P2"], "东篱旅馆和银杏旅馆之间"),
        ("东篱旅馆到银杏大旅馆", ["东篱旅馆", "银杏大旅馆"], ["P2"], "东篱旅馆到"),
    ],
)
def test_the_longest_name_wins_and_what_fits_alike_is_all_named(
    text: str, names: list[str], codes: list[str], rest: str
) -> None:
    """A common word counts where it stands alone; a chain's name means all its shops."""
    assert named(text, places(*names)) == (codes, rest)


@pytest.mark.parametrize(
    ("text", "addresses", "code"),
    [
        ("东篱路110号全家 打架", ["东篱路110号", "东篱路11号"], "P1"),
        ("东篱路11号 打架", ["东篱路110号", "东篱路11号"], "P2"),
        ("东篱路的全家", ["东篱路110号", "银杏街7号"], "P1"),
        ("东篱路的全家", ["东篱路110号", "东篱路11号"], None),
        ("the one in Main Street", ["12 Main Street", "3 Side Lane"], "P1"),
        ("at Side Lane 3", ["Main Street 12", "Side Lane 3"], "P2"),
        ("全家 打架", ["东篱路110号", ""], None),
    ],
)
def test_the_address_tells_two_of_a_name_apart(text: str, addresses: list[str], code: str | None) -> None:
    """The whole of it, else the street, where that is one's alone."""
    found = in_texts.by_address(text, places(*(f"全家|{address}" for address in addresses)))
    assert (found.code if found else None) == code
