"""Words of danger: critical at once, or asked with one tap while the lead goes; harmless ones wake nobody."""

import pytest

from bot.incidents.asks import UNANSWERED, danger
from bot.incidents.reporting import questions
from bot.values.refused import Refused
from handlers.drill.people.seen import Seen
from tests.stories.conftest import CENTRE, GROUP, Street
from tests.stories.test_closing_by_evidence import pieces

DOUBT = "好像吵起来了"


async def reported(street: Street, words: str) -> int:
    """Words, then the pin that they belong to."""
    street.reporter.say(GROUP, words)
    await street.turn(1)
    street.reporter.send_location(GROUP, CENTRE.lat, CENTRE.lon)
    await street.turn(3)
    return await street.last_number()


async def teams(street: Street, number: int) -> list[tuple[int, str]]:
    """Who is sent, and as what."""
    return [(a.team_id, str(a.role)) for a in (await street.case(number)).assignments if a.is_open]


def button(street: Street, key: str) -> tuple[Seen, str]:
    """The newest message in the group with a button."""
    label = street.said(key)
    return next(m for m in street.captain.sees(GROUP)[::-1] if label in str(m.buttons)), label


@pytest.mark.parametrize(
    ("words", "item"),
    [("两个人打起来了，有人持刀", "fight"), ("有人被车撞了", "injured"), ("man with a knife", "fight"),
     ("heart attack, need an ambulance", "injured")],
)  # fmt: skip
async def test_danger_is_critical_at_once(street: Street, words: str, item: str) -> None:
    """Lead and support are sent without a question."""
    number = await reported(street, words)
    case = await street.case(number)
    assert (case.item, case.asks) == (item, ())
    assert [role for _, role in await teams(street, number)] == ["lead", "support"]


@pytest.mark.parametrize("words", ["没人受伤，车压盲道", "打架子鼓扰民", "nobody injured, car on the pavement"])
async def test_what_only_sounds_like_it_is_not(street: Street, words: str) -> None:
    """Neither critical nor asked about."""
    number = await reported(street, words)
    await street.turn(60)
    case = await street.case(number)
    assert case.item not in {"fight", "injured"}
    assert not [ask for ask in case.asks if ask.startswith("danger")]
    assert [role for _, role in await teams(street, number)] == ["lead"]


async def test_a_doubt_sends_the_lead_at_once_and_support_on_yes(street: Street) -> None:
    """One tap of the reporter makes it critical."""
    number = await reported(street, DOUBT)
    assert [role for _, role in await teams(street, number)] == ["lead"]
    await street.press(1006, *button(street, "button-danger-yes"))
    await street.turn(3)
    assert (await street.case(number)).item in {"fight", "injured"}
    assert [role for _, role in await teams(street, number)] == ["lead", "support"]


async def test_on_no_nothing_more_is_sent(street: Street) -> None:
    """The other questions go on."""
    number = await reported(street, DOUBT)
    await street.press(1006, *button(street, "button-danger-no"))
    await street.turn(60)
    assert [role for _, role in await teams(street, number)] == ["lead"]
    assert not [ask for ask in (await street.case(number)).asks if ask.startswith("danger")]


async def test_silence_for_thirty_seconds_sends_support(street: Street) -> None:
    """Captains hear it; a tap still settles it."""
    number = await reported(street, DOUBT)
    await street.turn(25)
    assert [role for _, role in await teams(street, number)] == ["lead"]
    await street.turn(10)
    assert [role for _, role in await teams(street, number)] == ["lead", "support"]
    assert [m for m in street.private(1001, f"#{number}") if not m.silent]
    await street.press(1006, *button(street, "button-danger-no"))
    assert not (await street.case(number)).asks or "danger" not in (await street.case(number)).asks[0]


async def test_danger_that_is_said_later(street: Street) -> None:
    """Words of the reporter after the pin make the case critical, with support."""
    number = await reported(street, "共享单车乱停放")
    street.reporter.say(GROUP, "有人被砸伤了，流血不止", reply_to=street.card(number))
    await street.turn(3)
    assert (await street.case(number)).item == "injured"
    assert [role for _, role in await teams(street, number)] == ["lead", "support"]


async def asked(street: Street, number: int) -> bool:
    """Whether the question about danger is open."""
    return danger((await street.case(number)).asks) is not None


async def roles(street: Street, number: int) -> list[str]:
    """As what teams are sent."""
    return [role for _, role in await teams(street, number)]


async def said_by_captain(street: Street, words: str) -> None:
    """A command in private."""
    street.captain.say(1001, words)
    await street.turn(3)


async def test_danger_said_again_on_a_case_that_a_captain_has_lowered(street: Street) -> None:
    """The words are kept, and whether somebody is in danger is asked; yes makes it critical again."""
    number = await reported(street, "两个人打起来了，有人持刀")
    await said_by_captain(street, f"/priority {number} low")
    lead = next(a for a in (await street.case(number)).assignments if a.is_open)
    assert lead.team_id == 1
    street.wang.say(GROUP, "又打起来了，有人受伤", reply_to=street.card(number))
    await street.turn(3)
    assert "又打起来了，有人受伤" in [piece.text for piece in await pieces(street, number)]
    assert ((await street.case(number)).item, await asked(street, number)) == ("fight", True)
    await street.press(1006, *button(street, "button-danger-yes"))
    await street.turn(3)
    assert ((await street.case(number)).severity, await asked(street, number)) == (None, False)


async def test_words_that_name_no_item_take_nothing_away(street: Street) -> None:
    """The item they mean was retired meanwhile: they are kept all the same."""
    number = await reported(street, "共享单车乱停放")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(questions, "set_item", _refuse)
        street.reporter.say(GROUP, "有人被砸伤了，流血不止", reply_to=street.card(number))
        await street.turn(3)
    assert "有人被砸伤了，流血不止" in [piece.text for piece in await pieces(street, number)]


async def _refuse(*_: object, **__: object) -> None:
    raise Refused("stale-button")


async def test_yes_overrules_a_lowered_severity(street: Street) -> None:
    """Support goes; the history has it."""
    number = await reported(street, "地上有血迹")
    await said_by_captain(street, f"/priority {number} low")
    assert await roles(street, number) == ["lead"]
    await street.press(1006, *button(street, "button-danger-yes"))
    await street.turn(3)
    case = await street.case(number)
    assert (case.item, case.severity) == ("injured", None)
    assert await roles(street, number) == ["lead", "support"]
    async with street.house.store.look() as tx:
        rows = [row.record for row in await tx.history.of_case(case.id)]
    assert [row.facts.get("severity", "") for row in rows if row.move == "recategorise"][-1] is None


async def test_silence_while_nobody_is_free_is_remembered(street: Street) -> None:
    """The first team that is back leads, the next one is sent along, and no third."""
    for user_id in (1002, 1004, 1005):
        street.who(user_id).say(user_id, "/break 60")
    await street.turn(2)
    number = await reported(street, DOUBT)
    await street.turn(35)
    assert await roles(street, number) == []
    for user_id, are_sent in ((1002, ["lead"]), (1004, ["lead", "support"]), (1005, ["lead", "support"])):
        street.who(user_id).say(user_id, "/back")
        await street.turn(3)
        assert await roles(street, number) == are_sent
    assert UNANSWERED not in (await street.case(number)).marks


async def test_a_late_no_ends_what_silence_wanted(street: Street) -> None:
    """Nobody is sent along any more."""
    for user_id in (1002, 1004, 1005):
        street.who(user_id).say(user_id, "/break 60")
    await street.turn(2)
    number = await reported(street, DOUBT)
    await street.turn(35)
    await street.press(1006, *button(street, "button-danger-no"))
    for user_id in (1002, 1004):
        street.who(user_id).say(user_id, "/back")
    await street.turn(40)
    assert await roles(street, number) == ["lead"]


@pytest.mark.parametrize("command", ["/item {} injured", "/priority {} critical"])
async def test_a_captain_who_makes_it_critical_answers_the_question(street: Street, command: str) -> None:
    """Support goes at once, and nobody is asked any more."""
    number = await reported(street, DOUBT)
    assert await asked(street, number)
    await said_by_captain(street, command.format(number))
    assert await roles(street, number) == ["lead", "support"]
    assert not await asked(street, number)
    told = len(street.private(1001))
    await street.turn(40)
    assert await roles(street, number) == ["lead", "support"]
    assert len([m for m in street.private(1001)[told:] if DOUBT in m.text]) == 0


async def test_no_question_holds_a_critical_case(street: Street) -> None:
    """Who is on the way to one case sees danger near by."""
    first = await street.report()
    await street.turn(2)
    street.wang.say(GROUP, "两个人打起来了，有人持刀")
    await street.turn(1)
    street.wang.send_location(GROUP, CENTRE.lat + 0.005, CENTRE.lon)
    await street.turn(3)
    number = await street.last_number()
    case = await street.case(number)
    assert (number != first, case.asks) == (True, (f"arrived:{first}",))
    assert await roles(street, number) == ["lead", "support"]


async def test_a_pin_far_from_the_case_in_hand_is_no_arrival(street: Street) -> None:
    """It is a new case, without a question."""
    await street.report()
    await street.turn(2)
    street.wang.say(GROUP, "共享单车乱停放")
    street.wang.send_location(GROUP, CENTRE.lat + 0.02, CENTRE.lon)
    await street.turn(3)
    number = await street.last_number()
    assert (await street.case(number)).asks == ()
    assert await roles(street, number) == ["lead"]
