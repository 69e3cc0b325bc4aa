"""The busy minute: what somebody says or sends for their next report does not become part of the former one."""

import pytest

from bot.incidents import asks
from bot.values.geo import Point
from tests.stories.conftest import CENTRE, GROUP, Street
from tests.stories.test_closing_by_evidence import pieces

FIRE = {"zh": "消防通道堵了", "en": "fire lane blocked"}
BIKES = {"zh": "共享单车乱停放", "en": "shared bikes parked badly"}
FIGHT = {"zh": "有人持刀打架", "en": "man with a knife"}
CHAT = {"zh": "吃饭了吗", "en": "see you tonight"}
FAR = Point(CENTRE.lat + 0.0135, CENTRE.lon)
"""1.5 km north of the centre."""

WHERE = [GROUP, 1006]
"""A report in the group, and one in private."""


async def first(street: Street, chat: int, words: dict[str, str] = FIRE) -> int:
    """A pin at the centre with words after it, and a team on its way."""
    street.reporter.send_location(chat, CENTRE.lat, CENTRE.lon)
    await street.turn(2)
    street.reporter.say(chat, words[street.language])
    await street.turn(3)
    number = await street.last_number()
    case = await street.case(number)
    assert (case.words, case.state) == (words[street.language], "dispatched")
    return number


async def pin(street: Street, chat: int, at: Point = FAR) -> int:
    """A pin somewhere else."""
    street.reporter.send_location(chat, at.lat, at.lon)
    await street.turn(3)
    return await street.last_number()


def told(street: Street, key: str, number: int, **more: object) -> int:
    """How many messages the reporter has of a kind about a case."""
    return len([m for m in street.private(1006) if m.text == street.said(key, number=number, **more)])


async def new_report(street: Street, number: int) -> str:
    """Tap *It is a new report* under the newest message that has it."""
    asked = [m for m in street.private(1006, f"#{number}") if f":{number}:new:" in str(m.buttons).replace("1.", ":")]
    toast = await street.press(1006, asked[-1], street.said("button-new-report"))
    await street.turn(2)
    return toast


@pytest.mark.parametrize("chat", WHERE)
async def test_words_and_photo_before_the_second_pin_belong_to_it(street: Street, chat: int) -> None:
    """Forty seconds after the first report."""
    one = await first(street, chat)
    await street.turn(35)
    street.reporter.say(chat, BIKES[street.language])
    await street.turn(1)
    street.reporter.send_photo(chat)
    await street.turn(2)
    two = await pin(street, chat)
    assert two == one + 1
    cases = [await street.case(number) for number in (one, two)]
    assert [case.words for case in cases] == [FIRE[street.language], BIKES[street.language]]
    assert [case.item for case in cases] == ["fire_lane_blocked", "shared_bike_parking"]
    assert [len(await pieces(street, number)) for number in (one, two)] == [1, 2]


@pytest.mark.parametrize("chat", WHERE)
async def test_without_a_pin_they_are_added_and_that_is_said(street: Street, chat: int) -> None:
    """Not before five seconds, and then without a sound."""
    one = await first(street, chat)
    street.reporter.say(chat, BIKES[street.language])
    await street.turn(3)
    assert (await street.case(one)).words == FIRE[street.language]
    assert told(street, "piece-added", one) == (1 if chat == 1006 else 0), "in the group the card has the first words"
    await street.turn(4)
    case = await street.case(one)
    assert (case.words, case.item) == (f"{FIRE[street.language]} {BIKES[street.language]}", "fire_lane_blocked")
    added = [m for m in street.private(1006) if m.text == street.said("piece-added", number=one)]
    assert len(added) == (2 if chat == 1006 else 1)
    assert added[-1].silent


async def test_a_photo_in_private_is_never_taken_without_a_word(street: Street) -> None:
    """Meant for the next report, sent long before its pin: it is added, said, and moved by one tap."""
    one = await first(street, 1006)
    for _ in range(3):
        street.reporter.send_photo(1006)
        await street.turn(7)
    assert [str(piece.kind) for piece in await pieces(street, one)] == ["text", "photo", "photo", "photo"]
    photos = {"word": "pictures-photos", "count": 3}
    assert told(street, "pictures-added", one, what=photos) == 1, "one message for the series"
    assert len([m for m in street.private(1006) if street.said("button-new-report") in m.labels]) == 2
    await new_report(street, one)
    assert street.private(1006)[-1].text == street.said("report-where")
    assert len(await pieces(street, one)) == 1
    for _ in range(2):
        street.reporter.send_photo(1006)
        await street.turn(2)
    assert told(street, "report-where", one) == 1, "it is not asked anew under each photo"
    two = await pin(street, 1006)
    assert two == one + 1
    assert [str(piece.kind) for piece in await pieces(street, two)] == ["photo"] * 5


@pytest.mark.parametrize("chat", WHERE)
async def test_it_is_a_new_report_asks_the_place(street: Street, chat: int) -> None:
    """The words are taken off, and go with the place that is sent where it is asked."""
    one = await first(street, chat)
    street.reporter.say(chat, BIKES[street.language])
    await street.turn(8)
    await new_report(street, one)
    assert (await street.case(one)).words == FIRE[street.language]
    assert BIKES[street.language] not in street.card(one).text
    two = await pin(street, 1006)
    case = await street.case(two)
    assert (two, case.words, case.item) == (one + 1, BIKES[street.language], "shared_bike_parking")


@pytest.mark.parametrize("chat", WHERE)
async def test_it_is_a_new_report_takes_the_pin_that_came_too_late(street: Street, chat: int) -> None:
    """The location came half a minute after the words: no place is asked again."""
    one = await first(street, chat)
    street.reporter.say(chat, BIKES[street.language])
    await street.turn(20)
    two = await pin(street, chat)
    assert (await street.case(two)).words == ""
    await new_report(street, one)
    case = await street.case(two)
    assert (case.words, case.item) == (BIKES[street.language], "shared_bike_parking")
    assert (await street.case(one)).words == FIRE[street.language]
    assert told(street, "piece-moved", two, former=one) == 1
    assert await street.last_number() == two


@pytest.mark.parametrize("chat", WHERE)
async def test_a_correction_takes_nothing_away(street: Street, chat: int) -> None:
    """A pin near the first one: what waited is of that report, and said so."""
    one = await first(street, chat)
    street.reporter.say(chat, BIKES[street.language])
    await street.turn(1)
    assert await pin(street, chat, Point(CENTRE.lat + 0.0002, CENTRE.lon)) == one
    assert (await street.case(one)).words == f"{FIRE[street.language]} {BIKES[street.language]}"
    assert told(street, "piece-added", one)


@pytest.mark.parametrize("chat", WHERE)
async def test_a_pin_near_by_that_was_new_after_all(street: Street, chat: int) -> None:
    """*That was a new case*: what was said with it comes along."""
    one = await first(street, chat)
    street.reporter.say(chat, BIKES[street.language])
    await street.turn(1)
    await pin(street, chat, Point(CENTRE.lat + 0.0002, CENTRE.lon))
    corrected = street.private(1006, street.said("pin-corrected", number=one))[-1]
    await street.press(1006, corrected, street.said("button-new-case"))
    await street.turn(2)
    two = await street.last_number()
    assert (two, (await street.case(two)).words) == (one + 1, BIKES[street.language])
    assert (await street.case(one)).words == FIRE[street.language]


@pytest.mark.parametrize("chat", WHERE)
async def test_danger_never_waits_and_is_moved_with_its_pin(street: Street, chat: int) -> None:
    """At once to the newest case and its team; a pin elsewhere takes it, and the first is what it was."""
    one = await first(street, chat, BIKES)
    await street.turn(20)
    street.reporter.say(chat, FIGHT[street.language])
    await street.turn(2)
    case = await street.case(one)
    assert (case.item, len(case.support)) == ("fight", 1)
    assert street.private(1002, f"#{one}")
    two = await pin(street, chat)
    cases = [await street.case(number) for number in (one, two)]
    assert [case.item for case in cases] == ["shared_bike_parking", "fight"]
    assert [case.words for case in cases] == [BIKES[street.language], FIGHT[street.language]]
    assert not cases[0].support
    assert len([a for a in cases[1].assignments if a.is_open]) == 2
    words = {"number": one, "place": "", "words": FIGHT[street.language], "other": two}
    item = street.house.desk.books.built_in.item("shared_bike_parking")
    said = street.said("words-moved", item=item.name_zh if street.language == "zh" else item.name_en, **words)
    assert [m for m in street.private(1002) if m.text == said and not m.silent]


@pytest.mark.parametrize("chat", WHERE)
async def test_a_pin_that_comes_late_after_danger_asks_about_it(street: Street, chat: int) -> None:
    """The words stay where teams are; whether they were about the new place is asked with one tap."""
    one = await first(street, chat, BIKES)
    street.reporter.say(chat, FIGHT[street.language])
    await street.turn(25)
    two = await pin(street, chat)
    cases = [await street.case(number) for number in (one, two)]
    assert [case.item for case in cases] == ["fight", None]
    assert (asks.danger(cases[1].asks) is not None, cases[1].state) == (True, "dispatched")


async def test_danger_on_a_case_that_is_critical_reaches_its_team(street: Street) -> None:
    """It changes nothing about the case; those who go there hear it with a sound."""
    one = await first(street, GROUP, FIGHT)
    street.reporter.say(GROUP, FIGHT[street.language])
    await street.turn(2)
    heard = [m for m in street.private(1002, f"#{one}") if FIGHT[street.language] in m.text and not m.silent]
    assert len(heard) >= 2
    assert (await street.case(one)).item == "fight"


@pytest.mark.parametrize("chat", WHERE)
async def test_a_second_report_in_words_is_a_report_of_its_own(street: Street, chat: int) -> None:
    """``/report WHAT`` without a reply: where it is is asked; one tap adds it to the report before."""
    one = await first(street, chat)
    street.reporter.say(chat, f"/report {BIKES[street.language]}")
    await street.turn(8)
    assert (await street.case(one)).words == FIRE[street.language]
    assert street.private(1006)[-1].text == street.said("report-where-second", number=one)
    two = await pin(street, chat)
    assert [(await street.case(number)).words for number in (one, two)] == [
        FIRE[street.language],
        BIKES[street.language],
    ]
    street.reporter.say(chat, f"/report {FIRE[street.language]}")
    await street.turn(2)
    joins = street.said("button-report-joins", number=two)
    assert street.private(1006)[-1].keys[-1] == (joins,)
    street.reporter.say(1006, joins)
    await street.turn(8)
    assert (await street.case(two)).words == f"{BIKES[street.language]} {FIRE[street.language]}"
    assert await street.last_number() == two
    await street.turn(150)
    street.reporter.say(chat, f"/report {BIKES[street.language]}")
    await street.turn(3)
    assert street.private(1006)[-1].text == street.said("report-where")


async def test_report_says_what_a_pin_before_it_left_open(street: Street) -> None:
    """The pin is the report; the command says what it is."""
    street.reporter.send_location(GROUP, CENTRE.lat, CENTRE.lon)
    await street.turn(2)
    street.reporter.say(GROUP, f"/report {BIKES[street.language]}")
    await street.turn(3)
    assert await street.last_number() == 1
    assert (await street.case(1)).item == "shared_bike_parking"


@pytest.mark.parametrize("chat", WHERE)
async def test_a_restart_loses_nothing_that_waits(street: Street, chat: int) -> None:
    """Added after the restart, and said."""
    one = await first(street, chat)
    street.reporter.say(chat, BIKES[street.language])
    await street.turn(1)
    await street.stop()
    await street.clock.turn(20)
    await street.start()
    await street.turn(40)
    assert (await street.case(one)).words == f"{FIRE[street.language]} {BIKES[street.language]}"
    assert told(street, "piece-added", one)


async def test_a_restart_between_words_and_pin(street: Street) -> None:
    """The pin takes them as if nothing had happened."""
    one = await first(street, GROUP)
    street.reporter.say(GROUP, BIKES[street.language])
    await street.turn(1)
    await street.stop()
    street.reporter.send_location(GROUP, FAR.lat, FAR.lon)
    await street.clock.turn(20)
    await street.start()
    await street.turn(10)
    assert (await street.case(one)).words == FIRE[street.language]
    assert (await street.case(one + 1)).words == BIKES[street.language]


async def test_what_is_said_in_a_breath_stays_together(street: Street) -> None:
    """Words, four seconds later a photo, four seconds later the pin."""
    one = await first(street, 1006)
    street.reporter.say(1006, BIKES[street.language])
    await street.turn(4)
    street.reporter.send_photo(1006)
    await street.turn(4)
    assert told(street, "piece-added", one) == 2
    two = await pin(street, 1006)
    assert (await street.case(two)).words == BIKES[street.language]
    assert len(await pieces(street, two)) == 2
    assert (await street.case(one)).words == FIRE[street.language]
    assert told(street, "piece-added", one) == 1
    assert told(street, "piece-moved", two, former=one) == 1


async def test_an_album_moves_whole(street: Street) -> None:
    """Its pieces are one thing."""
    one = await first(street, 1006)
    for _ in range(3):
        street.reporter.send_photo(1006, media_group_id="a1")
    await street.turn(8)
    assert len(await pieces(street, one)) == 4
    assert told(street, "pictures-added", one, what={"word": "pictures-photos", "count": 3}) == 1
    await new_report(street, one)
    two = await pin(street, 1006)
    assert [len(await pieces(street, number)) for number in (one, two)] == [1, 3]


async def test_who_has_no_private_chat_is_told_in_the_group(street: Street) -> None:
    """One quiet answer, where there is room for it."""
    li = street.who(1003)
    li.send_location(GROUP, FAR.lat, FAR.lon)
    await street.turn(1)
    li.say(GROUP, FIRE[street.language])
    await street.turn(3)
    li.say(GROUP, BIKES[street.language])
    await street.turn(8)
    number = await street.last_number()
    said = [m for m in li.sees(GROUP) if m.by_bot and m.text == street.said("piece-added", number=number)]
    assert len(said) == 1
    assert said[0].silent


# --- talk before a pin


@pytest.mark.parametrize("chat", WHERE)
async def test_talk_before_a_pin_is_no_part_of_the_report(street: Street, chat: int) -> None:
    """Half a minute before: the words that mean something are its words, and the rest is with nobody."""
    street.reporter.say(chat, CHAT[street.language])
    await street.turn(20)
    street.reporter.say(chat, BIKES[street.language])
    await street.turn(12)
    number = await pin(street, chat)
    assert (await street.case(number)).words == BIKES[street.language]
    assert len(await pieces(street, number)) == 1


@pytest.mark.parametrize("chat", WHERE)
async def test_talk_stands_in_until_something_better_is_said(street: Street, chat: int) -> None:
    """Nothing else was said: it is shown. Words after the pin take its place and say what it is."""
    street.reporter.say(chat, CHAT[street.language])
    await street.turn(30)
    number = await pin(street, chat)
    case = await street.case(number)
    assert (case.words, case.item) == (CHAT[street.language], None)
    street.reporter.say(chat, BIKES[street.language])
    await street.turn(3)
    case = await street.case(number)
    assert (case.words, case.item) == (BIKES[street.language], "shared_bike_parking")
    assert [piece.text for piece in await pieces(street, number)] == [BIKES[street.language]]
    assert CHAT[street.language] not in street.card(number).text


async def test_what_one_pin_passed_over_is_not_for_the_next(street: Street) -> None:
    """Talk that was no part of the first report is none of the second either."""
    street.reporter.say(GROUP, CHAT[street.language])
    await street.turn(16)
    street.reporter.say(GROUP, BIKES[street.language])
    await street.turn(4)
    one = await pin(street, GROUP, CENTRE)
    two = await pin(street, GROUP)
    assert (two, (await street.case(two)).words) == (one + 1, "")


async def test_words_just_before_the_pin_count_whatever_they_are(street: Street) -> None:
    """Ten seconds before it they are about it, also where nothing is recognised in them."""
    street.reporter.say(GROUP, CHAT[street.language])
    await street.turn(8)
    number = await pin(street, GROUP)
    street.reporter.say(GROUP, BIKES[street.language])
    await street.turn(8)
    assert (await street.case(number)).words == f"{CHAT[street.language]} {BIKES[street.language]}"


async def test_a_photo_while_it_is_asked_where_keeps_the_words(street: Street) -> None:
    """``/report WHAT``, a photo, then the place."""
    street.reporter.say(1006, f"/report {BIKES[street.language]}")
    await street.turn(2)
    street.reporter.send_photo(1006)
    await street.turn(150)
    number = await pin(street, 1006)
    assert (await street.case(number)).words == BIKES[street.language]
    assert len(await pieces(street, number)) == 1


async def test_where_is_answered_where_it_is_asked(street: Street) -> None:
    """``/report WHAT`` in the group: the question comes in private, and so may the answer."""
    street.reporter.say(GROUP, f"/report {BIKES[street.language]}")
    await street.turn(2)
    assert street.private(1006, street.said("report-where"))
    number = await pin(street, 1006)
    assert (await street.case(number)).words == BIKES[street.language]
    other = await pin(street, GROUP)
    assert (other, (await street.case(other)).words) == (number + 1, ""), "it is asked in the group no more"
