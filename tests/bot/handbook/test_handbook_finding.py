"""Items of the handbook are found by code, name, everyday words, typing mistakes, category and law."""

from pathlib import Path

import pytest
import yaml

from bot.handbook import alike, index
from bot.handbook import file as handbook_file
from bot.handbook import search as handbook_search
from bot.handbook.book import Handbook
from bot.handbook.model import Wordings
from bot.handbook.search import Why
from bot.values.texts import compared

BOOK = handbook_file.load(Path(__file__).parents[3] / "samples" / "handbook.yaml")
MEASURED = Path(__file__).parents[2] / "measured" / "items.yaml"
SAID = yaml.safe_load((Path(__file__).parent / "wordings.yaml").read_text(encoding="utf8"))


def _first(text: str) -> tuple[str, Why] | None:
    found = handbook_search.search(BOOK, text, 1)
    return (found[0].item.code, found[0].why) if found else None


def _missed(language: str, *kinds: str) -> tuple[list[str], int]:
    """The wordings whose item does not come first, each with what does, and how many were tried."""
    tried = [(code, text) for code, said in SAID.items() for kind in kinds for text in said[kind][language]]
    found = [(code, text, _first(text)) for code, text in tried]
    return [f"{text}: {first}, not {code}" for code, text, first in found if (first or ("",))[0] != code], len(tried)


@pytest.mark.parametrize("said", ["HB-07", "hb07", "hb 7", "hb7", "outdoor_ads", "Outdoor-Ads"])
def test_by_code_or_number(said: str) -> None:
    """However it is written."""
    assert [one.item.code for one in handbook_search.search(BOOK, said)] == ["outdoor_ads"]
    assert _first(said) == ("outdoor_ads", Why.CODE)


def test_by_name_in_either_language() -> None:
    """Every item, whole and without what stands in brackets."""
    for item in BOOK.items:
        for name in (item.name_zh, item.name_en, item.name_zh.split("(")[0], item.name_en.split(" (")[0].upper()):
            found = _first(name)
            assert found is not None
            assert found[0] == item.code
            assert found[1] in {Why.NAME, Why.CODE}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_by_everyday_wordings(language: str) -> None:
    """At least 95 of a hundred sentences find their item in first place."""
    assert len(SAID) == 28
    missed, tried = _missed(language, "known", "held_out")
    assert tried >= 75
    assert len(missed) <= 0.05 * tried, missed


@pytest.mark.parametrize("language", ["zh", "en"])
def test_by_wordings_that_no_word_was_chosen_after(language: str) -> None:
    """Four of five are found: the words hold for more than the sentences that they were tried on."""
    missed, tried = _missed(language, "held_out")
    assert tried == 25
    assert len(missed) <= 0.2 * tried, missed


@pytest.mark.parametrize("language", ["zh", "en"])
def test_by_what_somebody_else_wrote(language: str) -> None:
    """97 of a hundred texts that no word and no rule is chosen after; told in numbers, so that none ever will be."""
    said = yaml.safe_load(MEASURED.read_text(encoding="utf8"))
    came = [(_first(text) or ("",))[0] == code for code, both in said.items() for text in both[language]]
    tried, found = len(came), sum(came)
    assert tried >= 100
    assert found >= 0.97 * tried


def test_what_was_measured_is_not_what_was_learned() -> None:
    """Else that would show nothing."""
    said = yaml.safe_load(MEASURED.read_text(encoding="utf8"))
    wanted = {compared(text) for both in said.values() for texts in both.values() for text in texts}
    learned = {compared(one) for item in BOOK.items for one in (*item.said.zh, *item.said.en)}
    alike_ones = len(wanted & learned)
    assert alike_ones == 0


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_report_is_recognised_as_well_as_it_is_found(language: str) -> None:
    """Nine of ten name their item, hardly any another one; the rest is in doubt, and asked."""
    tried = [(code, text) for code, said in SAID.items() for kind in said.values() for text in kind[language]]
    found = [(code, handbook_search.recognise(BOOK, text)) for code, text in tried]
    right = sum(item is not None and item.code == code for code, item in found)
    wrong = sum(item is not None and item.code != code for code, item in found)
    assert right >= 0.9 * len(tried)
    assert wrong <= 0.015 * len(tried)


def test_words_that_mean_much_the_same_speak_for_the_same() -> None:
    """What was heard of mopeds holds for 小电驴, what was heard of a hallway for 楼道."""
    assert alike.kinds("moped in the hallway") == alike.kinds("小电驴 楼道") == {"ebike", "stairs"}


def test_one_or_many_are_of_one_kind() -> None:
    """English words are compared without their endings, whichever they have."""
    assert alike.kinds("moped") == alike.kinds("mopeds") == {"ebike"}
    assert alike.stems("parked parking parks") == "park park park"


@pytest.mark.parametrize(("said", "kinds"), [("in the car park", {"carpark"}), ("停车场", {"carpark"})])
def test_what_stands_within_a_longer_expression_is_not_meant(said: str, kinds: set[str]) -> None:
    """No car is parked where somebody waits in a car park."""
    assert alike.kinds(said) == kinds


def test_an_item_is_counted_once_for_all_handbooks_that_hold_it() -> None:
    """Reading a handbook anew costs only what changed in it."""
    index.Index(BOOK)
    before = index._heard.cache_info()
    items = [BOOK.own[0].model_copy(update={"said": Wordings(zh=["一句新的话"], en=[])}), *BOOK.own[1:]]
    index.Index(Handbook(items, BOOK.papers))
    after = index._heard.cache_info()
    assert after.misses - before.misses == 1


def test_stairs_that_nobody_gets_down_are_a_blocked_way_out() -> None:
    """Not goods that lie about."""
    assert _first("楼梯口堆东西出不去") == ("fire_lane_blocked", Why.LIKE)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_wordings_are_not_those_of_the_handbook(language: str) -> None:
    """Else the tests above would show nothing."""
    words = {
        one
        for item in BOOK.items
        for one in (*getattr(item.words, language), *getattr(item.said, language), item.name_zh, item.name_en)
    }
    assert words.isdisjoint(text for said in SAID.values() for kind in said.values() for text in kind[language])


@pytest.mark.parametrize(
    ("said", "code"),
    [("shraed bikes pakred in disorder", "shared_bike_parking"), ("strete vendr", "street_stall"),
     ("cooking fumse", "cooking_fumes"), ("constuction wast", "construction_waste"), ("bottled gass", "bottled_gas"),
     ("共亨单车乱停放", "shared_bike_parking"),
     ("飞现充电", "ebike_charging"), ("餐饮油咽扰民", "cooking_fumes")],
)  # fmt: skip
def test_with_typing_mistakes(said: str, code: str) -> None:
    """A letter swapped, left out or wrong."""
    found = _first(said)
    assert found is not None
    assert found[0] == code


def test_by_category() -> None:
    """All that belong to it, and nothing else before them."""
    wanted = {item.code for item in BOOK.items if item.category == "parking"}
    for said in ("停车秩序", "Parking order", "parking"):
        assert {one.item.code for one in handbook_search.search(BOOK, said)[: len(wanted)]} == wanted


@pytest.mark.parametrize("said", ["消防法", "《消防法》", "Fire Protection Law", "消防法第十六条", "XFF"])
def test_by_the_name_of_a_law(said: str) -> None:
    """All items that rest on it, with or without an article."""
    wanted = {item.code for item in BOOK.items if any(basis.law == "XFF" for basis in item.legal_basis)}
    found = handbook_search.search(BOOK, said, 28)
    if "十六" in said:
        found = [one for one in found if one.why is Why.LAW]
    assert wanted
    assert {one.item.code for one in found} == wanted


@pytest.mark.parametrize(
    "said", ["", "  ", "?!", "你好", "看看这里", "please come", "生日快乐", "qwertyuiop", "hello world", "有情况"]
)
def test_nothing_is_found_where_nothing_fits(said: str) -> None:
    """Nothing is guessed."""
    assert handbook_search.search(BOOK, said) == []


BESIDE_THE_POINT = [
    "the music festival needs a sign", "there is a party in the park tonight", "please put up a sign at the gate",
    "the gas station at the corner", "we ran out of gas", "he stands next to a big tree",
    "lost child near the factory", "meeting point is the tea shop",
    "a woman fell over the kerb by the hardware store", "the speaker of the meeting is late",
    "my phone needs charging", "the tenants' meeting is at eight", "lift stuck on the top floor",
    "street lamp post is out", "manhole cover is missing", "water pipe burst under the trees",
    "traffic light broken at the car wash", "fire engine on the way to the school",
    "the band is waiting at the terrace", "a lorry broke down", "wallet lost at the market, bins are fine",
    "音乐节需要一个指示牌", "加油站旁边有人找不到路", "工厂门口有老人迷路", "手机没电要充电", "天然气公司来抄表",
    "请在门口挂牌子", "公园里有人唱歌跳舞", "有人在酒吧门口丢了钱包", "小孩在奶茶店走丢了", "绿化带旁边的路灯坏了",
    "下水道井盖没了", "房东来了", "大树下有人晕车", "宠物医院在哪里", "快递仓库在哪里", "树木修剪几点开始",
    "喷泉广场围挡里面有人问路", "楼盘开盘需要交通引导", "开工仪式几点", "救护车和消防车到了", "广告公司来问路",
    "修路通知什么时候贴",
    "he waits at the post office",
]  # fmt: skip


@pytest.mark.parametrize("said", BESIDE_THE_POINT)
def test_a_thing_that_is_only_mentioned_makes_no_case_of_an_item(said: str) -> None:
    """A sign, gas, music, a factory: where nobody says what is wrong with it, a person decides."""
    assert handbook_search.recognise(BOOK, said) is None
    assert handbook_search.named(BOOK, said) is None


def test_a_retired_item_is_found_by_its_code_alone() -> None:
    """And no new case can be about it."""
    gone = [i.model_copy(update={"retired": True}) if i.code == "fireworks" else i for i in BOOK.own]
    book = Handbook(gone, BOOK.papers)
    assert [one.item.code for one in handbook_search.search(book, "hx1")] == ["fireworks"]
    for said in ("烟花", "Illegal fireworks", "公安处罚烟花爆竹"):
        assert "fireworks" not in [one.item.code for one in handbook_search.search(book, said)]
    assert handbook_search.named(book, "fireworks") is None
    assert handbook_search.recognise(book, "有人放烟花") is None


def test_the_first_is_clear_only_where_the_second_is_far_behind() -> None:
    """One name is clear, a category of several is not, nothing is nothing."""
    found = handbook_search.clear(handbook_search.search(BOOK, "油烟"))
    assert found is not None
    assert found.code == "cooking_fumes"
    assert handbook_search.clear(handbook_search.search(BOOK, "parking")) is None
    assert handbook_search.clear([]) is None


def test_no_wording_is_of_two_items() -> None:
    """Neither its clear words nor what it is learned from."""
    heard = [
        (compared(text), item.code)
        for item in BOOK.items
        for text in {*item.words.zh, *item.words.en, *item.said.zh, *item.said.en}
    ]
    assert len({text for text, _ in heard}) == len(heard)


def test_at_most_so_many() -> None:
    """Scores fall from the first on."""
    found = handbook_search.search(BOOK, "大气污染防治法", 3)
    assert len(found) == 3
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_every_item_has_a_short_name_of_its_own() -> None:
    """In both languages: what stands on a button is clear without the rest."""
    for name in ("short_zh", "short_en"):
        shorts = [getattr(item, name) for item in BOOK.items]
        assert all(shorts)
        assert len(set(shorts)) == len(shorts)


def test_without_a_short_name_the_button_shows_the_name() -> None:
    """Districts need not write one."""
    item = BOOK.items[0].model_copy(update={"short_zh": "", "short_en": ""})
    assert item.short == item.named
    assert BOOK.items[0].short == {"name_zh": "共享单车", "name_en": "Shared bikes"}
