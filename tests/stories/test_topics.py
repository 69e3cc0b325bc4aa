"""A group that is a forum: each kind of message comes to the topic that a captain gives it, and none is lost."""

import json

import pytest

from handlers.drill.people.seen import Seen
from tests import handed
from tests.stories.conftest import CENTRE, GROUP, OWNER, Street

LI = 1003
"""小李 has no private chat with the bot: what is said to him is said in the group."""


@pytest.fixture
def forum(street: Street) -> Street:
    """The street's group with topics turned on."""
    chat = street.world.chats[GROUP]
    chat.is_forum, chat.last_message_id = True, max(1, chat.last_message_id)
    return street


async def a_topic(street: Street, name: str, *kinds: str) -> int:
    """A topic of that name, which the captain makes the place of *kinds*."""
    topic = street.captain.open_topic(GROUP, name)
    for kind in kinds:
        street.captain.say(GROUP, f"/topic {kind}", thread=topic)
    await street.turn(3)
    return topic


async def kept(street: Street) -> dict[str, int]:
    """The topics that the district has."""
    async with street.house.store.look() as tx:
        district = await tx.districts.get(1)
    assert district is not None
    found: dict[str, int] = district.settings.get("topics", {})
    return found


async def told(street: Street, text: str, thread: int | None = None, user_id: int = 1001) -> str:
    """What the captain is answered in private to a text in the group."""
    street.who(user_id).say(GROUP, text, thread=thread)
    await street.turn(3)
    return street.private(user_id)[-1].text


def in_group(street: Street, part: str) -> list[Seen]:
    """What the bot says in the group, containing *part*."""
    return [m for m in street.captain.sees(GROUP) if m.by_bot and part in m.text]


def failed(street: Street) -> int:
    """How many calls about the group Telegram refused."""
    return len(street.world.calls.of(GROUP, ok=False))


def main_topic(street: Street) -> str:
    """How the main topic is called."""
    return street.said("topics-main")


def place(street: Street, topic: int) -> str:
    """How another topic is called, with its address."""
    return street.said("topics-place", url=f"https://t.me/c/1000000001/{topic}")


async def pinned_in(street: Street, topic: int | None) -> int:
    """Somebody sends a location in a topic; returns the number of the case."""
    street.reporter.send_location(GROUP, CENTRE.lat, CENTRE.lon, thread=topic)
    await street.turn(35)
    return await street.last_number()


# --- set


async def test_what_belongs_to_a_case_comes_to_its_topic(forum: Street) -> None:
    """The card answers the pin that lies there too, orders in the group come there; it is edited where it stands."""
    topic = await a_topic(forum, "事件")
    before = len(in_group(forum, ""))
    answered = await told(forum, "/topic incident", topic)
    own = forum.said("topics-own")
    assert answered == forum.said("topics-set", kind=forum.said("topics-kind-incident"), place=own)
    assert len(in_group(forum, "")) == before
    forum.who(LI).say(GROUP, "/duty", thread=topic)
    await forum.turn(3)
    number = await pinned_in(forum, topic)
    card = forum.card(number)
    pin = next(m for m in forum.captain.sees(GROUP) if m.location and m.sender_id == 1006)
    assert (card.thread, card.reply_to) == (topic, pin.id)
    order = next(m for m in in_group(forum, "小李") if m.id != card.id)
    assert order.thread == topic
    forum.wang.say(1002, f"/accept {number}")
    await forum.turn(5)
    assert forum.card(number).edits > card.edits
    assert {m.thread for m in in_group(forum, f"#{number}")} == {topic}
    assert failed(forum) == 0


@pytest.mark.parametrize("word", ["事件", "案件", "cases", "Incident"])
@pytest.mark.parametrize("off", ["off", "关"])
async def test_kinds_are_named_in_both_languages_and_taken_back(forum: Street, word: str, off: str) -> None:
    """Taken back from anywhere; then everything comes to the main topic."""
    topic = await a_topic(forum, "东片", word)
    assert await kept(forum) == {"incident": topic}
    kind = forum.said("topics-kind-incident")
    taken = await told(forum, f"/topic {word} {off}")
    assert taken == forum.said("topics-set", kind=kind, place=main_topic(forum))
    assert await kept(forum) == {}
    assert forum.card(await pinned_in(forum, None)).thread is None
    again = await told(forum, f"/topic {word} {off}")
    assert again == forum.said("topics-same", kind=kind, place=main_topic(forum))


async def test_a_call_for_help_comes_elsewhere_with_its_place(forum: Street) -> None:
    """Alarms too, and a place that Telegram took only later; the case's own topic stays its own."""
    cases, help_ = await a_topic(forum, "事件", "incident"), await a_topic(forum, "求助", "求助")
    number = await pinned_in(forum, cases)
    forum.wang.start_live(1002, CENTRE.lat, CENTRE.lon)
    await forum.turn(2)
    for _ in range(6):
        forum.world.fail_next("sendLocation", 429)
    forum.wang.say(GROUP, "/sos", thread=cases)
    await forum.turn(35)
    called = await forum.last_number()
    seen = in_group(forum, f"#{called}")
    assert len(seen) > 1
    assert {m.thread for m in seen} == {help_}
    assert {m.thread for m in forum.captain.sees(GROUP) if m.by_bot and m.location} == {help_}
    assert forum.card(number).thread == cases


async def test_what_is_set_is_in_the_history_and_told_to_other_captains(forum: Street) -> None:
    """With who, old and new; nothing where it was so already."""
    hello = forum.zhou.say(GROUP, "hello")
    forum.captain.say(GROUP, "/enrol captain", reply_to=hello)
    topic = await a_topic(forum, "通知", "notice", "notice")
    words = forum.said("topics-told", by="钱队", kind=forum.said("topics-kind-notice"), place=place(forum, topic))
    assert len(forum.private(1005, words)) == 1
    async with forum.house.store.look() as tx:
        data = await handed.of(tx, OWNER)
    lines = [row for row in data["history"] if row["move"] == "limits"]
    facts = [row["facts"] if isinstance(row["facts"], dict) else json.loads(row["facts"]) for row in lines]
    assert facts == [{"of": "", "name": "topic-notice", "old": None, "new": topic}]


async def test_the_list_says_what_goes_where_and_sets_by_one_tap(forum: Street) -> None:
    """Asked for in a topic each kind has a button; the list is brought up to date in place."""
    topic = await a_topic(forum, "值班", "handover")
    await told(forum, "/topic", topic)
    page = forum.private(1001)[-1]
    assert len(page.labels) == 7
    roster = forum.said("topics-kind-roster")
    assert await forum.press(1001, page, forum.said("button-topic-here", kind=roster)) == forum.said(
        "topics-set", kind=roster, place=forum.said("topics-own")
    )
    await forum.turn(3)
    assert await kept(forum) == {"handover": topic, "roster": topic}
    assert forum.private(1001)[-1].id == page.id
    assert forum.said("button-topic-off", kind=roster) in forum.private(1001)[-1].labels
    await told(forum, "/topic")
    outside = forum.private(1001)[-1]
    assert outside.labels == [
        forum.said("button-topic-off", kind=forum.said(f"topics-kind-{kind}")) for kind in ("handover", "roster")
    ]
    await forum.press(1001, outside, outside.labels[0])
    await forum.turn(3)
    assert await kept(forum) == {"roster": topic}
    assert [place(forum, topic) in line for line in forum.private(1001)[-1].text.splitlines()].count(True) == 1


async def test_the_pinned_list_moves_to_its_topic(forum: Street) -> None:
    """The one that stands says where; the new one is pinned there and followed from then on."""
    forum.captain.say(GROUP, "/board")
    await forum.turn(3)
    [former] = [m for m in in_group(forum, "📋") if m.pinned]
    topic = await a_topic(forum, "待办", "待办")
    assert in_group(forum, "📋")[0].id == former.id
    here = forum.said("board-moved", place="\0").partition("\0")[0].strip()
    assert here in in_group(forum, "📋")[0].text
    number = await pinned_in(forum, None)
    await forum.turn(35)
    [board] = [m for m in in_group(forum, f"#{number}") if m.pinned]
    assert board.thread == topic
    assert f"#{number}" not in in_group(forum, "📋")[0].text


# --- lost


async def test_a_deleted_topic_loses_no_message(forum: Street) -> None:
    """At once in the main one; taken back once, told once, with the way to change it; then nothing goes there."""
    topic = await a_topic(forum, "事件", "incident", "sos")
    forum.captain.delete_topic(GROUP, topic)
    number = await pinned_in(forum, None)
    assert forum.card(number).thread is None
    assert failed(forum) == 1
    assert await kept(forum) == {}
    both = forum.said(
        "both", one=forum.said("topics-kind-incident"), other=forum.said("topics-kind-sos")
    )  # fmt: skip
    assert len(forum.private(1001, forum.said("topics-lost", kinds=both))) == 1
    forum.wang.say(GROUP, "/sos")
    await forum.turn(5)
    assert in_group(forum, f"#{await forum.last_number()}")[0].thread is None
    assert failed(forum) == 1
    assert len(forum.private(1001, forum.said("topics-lost", kinds=both))) == 1


async def test_a_card_in_a_deleted_topic_is_posted_anew(forum: Street) -> None:
    """It was deleted with the topic; so was the list."""
    topic = await a_topic(forum, "事件", "incident", "board")
    forum.captain.say(GROUP, "/board", thread=topic)
    number = await pinned_in(forum, topic)
    forum.captain.delete_topic(GROUP, topic)
    assert not in_group(forum, f"#{number}")
    forum.wang.say(1002, f"/accept {number}")
    await forum.turn(40)
    assert {m.thread for m in in_group(forum, f"#{number}")} == {None}
    assert forum.said("state-accepted") in forum.card(number).text
    assert [m.thread for m in in_group(forum, "📋") if m.pinned] == [None]
    assert await kept(forum) == {}


async def test_a_topic_closed_to_the_bot_loses_no_message(forum: Street) -> None:
    """Without the right to manage topics it may not write there; with it it may."""
    street = forum
    topic = await a_topic(street, "事件", "incident")
    street.captain.close_topic(GROUP, topic)
    assert street.card(await pinned_in(street, None)).thread == topic
    street.world.set_member(GROUP, street.world.bot.id, "administrator", rights={"can_pin_messages"})
    second = await street.report(by=1005)
    assert in_group(street, f"#{second}")[0].thread is None
    told_once = street.said("topics-lost", kinds=street.said("topics-kind-incident"))
    assert len(street.private(1001, told_once)) == 1
    assert await kept(street) == {}


async def test_an_answer_in_a_closed_topic_comes_to_the_main_one(forum: Street) -> None:
    """An admin asks there; no setting is concerned and nobody is told."""
    street = forum
    topic = await a_topic(street, "事件")
    street.world.set_member(GROUP, street.world.bot.id, "administrator", rights={"can_pin_messages"})
    street.world.set_member(GROUP, LI, "administrator")
    street.captain.close_topic(GROUP, topic)
    street.who(LI).say(GROUP, "/duty", thread=topic)
    await street.turn(5)
    [answered] = [m for m in in_group(street, "") if m.buttons]
    assert (answered.thread, answered.reply_to) == (None, None)
    assert not street.private(1001)


# --- where it cannot be


async def test_a_group_without_topics_says_so(street: Street) -> None:
    """One sentence; in private, too, where it is to be sent."""
    reply = street.captain.say(GROUP, "hello")
    street.captain.say(GROUP, "/topic incident", reply_to=reply)
    await street.turn(3)
    assert street.private(1001)[-1].text == street.said("topics-no-forum")
    assert await kept(street) == {}
    street.captain.say(1001, "/topic incident")
    await street.turn(3)
    assert street.private(1001)[-1].text == street.said("topics-in-the-topic", kind="incident")
    number = await pinned_in(street, None)
    assert street.card(number).reply_to is not None
    assert failed(street) == 0


async def test_the_general_topic_is_no_place_of_its_own(forum: Street) -> None:
    """Not even in reply to somebody there, whose thread has a number; 1 is never sent."""
    general = forum.said("topics-general", kind="sos")
    assert await told(forum, "/topic sos") == general
    hello = forum.wang.say(GROUP, "hello")
    forum.captain.say(GROUP, "/topic sos", reply_to=hello)
    await forum.turn(3)
    assert [m.text for m in forum.private(1001)] == [general, general]
    assert await kept(forum) == {}
    forum.wang.say(GROUP, "/sos", reply_to=hello)
    await forum.turn(35)
    assert {m.thread for m in in_group(forum, f"#{await forum.last_number()}")} == {None}
    assert failed(forum) == 0


@pytest.mark.parametrize(
    ("text", "key", "facts"),
    [
        ("/topic weather", "topics-which", {"what": "weather"}),
        ("/topic sos maybe", "topics-how", {"what": "maybe", "kind": "sos"}),
    ],
)
async def test_what_cannot_be_read_gets_a_sentence(forum: Street, text: str, key: str, facts: dict[str, str]) -> None:
    """Which kinds there are, and how it is written."""
    kinds = "incident, sos, board, reports, handover, roster, notice"
    topic = await a_topic(forum, "东片")
    assert await told(forum, text, topic) == forum.said(
        key, **facts, **({"kinds": kinds} if "kind" not in facts else {})
    )


async def test_only_captains_set_topics(forum: Street) -> None:
    """By command or by a forged press."""
    topic = await a_topic(forum, "东片")
    assert await told(forum, "/topic sos", topic, user_id=1002) == forum.said("captains-only-command")
    await told(forum, "/topic", topic)
    page = forum.private(1001)[-1]
    forum.wang.press_data(page, f"topic:1.0:here:sos.{topic}")
    forum.captain.press_data(page, "topic:1.0:here:sos.1")
    forum.captain.press_data(page, "topic:1.0:here:weather.77")
    await forum.turn(3)
    assert await kept(forum) == {}


# --- answers


async def test_answers_come_where_somebody_spoke(forum: Street) -> None:
    """To a command, also one whose message is gone by then, and to a press."""
    topic = await a_topic(forum, "闲聊", "roster")
    asked = forum.who(LI).say(GROUP, "/duty", thread=topic)
    forum.who(LI).delete(asked)
    await forum.turn(3)
    [answered] = [m for m in in_group(forum, "") if m.buttons]
    assert (answered.thread, answered.reply_to) == (topic, None)
    forum.who(LI).press(answered, forum.said("button-break"))
    await forum.turn(3)
    assert [m.thread for m in in_group(forum, "") if m.buttons] == [topic, topic]


async def test_a_pin_in_another_topic_is_answered_there(forum: Street) -> None:
    """The card comes to the topic of cases; who reported elsewhere reads its number where they are reading."""
    cases, other = await a_topic(forum, "事件", "incident"), await a_topic(forum, "东片")
    forum.who(LI).send_location(GROUP, CENTRE.lat, CENTRE.lon, thread=other)
    await forum.turn(35)
    number = await forum.last_number()
    [card] = [m for m in in_group(forum, f"#{number}") if "📍" in m.text]
    assert (card.thread, card.reply_to) == (cases, None)
    [answered] = in_group(forum, forum.said("report-taken-there", number=number, place=place(forum, cases)))
    assert answered.thread == other


async def test_without_a_topic_of_its_own_a_card_answers_the_pin_where_it_lies(forum: Street) -> None:
    """In whatever topic somebody reports."""
    topic = await a_topic(forum, "东片")
    number = await pinned_in(forum, topic)
    assert forum.card(number).thread == topic
    assert forum.card(number).reply_to is not None


async def test_what_is_no_reply_is_not_read_as_one(forum: Street) -> None:
    """In a topic everything comes as a reply to its first message: the one who opened it is not meant."""
    topic = await a_topic(forum, "东片")
    assert await told(forum, "/dismiss", topic) == forum.said("reply-to-a-person", command="dismiss")
    stranger = forum.who(9999).say(GROUP, "hello", thread=topic)
    forum.captain.say(GROUP, "/enrol viewer", reply_to=stranger, thread=topic)
    await forum.turn(3)
    assert (await forum.member(9999)).left_at is None


async def test_a_live_location_in_a_topic_is_answered_there(forum: Street) -> None:
    """Off duty it is not kept, and that is said in the same topic, once for each; of many the newest are known."""
    topic = await a_topic(forum, "东片")
    async with forum.house.store.begin() as tx:
        await tx.kept.put(f"live-off:{LI}", [-5, -4, -3, -2, -1])
    shared = forum.who(LI).start_live(GROUP, CENTRE.lat, CENTRE.lon, thread=topic)
    await forum.turn(3)
    forum.who(LI).move_live(shared, CENTRE.lat + 0.001, CENTRE.lon)
    await forum.turn(3)
    [answered] = in_group(forum, forum.said("live-but-off-duty"))
    assert answered.thread == topic
    async with forum.house.store.look() as tx:
        assert (await tx.kept.get(f"live-off:{LI}"))[:4] == [-4, -3, -2, -1]


# --- set-up


async def test_setup_says_how_topics_are_given(forum: Street) -> None:
    """Before, after, and where the bot may not write in closed ones; said where it was asked for."""
    street = forum

    async def listed(thread: int | None = None) -> Seen:
        street.captain.say(GROUP, "/setup", thread=thread)
        await street.turn(3)
        return in_group(street, street.said("check-pin-yes"))[-1]

    assert street.said("check-forum") in (await listed()).text
    topic = await a_topic(street, "事件", "incident", "sos")
    said = await listed(topic)
    assert said.thread == topic
    assert street.said("check-forum-set", count=2) in said.text
    assert street.said("check-forum-closed") not in said.text
    street.world.set_member(GROUP, street.world.bot.id, "administrator", rights={"can_pin_messages"})
    assert street.said("check-forum-closed") in (await listed()).text
