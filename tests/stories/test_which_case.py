"""Who names no case is told which there are; who mistypes is not offered what cannot be taken back."""

import pytest

from bot.values.geo import Point
from tests.stories.conftest import Street


async def test_a_captain_who_names_none_reads_which_there_are(street: Street) -> None:
    """With their items, and the command as it is to be written."""
    first = await street.report("shared_bike_parking")
    second = await street.report("street_stall", by=1005, near=Point(30.3200, 120.2800))
    street.captain.say(1001, "/release")
    await street.turn(3)
    told = street.private(1001)[-1].text
    book = street.house.desk.books.built_in
    for number, code in ((first, "shared_bike_parking"), (second, "street_stall")):
        item = book.item(code)
        name = item.name_zh if street.language == "zh" else item.name_en
        assert street.said("case-short", number=number, item=name) in told
    assert f"/release_{second}" in told


async def test_who_holds_none_is_told_to_write_one(street: Street) -> None:
    """The command is the one that was typed."""
    street.wang.say(1002, "/backup")
    await street.turn(3)
    assert street.private(1002)[-1].text == street.said("which-case-none", command="backup")


@pytest.mark.parametrize("typed", ["/foo", "/forgetmee", "/forget"])
async def test_nobody_is_offered_to_be_forgotten(street: Street, typed: str) -> None:
    """They meant something else."""
    street.wang.say(1002, typed)
    await street.turn(3)
    assert "/forgetme。" not in street.private(1002)[-1].text
    assert "/forgetme" not in street.private(1002)[-1].text.replace(typed, "")


async def test_open_means_the_list_of_what_is_open(street: Street) -> None:
    """By its letters alone it would be *open again*, which is for cases that are over."""
    street.captain.say(1001, "/open")
    await street.turn(3)
    assert street.private(1001)[-1].text == street.said("unknown-command-near", name="open", near="board")
