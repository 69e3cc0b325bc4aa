"""What a place is called where everybody reads it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.places.asked import views
from bot.places.asked.views import Eyes
from bot.places.kinds import kinds
from bot.places.labels import at_the_door
from bot.places.naming import addresses, people, public
from bot.places.register import Contact, Line, Place
from bot.places.talk import looking
from bot.register.districts import District
from bot.values.geo import Point

ZH = District(-1, "九堡", "zh", "Asia/Shanghai", {})
EN = District(-2, "Dunmorrow", "en", "Europe/Dublin", {})
WHEN = datetime(2026, 3, 2, tzinfo=UTC)
SHOP = Place("K7MA2Q", "便民超市", "shop", Point(30.3, 120.2), "通盛路12号3单元402室")

PEOPLES = [
    "老王小店",
    "王记",
    "王记面馆",
    "张三理发店",
    "李氏诊所",
    "张姐麻辣烫",
    "刘师傅修车",
    "杭州市余杭区李四小吃店",
    "九堡老王小店",
    "小李理发",
    "阿芳美发",
    "丽丽服装",
    "欧阳修车行",
    "诸葛亮烤鱼",
    "便民超市（老王店）",
    "王芳的店",
    "高秀英便利店",
    "银杏张伟五金店",
    "大刘烧烤",
    "李明",
    "王婆大虾",
    "王芳旅馆",
    "老李棋牌室",
    "小芳宾馆",
    "张伟仓库",
    "李明停车场",
    "老王充电站",
    "刘芳养老院",
    "陈强液化气站",
    "阿强台球俱乐部",
    "赵国强冷库",
    "周杰科技有限公司",
    "东方师傅修车",
    "李先生烧烤",
    "高秀兰的店",
    "康明辉便利店",
    "沈园园理发",
    "丁香梅水果店",
    "陆羽佳美甲",
    "余杭区金光明五金",
    "高峰餐厅",
    "康健药房",
    "康明修车",
]

NOBODYS = [
    "东篱便利店",
    "春晓广场",
    "青石便利店",
    "柳岸面馆",
    "沙县小吃",
    "罗森便利店",
    "全家便利店",
    "金陵饭店",
    "黄山烧饼",
    "江南春酒店",
    "温州小吃",
    "安徽板面",
    "方圆超市",
    "万家福超市",
    "苏宁电器",
    "白云宾馆",
    "小龙虾店",
    "牛肉面馆",
    "石锅鱼",
    "何家村便利店",
    "陈桥超市",
    "王牌烧烤",
    "张家港水产",
    "石家庄板面",
    "永兴超市",
    "平安药房",
    "杨梅批发店",
    "通盛便利店",
    "阳光药店",
    "学林书店",
    "瑞幸咖啡",
    "外婆家",
    "红旗超市",
    "利民副食",
    "建设路超市",
    "如家酒店",
    "汉庭宾馆",
    "西子湖四季公寓",
    "九堡停车场",
    "国家电网充电站",
    "夕阳红养老院",
    "小太阳幼儿园",
    "顺丰仓库",
    "中石化加油站",
    "杭州银杏科技有限公司",
    "东方理发",
    "东方宾馆",
    "东方大药房",
    "东方美食城",
    "文华酒店",
    "华强电子",
    "鑫鑫超市",
    "丁香花店",
    "杜鹃宾馆",
    "沈园饭店",
    "周大福珠宝",
    "李先生牛肉面",
    "陆羽茶楼",
]


@pytest.mark.parametrize(
    "name",
    [
        *PEOPLES,
        "Murphy's Bar",
        "O'Brien Butchers",
        "John Smith Barbers",
        "Mary’s Café",
        "Kelly & Sons",
        "McCarthy Motors",
        "Murphy's Guesthouse",
        "Kelly Warehousing",
        "Wang Fang Inn",
    ],
)
def test_these_names_are_somebody_s(name: str) -> None:
    """A surname with a title or a given name, a possessive, a family."""
    assert people.bears(name)


@pytest.mark.parametrize(
    "name",
    [
        *NOBODYS,
        "Hawthorn Corner Shop",
        "Willow Cafe",
        "St John's Cafe",
        "The King's Head",
        "Farmers' Market",
        "Children's World",
        "Harbour View Hotel",
        "North Quay Car Park",
    ],
)
def test_these_names_are_nobody_s(name: str) -> None:
    """Roads, towns and good wishes that begin like a surname."""
    assert not people.bears(name)


@pytest.mark.parametrize(
    ("address", "house"),
    [
        ("通盛路12号3单元402室", "通盛路12号"),
        ("通盛路12号-3", "通盛路12号"),
        ("通盛路１２号３０２室", "通盛路12号"),
        ("通盛路12-3号", "通盛路12-3号"),
        ("锦绣小区12号楼3单元402室", "锦绣小区"),
        ("锦绣小区3幢2单元501室", "锦绣小区"),
        ("锦绣小区3-2-501", "锦绣小区"),
        ("中山路123弄4号502室", "中山路123弄4号"),
        ("幸福路8号院3号楼2门101", "幸福路8号院"),
        ("十二号大街8号2楼", "十二号大街8号"),
        ("银杏农贸市场12号摊", "银杏农贸市场"),
        ("通盛路12号（老王家）", "通盛路12号"),
        ("通盛路与东湖路口", "通盛路与东湖路口"),
        ("Flat 3, 12 Main Street", "12 Main Street"),
        ("Apt 4B, 12 Main St, Dunmorrow", "12 Main St, Dunmorrow"),
        ("12 Main Street, Unit 5", "12 Main Street"),
        ("Unit 5 12 Quay Street", "12 Quay Street"),
        ("12 Main Street #5", "12 Main Street"),
        ("2nd Floor, 12 Quay Street", "12 Quay Street"),
        ("12A Main Street", "12A Main Street"),
        ("", ""),
    ],
)
def test_the_house_number_stays_and_the_door_goes(address: str, house: str) -> None:
    """Room, unit, floor, building of a compound, stall."""
    assert addresses.without_unit(address) == house


def test_a_rental_house_is_its_kind_and_its_house() -> None:
    """In the language of the district, whatever it is called."""
    rental = replace(SHOP, kind="rental", name="宏运公寓")
    assert public.name(ZH, rental) == "出租房 通盛路12号"
    assert public.name(EN, replace(rental, address="Flat 3, 12 Main Street")) == "Rental house, 12 Main Street"
    assert public.name(ZH, replace(rental, address="", community="九堡社区")) == "出租房 九堡社区"
    assert public.name(ZH, replace(rental, address="")) == "出租房 K7MA2Q"


@pytest.mark.parametrize("said", ["出租房", "Rental house", "RENTAL"])
def test_a_rental_house_is_one_however_its_kind_was_written(said: str) -> None:
    """As a sheet says it, in either language; also where the district calls the kind otherwise."""
    rental = replace(SHOP, kind=said, name="宏运公寓")
    assert public.name(ZH, rental) == "出租房 通盛路12号"
    own = {"code": "rental", "zh": "群租房", "en": "Lodging", "firm": False, "name": "never"}
    called = replace(ZH, settings={kinds.KEPT: [own]})
    assert public.name(called, rental) == "群租房 通盛路12号"
    assert kinds.kind_of(ZH, "").code == ""


def test_a_shop_is_called_so_unless_that_is_somebody_s_name() -> None:
    """By what names look like, and by the people of the shop."""
    assert public.name(ZH, SHOP) == "便民超市"
    assert public.name(ZH, replace(SHOP, name="老王小店")) == "沿街店铺 通盛路12号"
    assert public.name(ZH, replace(SHOP, name="秋叶美发")) == "秋叶美发"
    assert public.name(ZH, replace(SHOP, name="秋叶美发", responsible="郑秋叶")) == "沿街店铺 通盛路12号"
    assert public.name(ZH, replace(SHOP, name="秋叶美发", contacts=(Contact("秋叶"),))) == "沿街店铺 通盛路12号"
    assert public.name(EN, replace(SHOP, name="Darcy Cafe", responsible="Ann Darcy", address="4 Quay")).startswith(
        "Street shop"
    )


def test_a_school_keeps_its_name_and_what_nobody_listed_is_called_something_else() -> None:
    """郑和小学 is public; a kind that somebody wrote is not said where a name is not."""
    assert public.name(ZH, replace(SHOP, name="王明小学", kind="school")) == "王明小学"
    assert public.name(ZH, replace(SHOP, name="张三铁铺", kind="张三的")) == "其他 通盛路12号"
    assert public.name(ZH, replace(SHOP, name="张三铁铺", kind="")) == "通盛路12号"


@pytest.mark.parametrize(
    "kind",
    [
        "hotel",
        "entertainment",
        "nursery",
        "warehouse",
        "dangerous_goods",
        "yard",
        "charging",
        "firm",
        "care_home",
        "shop",
        "eatery",
        "clinic",
    ],
)
def test_what_an_individual_may_keep_is_not_called_after_them(kind: str) -> None:
    """An inn, a card room, a warehouse: whatever one person may open and call after themselves."""
    for name, said in (("王芳旅馆", "东湖旅馆"), ("老李棋牌室", "东湖棋牌室")):
        assert public.name(ZH, replace(SHOP, kind=kind, name=name)).endswith(" 通盛路12号")
        assert public.name(ZH, replace(SHOP, kind=kind, name=said)) == said


def test_strangers_hear_of_nobody() -> None:
    """People never; aliases only where the name is public, and none that is somebody's."""
    known = replace(SHOP, aliases=("老王店", "通盛超市"), responsible="王大明", contacts=(Contact("王大明", "138"),))
    told = public.told(ZH, known)
    assert (told.responsible, told.contacts, told.aliases, told.address) == ("", (), ("通盛超市",), SHOP.address)
    hidden = public.told(ZH, replace(known, name="王大明超市"))
    assert (hidden.name, hidden.aliases, hidden.address) == ("沿街店铺 通盛路12号", (), "通盛路12号")


def test_an_address_that_holds_somebody_is_not_said() -> None:
    """王家大院 of 王大明."""
    rental = replace(SHOP, kind="rental", address="王大明宅12号", responsible="王大明")
    assert public.name(ZH, rental) == "出租房 K7MA2Q"


def test_a_kind_that_nobody_listed_is_other() -> None:
    """Whoever wrote it may have written a name; a listed one is called as it is, and of none nothing is known."""
    odd, unknown = replace(SHOP, kind="王小芳家"), replace(SHOP, kind="")
    for district in (ZH, EN):
        assert "王小芳" not in str(public.kind(district, odd))
        assert public.kind(district, odd) == public.kind(district, replace(SHOP, kind="other"))
        assert public.told(district, odd).kind == "other"
        assert public.told(district, unknown).kind == ""
        assert public.told(district, SHOP).kind == "shop"
        assert public.kind(district, unknown) == {"word": "place-kind-unknown"}
        assert public.kind(district, SHOP)["name_zh"] == "沿街店铺"
        line = Line("K7MA2Q", 2, WHEN, 1, "private", "edit", {"kind": ["王小芳家", "shop"]})
        assert views.changes(district, line, Eyes.PROGRAM) == [{"field": "kind", "before": "other", "after": "shop"}]
        assert views.value(district, "kind", "王小芳家", Eyes.PROGRAM) == "other"
        assert views.value(district, "kind", "王小芳家", Eyes.MEMBER) == "王小芳家"
        for kind in (at_the_door.Here(district, odd).kind, looking.brief(district, 1, odd)["kind"]):
            assert kind == public.kind(district, odd)
