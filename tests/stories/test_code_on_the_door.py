"""The code on the door in the chat: labels as a file, one large, the district's own line, a label that is scanned."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app.settings import Web
from bot.places import editions
from bot.places.editions import Changes
from bot.places.kinds import kinds
from bot.places.labels import leading, sheets
from bot.places.labels.sheets import Wish
from bot.places.register import Place, State
from bot.values.geo import Point
from bot.work.speaker import Speaker
from tests.handlers.documents import printed
from tests.stories.conftest import CENTRE, GROUP, Street, a_street, put_places

EATING = {"zh": kinds.brought()["eatery"].zh, "en": kinds.brought()["eatery"].en}
PUBLIC = "https://patrol.example.org"
SHOP = Place("K7M2QX", "通盛路便利店", "shop", CENTRE, address="通盛路1号", community="通盛社区", state=State.OPEN)
EATERY = Place("K7M2QY", "通盛面馆", "eatery", Point(30.3148, 120.2742), community="通盛社区")
GONE = Place("K7M2QZ", "旧店", "shop", CENTRE, state=State.GONE)
ODD = Place("通盛-1", "怪编号", "market", CENTRE)


@pytest.fixture(params=["zh", "en"])
async def town(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Street]:
    """A street with places, whose pages people can open."""
    async with a_street(tmp_path, request.param, web=Web(public_url=PUBLIC)) as made:
        await _furnish(made)
        yield made


async def _furnish(made: Street) -> None:
    async with made.house.store.begin() as tx:
        await put_places(tx, SHOP, EATERY, GONE, ODD)


def file_of(street: Street, user_id: int = 1001) -> tuple[bytes, str]:
    """The newest file that somebody got in private, and what was said with it."""
    body = [m.body for m in street.world.messages(user_id) if "document" in m.body][-1]
    return street.world.files.find(body["document"]["file_id"]).data, body["caption"]


def files_in(street: Street, chat_id: int) -> int:
    """How many files lie in a chat."""
    return len([m for m in street.world.messages(chat_id) if "document" in m.body])


async def test_a_captain_prints_labels(town: Street) -> None:
    """All at once, one kind, one community, some by number; each holds the page of its place, none is of a gone one."""
    for words, codes in (
        ("qr all", ["K7M2QX", "K7M2QY", "通盛-1"]),
        ("标签 全部", ["K7M2QX", "K7M2QY", "通盛-1"]),
        ("qr kind eatery", ["K7M2QY"]),
        (f"标签 类型 {EATING['zh']}", ["K7M2QY"]),
        ("qr community 通盛社区", ["K7M2QX", "K7M2QY"]),
        ("qr 通盛-1, k7m2qx", ["通盛-1", "K7M2QX"]),
        ("qr all from K7M2QX", ["K7M2QY", "通盛-1"]),
    ):
        await town.say(1001, f"/place {words}")
        data, said = file_of(town)
        [page] = printed.pages(data)
        assert printed.decoded(page) == [PUBLIC + leading.path(code) for code in codes], words
        assert town.said("label-to-page", url=PUBLIC) in said


async def test_alone_it_shows_what_may_be_asked_for(town: Street) -> None:
    """With buttons for the kinds that there are, each of which brings its labels."""
    await town.say(1001, "/place qr")
    asked = town.private(1001)[-1]
    assert str(sheets.MOST) in asked.text
    await town.press(1001, asked, EATING[town.language])
    await town.turn(3)
    data, _ = file_of(town)
    assert printed.decoded(printed.pages(data)[0]) == [PUBLIC + "/p/K7M2QY"]


async def test_one_large_with_the_districts_own_line(town: Street) -> None:
    """A captain sets the line in its own letters; without one there is none."""
    await town.say(1001, "/limits label 有事扫一扫 Scan Me")
    await town.say(1001, "/place qr large K7M2QX")
    data, _ = file_of(town)
    [page] = printed.pages(data)
    assert printed.decoded(page) == [PUBLIC + "/p/K7M2QX"]
    for part in ("九堡", "有事扫一扫", "Scan Me", "K7M2QX", "通盛路便利店", "patrol.example.org"):
        assert part in page.extract_text()
    await town.say(1001, "/limits label " + "长" * 61)
    assert town.said("limits-label-long", most=60) in town.private(1001)[-1].text
    await town.say(1001, "/limits label default")
    await town.say(1001, "/place qr large K7M2QX")
    assert "Scan Me" not in printed.pages(file_of(town)[0])[0].extract_text()


@pytest.mark.parametrize(
    ("words", "key", "facts"),
    [
        ("qr NOSUCH", "place-unknown-code", {"code": "NOSUCH"}),
        ("qr K7M2QZ", "label-of-gone", {"code": "K7M2QZ", "name": "旧店"}),
        ("qr kind nothing", "label-none-so", {}),
        ("qr K7M2QX from K7M2QY", "place-qr-how", {}),
        ("qr " + "A " * 201, "place-qr-many", {"most": 200}),
        ("digits", "place-digits-how", {}),
    ],
)
async def test_what_cannot_be_printed_is_one_sentence(
    town: Street, words: str, key: str, facts: dict[str, str]
) -> None:
    """What was wrong, and what to do."""
    await town.say(1001, f"/place {words}")
    assert town.private(1001)[-1].text == town.said(key, **facts)


async def test_only_captains_print(town: Street) -> None:
    """A member is told so; and the file comes to no group."""
    await town.say(1002, "/place qr all")
    assert not files_in(town, 1002)
    town.captain.say(GROUP, "/place qr K7M2QX")
    await town.turn(3)
    assert printed.decoded(printed.pages(file_of(town)[0])[0]) == [PUBLIC + "/p/K7M2QX"]
    assert not files_in(town, GROUP)


async def test_two_thousand_come_in_one_file_with_how_far_it_is(town: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    """Made some at a time; more than fit are offered by the command that goes on. A restart in between begins anew."""
    monkeypatch.setattr(sheets, "MOST", 100)
    monkeypatch.setattr(sheets, "AT_ONCE", 24)
    many = [replace(SHOP, code=f"M{n:04d}", name=f"店{n}") for n in range(110)]
    async with town.house.store.begin() as tx:
        await editions.write_at_once(tx, 1, Changes(many), town.clock.now())
    making = town.said("label-making", done=0, count=0).split("0")[0]
    town.captain.say(1001, "/place qr kind shop from M")
    await town.turn(1)
    [told] = [m.text for m in town.private(1001) if m.text.startswith(making)]
    assert any(told == town.said("label-making", done=n, count=n) for n in (24, 48, 72))
    await town.stop()
    await town.start()
    await town.turn(10)
    data, said = file_of(town)
    pages = printed.pages(data)
    assert len(pages) == 5
    assert sum(len(printed.decoded(page)) for page in pages) == 100
    assert town.said("label-goes-on", command="/place qr kind shop from M0099") in said
    assert len([m for m in town.private(1001) if m.text.startswith(making)]) <= 1


async def test_without_a_public_address_they_open_the_chat(tmp_path: Path) -> None:
    """And the command says so; a code of letters that no link may have is written in others."""
    async with a_street(tmp_path, "en", web=Web()) as street:
        await _furnish(street)
        await street.say(1001, "/place qr all")
        data, said = file_of(street)
        assert street.said("label-to-chat") in said
        bot = street.house.desk.rules.bot_name
        contents = printed.decoded(printed.pages(data)[0])
        assert contents[0] == f"https://t.me/{bot}?start=place_K7M2QX"
        for content, place in zip(contents, (SHOP, EATERY, ODD), strict=True):
            street.wang.start_private(content.partition("?start=")[2])
            await street.turn(3)
            assert place.name in street.private(1002)[-1].text


async def test_a_scanned_label_opens_the_place_and_one_tap_reports(town: Street) -> None:
    """In private, for people of the district; the case is at the place, in that person's name."""
    town.wang.start_private("place_K7M2QX")
    await town.turn(3)
    card = town.private(1002)[-1]
    for part in ("通盛路便利店", "K7M2QX", town.said("place-state-open")):
        assert part in card.text
    await town.press(1002, card, town.said("button-place-report"))
    await town.turn(3)
    case = await town.case(await town.last_number())
    assert (case.reporter_id, case.place, case.point) == (1002, SHOP.name, SHOP.point)
    await town.press(1002, card, town.said("label-button-digits"))
    await town.turn(3)
    assert town.private(1002)[-1].text[:6].isdigit()


async def test_who_scans_a_label_far_from_its_place_is_told(town: Street) -> None:
    """By how much, and what to do; whoever stands there is told nothing of it, nor who only looks the place up."""
    said = town.said("label-far", metres="")[:10]
    for north_m, is_far in ((60, False), (450, True)):
        where = Point(SHOP.point.lat + north_m / 111_195, SHOP.point.lon)
        town.wang.start_live(1002, where.lat, where.lon, accuracy=10)
        await town.turn(20)
        town.wang.start_private("place_K7M2QX")
        await town.turn(3)
        assert (said in town.private(1002)[-1].text) is is_far
    assert town.private(1002)[-1].text.count("449") == 2, "beside the code, and in the sentence"
    await town.say(1002, "/place K7M2QX")
    assert said not in town.private(1002)[-1].text


async def test_a_link_says_nothing_to_strangers(town: Street) -> None:
    """For them it is a plain start; for people of the district an unknown code is one sentence."""
    stranger = town.who(9999)
    stranger.start_private("place_K7M2QX")
    await town.turn(3)
    assert not [m for m in town.private(9999) if "通盛" in m.text]
    town.wang.start_private("place_NOSUCH")
    await town.turn(3)
    assert town.private(1002)[-1].text == town.said("place-unknown-code", code="NOSUCH")


async def test_whose_districts_have_the_same_code_is_asked(town: Street) -> None:
    """By a button for each; a place of a district that is not theirs is told as such. Its label names the district."""
    async with town.house.store.begin() as tx:
        first = await tx.districts.get(1)
        member = await tx.people.member(1, 1002)
        assert first is not None
        assert member is not None
        other = await tx.districts.add(replace(first, id=0, chat_id=-1002, name="彭埠", last_number=0))
        changes = Changes([replace(SHOP, name="彭埠的店"), replace(SHOP, code="ONLYHERE")])
        await editions.write_at_once(tx, other.id, changes, town.clock.now())
    town.wang.start_private("place_ONLYHERE")
    await town.turn(3)
    assert town.private(1002)[-1].text == town.said("place-of-another-district", code="ONLYHERE")
    async with town.house.store.begin() as tx:
        await tx.people.save_member(replace(member, district_id=other.id, duty=None, team_id=None))
        await tx.people.add_role(other.id, 1002, member.roles[0])
    town.wang.start_private("place_K7M2QX")
    await town.turn(3)
    asked = town.private(1002)[-1]
    assert asked.text == town.said("place-which-district", code="K7M2QX")
    await town.press(1002, asked, "彭埠")
    await town.turn(3)
    assert "彭埠的店" in town.private(1002)[-1].text
    captain = Speaker(1001, "", 0, town.clock.now(), channel="web", district_id=1)
    wish = Wish(codes=(SHOP.code, EATERY.code))
    some = await town.house.board.see(sheets.some, captain, wish=wish, after="")
    assert [one.content.partition("?")[2] for one in some.labels] == ["d=1", ""]
    for district_id, name in ((1, SHOP.name), (other.id, "彭埠的店")):
        town.wang.start_private(leading.payload(SHOP.code, district_id) or "")
        await town.turn(3)
        assert name in town.private(1002)[-1].text
