"""Names inside texts: whole words, never pieces of others."""

import pytest

from bot.values import whole_names


@pytest.mark.parametrize(
    ("name", "text", "at"),
    [
        ("Market", "Marketing office", None),
        ("Market", "Supermarket", None),
        ("Market", "the market, gate 2", 4),
        ("Market", "Marketing beside Market", 17),
        ("KFC", "在KFC门口", 1),
        ("3号楼", "13号楼", None),
        ("3号楼", "在3号楼", 1),
        ("客运中心", "通盛路客运中心门口", 3),
        ("店", "书店门口", None),
        ("店", "店 油烟", 0),
        ("店", "油烟，店。", 3),
        ("市场", "农贸市场油烟", None),
        ("市场", "市场：油烟", 0),
        ("万达", "在万达门口", 1),
        ("İzmir", "İzmir Market", 0),
        ("", "x", None),
    ],
)
def test_where_a_name_stands(name: str, text: str, at: int | None) -> None:
    """A common Chinese word counts where it stands alone; other Chinese names need no space around them."""
    assert whole_names.at(name, text) == at
