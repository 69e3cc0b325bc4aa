"""What captains set in chat: limits, how teams are sent, languages, the morning hour; and notices to all."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest

from bot.imports import bringing_in, district_file
from bot.incidents import limits as incidents_limits
from tests import handed
from tests.stories.conftest import CENTRE, DISTRICT, GROUP, START, Street


async def _say(street: Street, text: str, user_id: int = 1001) -> str:
    street.who(user_id).say(user_id, text)
    await street.turn(2)
    return street.private(user_id)[-1].text


async def _due(street: Street, number: int) -> list[float]:
    """Seconds after the report at which the team is reminded and the case is overdue."""
    incident = await street.case(number)
    async with street.house.store.look() as tx:
        waits = await tx.occasions.undecided(incident.id)
    at = {o.name: (o.due_at - incident.reported_at).total_seconds() for o in waits}
    return [at["close_70"], at["overdue"]]


async def test_limits_are_shown_with_where_they_come_from(street: Street) -> None:
    """The district's at first by default; an item's from item, group, severity and district."""
    text = await _say(street, "/limits")
    assert street.said("limits-by-default") in text
    for command in ("close 12m", "low accept 45s", "parking arrive 5m", "shared_bike_parking close 20m"):
        await _say(street, f"/limits {command}")
    text = await _say(street, "/limits shared_bike_parking")
    item = next(i for i in street.house.desk.books.built_in.items if i.code == "shared_bike_parking")
    assert (item.group, item.severity) == ("parking", "low")
    name = item.name_zh if street.language == "zh" else item.name_en

    def line(limit: str, unit: str, value: int, where: str) -> str:
        length = street.said(unit, value=value)
        return street.said("limits-line", limit=street.said(f"limit-{limit}"), value=length, where=where)

    severity = street.said("limits-of-severity", severity=street.said("severity-low"))
    assert line("close", "minutes", 20, name) in text
    assert line("accept", "seconds", 45, severity) in text
    group = street.house.desk.books.built_in.category("parking")[f"name_{street.language}"]
    assert line("arrive", "minutes", 5, street.said("limits-of-group", group=group)) in text
    assert line("confirm", "minutes", 10, street.said("limits-by-default")) in text
    overview = await _say(street, "/limits")
    assert line("close", "minutes", 12, street.said("limits-of-district")) in overview
    assert line("close", "minutes", 20, name) in overview


async def test_the_word_of_the_district_goes_before_what_the_handbook_suggests(street: Street) -> None:
    """Also where it is what the program has anyway; taken back, the suggestion holds again."""
    item = next(i for i in street.house.desk.books.built_in.items if i.suggested_limits.get("close", 600) != 600)
    suggested = item.suggested_limits
    handbook = street.said("limits-of-handbook")

    async def holds(name: str) -> tuple[int, bool]:
        async with street.house.store.look() as tx:
            district = await tx.districts.get(1)
        assert district is not None
        scopes = incidents_limits.scopes_of_item(item, item.severity)
        [one] = [one for one in incidents_limits.in_effect(district, scopes, item) if one.name == name]
        return one.seconds, handbook in await _say(street, f"/limits {item.code}")

    assert await holds("accept") == (suggested["accept"], True)
    await _say(street, "/limits accept 45s")
    assert (await holds("accept"))[0] == 45
    assert await holds("close") == (suggested["close"], True)
    assert await _say(street, "/limits close 10m") != street.said(
        "limits-same", limit=street.said("limit-close"), of=street.said("limits-of-district"),
        new=street.said("minutes", value=10),
    )  # fmt: skip
    assert (await holds("close"))[0] == 600
    await _say(street, f"/limits {item.code} close 25m")
    assert (await holds("close"))[0] == 1500, "what is decided for the item goes before the district"
    await _say(street, f"/limits {item.code} close default")
    await _say(street, "/limits close default")
    assert await holds("close") == (suggested["close"], True)


async def test_open_cases_count_by_the_new_limit_and_others_are_told_once(street: Street) -> None:
    """Due times anew, the card too; history and the other captain have who, old and new."""
    hello = street.wang.say(GROUP, "hello")
    street.captain.say(GROUP, "/enrol captain", reply_to=hello)
    number = await street.report(by=1005)
    assert await _due(street, number) == [420, 600]
    before = street.card(number).text
    told = await _say(street, "/limits shared_bike_parking close 20m")
    await street.turn(10)
    assert await _due(street, number) == [840, 1200]
    assert street.card(number).text != before
    assert street.said("minutes", value=20) in told
    heard = [m for m in street.private(1002) if street.said("minutes", value=20) in m.text]
    assert len(heard) == 1
    assert "钱队" in heard[0].text
    await _say(street, "/limits shared_bike_parking close 20m")
    assert len([m for m in street.private(1002) if street.said("minutes", value=20) in m.text]) == 1
    lines = await _history(street, "limits")
    assert [(one["by_id"], one["facts"]) for one in lines] == [
        (1001, {"of": "item:shared_bike_parking", "name": "close", "old": None, "new": 1200})
    ]
    await _say(street, f"/limits {number} close 30m")
    assert await _due(street, number) == [1260, 1800]
    async with street.house.store.look() as tx:
        district = await tx.districts.get(1)
    assert district is not None
    assert [scope for scope in district.limits if "case" in scope] == [], "it is kept with the case"
    await _say(street, f"/limits #{number} close default")
    await _say(street, "/limits shared_bike_parking close default")
    assert await _due(street, number) == [420, 600]
    assert await street.house.store.verify(1) is None


async def _history(street: Street, move: str) -> list[dict[str, Any]]:
    async with street.house.store.look() as tx:
        rows = (await handed.of(tx, 1001)).get("history", [])
    return [row for row in rows if row["move"] == move]


async def test_what_is_missing_is_asked_with_buttons(street: Street) -> None:
    """From the list of items, page by page, to the limit and its length; every button is a text command."""
    await _say(street, "/limits")
    seen = street.private(1001)[-1]
    await street.press(1001, seen, street.said("limits-list-item"))
    for _ in range(3):
        await street.turn(4)
        page = street.private(1001)[-1]
        name = next(i for i in street.house.desk.books.built_in.items if i.code == "street_stall")
        label = name.name_zh if street.language == "zh" else name.name_en
        if label in page.labels:
            break
        await street.press(1001, page, street.said("button-more"))
    await street.press(1001, page, label)
    await street.turn(4)
    await street.press(1001, street.private(1001)[-1], street.said("limit-close"))
    await street.turn(4)
    await street.press(1001, street.private(1001)[-1], street.said("minutes", value=15))
    async with street.house.store.look() as tx:
        district = await tx.districts.get(1)
    assert district is not None
    assert district.limits["item:street_stall"] == {"close": 900}


CHINESE = {
    "办结 12分钟": ("", "close", 720),
    "处置时限 13分钟": ("", "close", 780),
    "接单45秒": ("", "accept", 45),
    "到场时限 5分": ("", "arrive", 300),
    "确认 20m": ("", "confirm", 1200),
    "提醒 10分钟": ("", "remind_every", 600),
    "紧急 接单 40秒": ("severity:high", "accept", 40),
    "parking 到场 6m": ("group:parking", "arrive", 360),
    "停车秩序 接单 50秒": ("group:parking", "accept", 50),
    "parking order 到场 7m": ("group:parking", "arrive", 420),
    "共享单车乱停放 办结 25分钟": ("item:shared_bike_parking", "close", 1500),
}


@pytest.mark.parametrize("text", CHINESE)
async def test_limits_are_written_in_chinese_too(street: Street, text: str) -> None:
    """Whatever language the district has; the answer names the limit in its own, and 默认 takes it away."""
    scope, name, seconds = CHINESE[text]
    told = await _say(street, f"/limits {text}")
    assert street.said(f"limit-{name.replace('_', '-')}") in told
    limits_now = await _limits(street)
    assert (limits_now.get(scope, {}) if scope else limits_now)[name] == seconds
    words = text.split()
    await _say(street, "/limits " + " ".join([*words[:-1], "默认"] if len(words) > 1 else ["接单", "默认"]))
    limits_now = await _limits(street)
    default = None if scope else street.rules.district_limits()[name]
    assert (limits_now.get(scope, {}) if scope else limits_now).get(name) == default


async def _limits(street: Street) -> dict[str, Any]:
    async with street.house.store.look() as tx:
        district = await tx.districts.get(1)
    assert district is not None
    return dict(district.limits)


async def test_what_can_be_set_is_listed_as_it_is_written(street: Street) -> None:
    """One sentence, in the reader's language; each name in it opens its question."""
    said = await _say(street, "/limits 发车 12分钟")
    assert "发车" in said
    assert "\n" not in said
    codes = ("accept", "arrive", "close", "confirm", "remind-every", "dispatch", "language", "report", "quiet")
    names = [street.said(f"limit-name-{code}") for code in codes]
    assert [name in said for name in names] == [True] * len(names)
    for code, name in zip(codes, names, strict=True):
        assert street.said(f"limit-{code}") in await _say(street, f"/limits {name}")


async def test_settings_are_written_in_chinese_too(street: Street) -> None:
    """How teams are sent, the hour of the report, the sound, the language."""
    await _say(street, "/limits 派法 三选一")
    await _say(street, "/limits 早报 7:30")
    await _say(street, "/limits 静音 开")
    async with street.house.store.look() as tx:
        district = await tx.districts.get(1)
    assert district is not None
    assert (district.dispatch, district.settings["quiet"]) == ("suggest", True)
    assert street.said("quiet-on") in await _say(street, "/limits")
    assert "声音" in await _say(street, "/limits 声音 开"), (
        "it would mean the opposite of quiet: it is asked what is meant"
    )
    assert "07:30" in await _say(street, "/limits")
    await _say(street, "/limits 派法 默认")
    await _say(street, "/limits 语言 英文")
    async with street.house.store.look() as tx:
        district = await tx.districts.get(1)
    assert district is not None
    assert (district.dispatch, district.language) == ("send", "en")


WRONG = {
    "close soon": "wrong-duration",
    "close 5s": "limit-out-of-bounds",
    "accept 3h": "limit-out-of-bounds",
    "close 12m please": "wrong-duration",
    "moon close 12m": "limits-of-what",
    "moon": "limits-no-such",
    "parking departure 12m": "limits-not-that",
    "发车 12分钟": "limits-not-that",
    "high 12m": "limits-not-that",
    "parking 12m": "limits-not-that",
    "接单 3小时": "limit-out-of-bounds",
    "99 close 12m": "no-such-case",
    "dispatch later": "limits-dispatch-how",
    "language fr": "no-such-language",
    "report 25:00": "wrong-time",
    "report early": "wrong-time",
}


@pytest.mark.parametrize("text", WRONG)
async def test_what_cannot_be_is_one_sentence(street: Street, text: str) -> None:
    """And nothing is changed or written down; nobody but a captain gets so far."""
    said = await _say(street, f"/limits {text}")
    key = WRONG[text]
    words = street.house.words.pattern(street.language, key) if key != "no-such-case" else "99"
    assert all(part.strip()[:6] in said for part in re.split(r"\{[^}]*\}", words)), key
    assert await _say(street, "/limits close 12m", 1002) == street.said("captains-only-command")
    assert await _history(street, "limits") == []


async def test_every_bound_holds_at_both_ends(street: Street) -> None:
    """The least and the most are taken, a second beyond is not."""
    for name, (least, most) in incidents_limits.BOUNDS.items():
        for seconds, taken in ((least, True), (most, True), (least - 1, False), (most + 1, False)):
            await _say(street, f"/limits {name} {seconds}s")
            async with street.house.store.look() as tx:
                district = await tx.districts.get(1)
            assert district is not None
            assert (district.limits[name] == seconds) is taken


async def test_sending_by_suggestion_and_back(street: Street) -> None:
    """A captain chooses of three; then the nearest is sent again."""
    await _say(street, "/limits dispatch suggest")
    first = await street.report()
    assert (await street.case(first)).state == "open"
    await _say(street, "/limits dispatch send")
    second = await street.report("street_stall", near=CENTRE.__class__(30.3199, 120.2799), by=1005)
    assert (await street.case(second)).state == "dispatched"


async def test_the_morning_report_comes_at_the_chosen_hour(street: Street) -> None:
    """Half past nine instead of eight; taken away, eight again."""
    await _say(street, "/limits report 9:30")
    async with street.house.store.look() as tx:
        due = await tx.occasions.due(START + timedelta(days=2))
    hours = {o.due_at.astimezone().timestamp() - START.timestamp() for o in due if o.name == "morning"}
    assert hours == {1.5 * 3600, 25.5 * 3600}
    await _say(street, "/limits report default")
    async with street.house.store.look() as tx:
        due = await tx.occasions.due(START + timedelta(days=2))
    assert {o.due_at - START for o in due if o.name == "morning"} <= {timedelta(0), timedelta(days=1)}


async def test_languages_of_a_person_and_of_a_district(street: Street) -> None:
    """Answers, orders and menus follow; who chose for themselves keeps it."""
    other = "en" if street.language == "zh" else "zh"
    words = street.house.words
    chosen = words.say(other, f"language-{other}")
    assert await _say(street, f"/language {other}", 1002) == words.say(other, "language-set", chosen=chosen)
    number = await street.report()
    assert words.say(other, "button-accept") in street.private(1002, f"#{number}")[0].labels
    await street.turn(30)
    duty = {"command": "duty", "description": words.say(other, "help-duty")}
    assert duty in street.world.commands[_chat(1002), ""]
    await _say(street, f"/limits language {other}")
    await street.turn(30)
    assert words.say(other, "button-accept") in street.card(number).labels
    assert duty in street.world.commands[_chat(GROUP), ""]
    refused = words.say(other, "no-such-language", named="fr", languages="zh, en")
    assert await _say(street, "/language fr", 1002) == refused
    assert await _say(street, "/language", 1005) == words.say(other, "language-which")
    await street.press(1005, street.private(1005)[-1], words.say(other, f"language-{street.language}"))
    assert await _say(street, "/limits close 9m", 1005) == street.said("captains-only-command")
    assert await _say(street, "/limits close 9m", 1004) == words.say(other, "captains-only-command")


def _chat(chat_id: int) -> str:
    return json.dumps({"chat_id": chat_id, "type": "chat"})


async def test_an_import_that_names_no_limits_keeps_what_captains_chose(street: Street, tmp_path: Any) -> None:
    """Same file, same result: it says nothing of them."""
    await _say(street, "/limits close 12m")
    file = tmp_path / "again.yaml"
    file.write_text(DISTRICT.replace("LANGUAGE", street.language), encoding="utf8")
    async with street.house.store.begin() as tx:
        await bringing_in.bring_in(tx, district_file.read(file, street.rules), street.rules, street.clock.now())
        district = await tx.districts.get(1)
    assert district is not None
    assert district.limits["close"] == 720


# --- notices


async def test_a_notice_reaches_everybody_on_duty(street: Street) -> None:
    """In private; who has no private chat is mentioned in one group message; the answer says how many."""
    street.who(1003).say(GROUP, "/duty")
    await street.turn(3)
    said = await _say(street, "/all 17:00 <b>大雨</b>，注意安全")
    words = street.said("notice", by="钱队", text="17:00 <b>大雨</b>，注意安全")
    for user_id in (1002, 1004, 1005):
        assert [m.text for m in street.private(user_id)].count(words) == 1
    assert not street.private(1006, "大雨")
    [shown] = [m for m in street.captain.sees(GROUP) if "大雨" in m.text and m.by_bot]
    assert "小李" in shown.text
    assert said == street.said("all-sent", people=4, in_group=1)
    [line] = await _history(street, "notice")
    assert line["facts"] == {"people": 4, "in_group": 1}


async def test_notices_are_rare_and_say_something(street: Street) -> None:
    """One a minute; not empty; captains only; somebody must be there to read it."""
    assert await _say(street, "/all") == street.said("all-how")
    await _say(street, "/all one")
    assert await _say(street, "/all two") == street.said("all-too-soon", seconds=58)
    assert not street.private(1002, "two")
    await street.turn(60)
    assert await _say(street, "/all three") == street.said("all-sent", people=3, in_group=0)
    assert await _say(street, "/all four", 1002) == street.said("captains-only-command")
    for user_id in (1002, 1004, 1005):
        await _say(street, "/off", user_id)
    await street.turn(60)
    assert await _say(street, "/all five") == street.said("all-nobody")


async def test_a_quiet_group_hears_only_what_cannot_wait(street: Street) -> None:
    """A new card comes without a sound, a call for help with one; who is named hears it; and it can be taken back."""
    loud = await street.report(by=1005)
    assert not street.card(loud).silent
    told = await _say(street, "/limits quiet on")
    assert street.said("quiet-on") in told
    assert street.said("limit-quiet") in await _say(street, "/limits")
    soft = await street.report(by=1006)
    assert street.card(soft).silent
    street.who(1005).say(GROUP, "/sos")
    await street.turn(2)
    help_wanted = [m for m in street.qiang.sees(GROUP) if m.by_bot][-1]
    assert not help_wanted.silent
    await _say(street, "/limits quiet loud")
    assert "loud" in street.private(1001)[-1].text
    await _say(street, "/limits quiet off")
    await street.jump(130)
    again = await street.report(by=1006)
    assert not street.card(again).silent


async def test_who_is_named_in_a_quiet_group_hears_it(street: Street) -> None:
    """A mention replaces a private message, which would have sounded."""
    await _say(street, "/limits quiet on")
    street.wang.block()
    await street.report(by=1005)
    await street.turn(5)
    named = [m for m in street.qiang.sees(GROUP) if m.by_bot and "老王" in m.text and m.entities]
    assert [m.silent for m in named] == [False]
