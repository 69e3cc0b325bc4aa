"""Who corrects what they wrote is understood until a team is there; a caption says what a photo is."""

import pytest

from bot.incidents.reporting import edits
from tests.stories.conftest import CENTRE, GROUP, Street
from tests.stories.test_closing_by_evidence import SHOTS, STALL, name, on_scene, pieces

WORDS = {"zh": ("路口有人遛狗没牵绳", "路口有人占道摆摊卖水果"), "en": ("dog off leash here", "a street vendor here")}
"""What is said first, and what it is corrected to: another item."""


async def _reported(street: Street, chat: int = GROUP) -> tuple[int, int]:
    """A pin with words after it: number and message of the words."""
    street.reporter.send_location(chat, CENTRE.lat, CENTRE.lon)
    await street.turn(2)
    said = street.reporter.say(chat, WORDS[street.language][0])
    await street.turn(5)
    return await street.last_number(), said.message_id


async def _moves(street: Street, number: int) -> list[str]:
    async with street.house.store.look() as tx:
        return [row.record.move for row in await tx.history.of_case((await street.case(number)).id)]


async def test_corrected_words_change_card_and_item_before_the_arrival(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The team hears of it in one line; nothing else moves. Who corrects a message all the time hears that it stays.

    Danger is heard however often it was corrected.
    """
    monkeypatch.setattr(edits, "MOST_OF_MESSAGE", 2)
    number, message = await _reported(street)
    case = await street.case(number)
    assert (case.item, case.state) == ("dog_leash", "dispatched")
    heard = len(street.private(1002))
    right = WORDS[street.language][1]
    street.reporter.edit_text(message, right, GROUP)
    await street.turn(5)
    case = await street.case(number)
    assert (case.item, case.state, case.words) == (STALL, "dispatched", right)
    assert right in street.card(number).text
    assert len(street.private(1002)) == heard + 1
    assert (await _moves(street, number)).count("recategorise") == 2, "by the first words, and by the right ones"
    street.reporter.edit_text(message, right + "!", GROUP)
    await street.turn(5)
    assert (await street.case(number)).words == right + "!"
    assert street.private(1002, street.said("words-corrected", number=number, words=right + "!"))
    street.reporter.edit_text(message, right + "!", GROUP)
    await street.turn(5)
    assert (await _moves(street, number)).count("edited") == 2
    street.reporter.edit_text(message, right + "!!", GROUP)
    await street.turn(5)
    assert (await street.case(number)).words == right + "!"
    assert (await _moves(street, number)).count("edited") == 2
    assert street.private(1006)[-1].text == street.said("edit-too-often", number=number)
    street.reporter.edit_text(message, "有人持刀砍人", GROUP)
    await street.turn(5)
    assert (await street.case(number)).item == "fight"
    street.reporter.edit_text(message, "有人持刀砍人！", GROUP)
    await street.turn(5)
    assert street.private(1006)[-1].text == street.said("edit-too-often", number=number)


async def test_after_the_arrival_an_edit_is_only_noted(street: Street) -> None:
    """And that of somebody else at any time."""
    number, message = await _reported(street)
    noted = street.wang.say(1002, "on the way round the back", reply_to=street.private(1002, f"#{number}")[0].id)
    await street.turn(3)
    street.wang.edit_text(noted, WORDS[street.language][1])
    await street.turn(3)
    assert (await street.case(number)).item == "dog_leash"
    street.wang.say(1002, f"/arrived {number}")
    await street.turn(3)
    before = await street.case(number)
    street.reporter.edit_text(message, WORDS[street.language][1], GROUP)
    await street.turn(5)
    case = await street.case(number)
    assert (case.item, case.words, case.state) == (before.item, before.words, "on_scene")
    assert (await _moves(street, number))[-1] == "edited"
    assert street.private(1002, street.said("edit-noted", number=number))
    street.captain.say(1001, f"/history {number}")
    await street.turn(2)
    assert street.said("history-edited", words="\0").split("\0")[0] in street.private(1001)[-1].text


async def test_an_edit_is_no_command_and_no_answer(street: Street) -> None:
    """Neither a command in the place of words, nor words that are a move, nor other facts of a command."""
    number, _ = await _reported(street)
    talk = street.wang.say(1002, "hm")
    await street.turn(2)
    street.wang.edit_text(talk, f"/accept {number}")
    await street.turn(2)
    street.wang.edit_text(talk, "到了")
    await street.turn(2)
    assert (await street.case(number)).state == "dispatched"
    given = street.wang.say(1002, f"/accept {number}")
    await street.turn(2)
    street.wang.edit_text(given, f"/done {number} duplicate")
    await street.turn(2)
    assert (await street.case(number)).state == "accepted"


async def test_what_somebody_else_said_it_is_stands(street: Street) -> None:
    """The captain named the item: the reporter's words change on the card alone."""
    number, message = await _reported(street)
    street.captain.say(1001, f"/item {number} shared_bike_parking")
    await street.turn(3)
    street.reporter.edit_text(message, WORDS[street.language][1], GROUP)
    await street.turn(3)
    case = await street.case(number)
    assert (case.item, case.words) == ("shared_bike_parking", WORDS[street.language][1])


async def test_words_that_wait_for_their_place_and_a_report_in_words(street: Street) -> None:
    """The corrected ones are those that the case has."""
    wrong, right = WORDS[street.language]
    street.reporter.edit_text(street.reporter.say(GROUP, wrong), right, GROUP)
    await street.turn(2)
    street.reporter.send_location(GROUP, CENTRE.lat, CENTRE.lon)
    await street.turn(3)
    case = await street.case(await street.last_number())
    assert (case.words, case.item) == (right, STALL)
    said = street.captain.say(1001, f"/report {wrong}")
    await street.turn(3)
    number = await street.last_number()
    assert number != case.number
    street.captain.edit_text(said, f"/report {right}")
    await street.turn(3)
    case = await street.case(number)
    assert (case.words, case.item) == (right, STALL)
    assert street.private(1001, street.said("edit-taken", number=number))


async def test_captions_say_what_a_photo_is(street: Street) -> None:
    """In whatever order they come: the one of after first, then close, then wide; one more says nothing new."""
    number = await on_scene(street)
    after, close, wide = {"zh": ("处理后", "细节", "处理前全景"), "en": ("After", "close-up", "before, wide")}[
        street.language
    ]
    for caption in (after, close, wide):
        street.wang.send_photo(1002, caption)
        await street.turn(2)
    found = {piece.text: piece.counts_as for piece in await pieces(street, number)}
    assert found == {after: SHOTS[2], close: SHOTS[1], wide: SHOTS[0]}
    street.wang.say(1002, f"/done {number}")
    await street.turn(3)
    assert (await street.case(number)).state == "resolved"


async def test_a_photo_of_after_shows_nothing_before_the_arrival(street: Street) -> None:
    """Its caption is not overruled: it fills no place of a photo from before."""
    number = await street.report(item=STALL)
    street.wang.say(1002, f"/accept {number}")
    await street.turn(2)
    street.wang.send_photo(1002, "处理后")
    await street.turn(2)
    [piece] = await pieces(street, number)
    assert (piece.stage, piece.counts_as) == ("before", SHOTS[2])
    await street.turn(2)
    told = street.private(1002)[-1].text
    what, shot = street.said("piece-photo"), name(street, STALL, SHOTS[2])
    assert street.said("pieces-line-early", what=what, n=1, piece=shot) in told
    assert street.said("pieces-line-missing", piece=shot) in told


async def test_an_edit_takes_no_critical_item_away(street: Street) -> None:
    """Where the other words mean something harmless the case stays what it is, with both teams."""
    street.reporter.say(GROUP, "两个人打起来了，有人持刀")
    street.reporter.send_location(GROUP, CENTRE.lat, CENTRE.lon)
    await street.turn(3)
    number = await street.last_number()
    more = street.reporter.say(GROUP, "在路口那边", reply_to=street.card(number))
    await street.turn(3)
    street.reporter.edit_text(more.message_id, "在共享单车乱停放那边", GROUP)
    await street.turn(3)
    case = await street.case(number)
    assert (case.item, len([a for a in case.assignments if a.is_open])) == ("fight", 2)
    assert case.words == "两个人打起来了，有人持刀 在共享单车乱停放那边"


async def test_a_caption_that_comes_later_stands_beside_the_words(street: Street) -> None:
    """It had no words before: it replaces none."""
    number, _ = await _reported(street)
    words = (await street.case(number)).words
    photo = street.reporter.send_photo(GROUP, reply_to=street.card(number))
    await street.turn(3)
    street.reporter.edit_text(photo, "by the gate", GROUP)
    await street.turn(3)
    assert (await street.case(number)).words == f"{words} by the gate"
    street.reporter.edit_text(photo, "by the green gate", GROUP)
    await street.turn(3)
    assert (await street.case(number)).words == f"{words} by the green gate"


async def test_whose_team_it_is_not_may_not_accept(street: Street) -> None:
    """A reporter without a team hears that the step is not theirs."""
    number = await street.report()
    await street.turn(2)
    street.reporter.say(GROUP, "收到", reply_to=street.card(number))
    await street.turn(2)
    street.reporter.say(1006, f"/accept {number}")
    await street.turn(2)
    assert (await street.case(number)).state == "dispatched"
    move = street.said("move-accept")
    assert street.private(1006)[-1].text == street.said("not-yours", number=number, move_word=move)
