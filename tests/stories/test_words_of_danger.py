"""Words of danger: critical at once, or asked with one tap while the lead goes; harmless ones wake nobody."""

import pytest

from handlers.drill.people.seen import Seen
from tests.stories.conftest import CENTRE, GROUP, Street

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
