"""What the first case does not show can be tried on the ground by hand: a swap, the welfare check, a call for help."""

from collections.abc import Iterator

import pytest

from bot.app.drill.standing import Ground
from bot.duty.plan import ROSTERS
from handlers.drill import cases
from handlers.drill.life.living import Living
from handlers.drill.people.player import Player
from handlers.drill.people.seen import Seen
from tests.handlers.drill import test_living_ground as living_ground
from tests.handlers.drill.test_living_ground import CAPTAIN, REPORTER, hop

opened = living_ground.opened
made = living_ground.made
living = living_ground.living


@pytest.fixture
def looked_at(living: Living, monkeypatch: pytest.MonkeyPatch) -> Iterator[Living]:
    """Somebody looks on, and has seen the first case; the clock is turned by hand."""
    monkeypatch.setattr(cases, "LOOK_S", 0)
    living.stage.clock.run_at(1)
    living.stage.clock.stand()
    living.switch(crews=True, others=False)
    living.guided.after = 1
    with living.windows.listening("w"):
        yield living


def newest(player: Player, move: str) -> tuple[Seen, str]:
    """The newest private message with a button of that move, and what the button says to the bot."""
    found = [
        (message, button.data)
        for message in player.sees(player.id)
        for row in message.buttons
        for button in row
        if button.data and move in button.data
    ]
    return found[-1]


async def test_a_shift_is_swapped_by_hand(made: Ground, looked_at: Living) -> None:
    """Who is held offers it; a colleague and a captain whom nobody plays agree in a moment."""
    await hop(made, looked_at, 1)
    members = [one for team in made.file.teams for one in team.members]
    member = Player(made.world, next(one for one in members if one in looked_at._on_duty))
    looked_at.windows.hold("w", member.id)
    member.say(member.id, "/roster")
    await hop(made, looked_at, 1)
    message, ask = newest(member, ":ask")
    member.press_data(message.id, ask)
    await hop(made, looked_at, 1)
    message, to = newest(member, ":to:")
    member.press_data(message.id, to)
    for _ in range(12):
        await hop(made, looked_at, 5)
    assert {"swap-ask", "swap-agree", "swap-confirm"} <= looked_at.next.done
    assert made.bot is not None
    async with made.bot.store.look() as tx:
        swap = await tx[ROSTERS].swap(1)
    assert swap is not None
    assert (swap.user_id, str(swap.to_id), str(swap.state)) == (member.id, to.split(":")[3], "confirmed")


async def on_scene(made: Ground, living: Living) -> Player:
    """Somebody of the team that was sent, there; whoever plays them holds their phone."""
    reporter = Player(made.world, REPORTER)
    living.windows.hold("w", REPORTER)
    await hop(made, living, 1)
    base = next(team.base for team in made.file.teams if team.base and living._on_duty & set(team.members))
    reporter.say(made.file.chat_id, "共享单车乱停放")
    reporter.send_location(made.file.chat_id, base.lat + 0.0001, base.lon)
    await hop(made, living, 1)
    [case] = (await living.cases()).values()
    crew = Player(made.world, case["orders"][0]["user"])
    living.windows.hold("w", crew.id)
    for move in (":accept", ":arrive"):
        message, data = newest(crew, move)
        crew.press_data(message.id, data)
        await hop(made, living, 1)
    await hop(made, living, 1)
    return crew


@pytest.mark.parametrize("is_answered", [True, False])
async def test_the_welfare_check_asks_whoever_is_held(made: Ground, looked_at: Living, is_answered: bool) -> None:
    """After twenty minutes without a sign; nobody answers for them, and without an answer help is called."""
    crew = await on_scene(made, looked_at)
    assert "welfare-scene" in looked_at.next.done
    for _ in range(19):
        await hop(made, looked_at, 60)
    assert "welfare-asked" not in looked_at.next.done
    await hop(made, looked_at, 60)
    await hop(made, looked_at, 10)
    assert "welfare-asked" in looked_at.next.done
    message, well = newest(crew, ":well")
    if is_answered:
        crew.press_data(message.id, well)
    for _ in range(16):
        await hop(made, looked_at, 25)
    calls = [one for one in (await looked_at.cases()).values() if one["kind"] == "sos"]
    assert ("welfare-answer" in looked_at.next.done, len(calls)) == (is_answered, 0 if is_answered else 1)


async def test_a_call_for_help_waits_for_the_captain_who_is_held(made: Ground, looked_at: Living) -> None:
    """Teams set off by themselves; taking it and ending it is left to the one who is played."""
    crew = await on_scene(made, looked_at)
    crew.say(crew.id, "/sos")
    await hop(made, looked_at, 1)
    looked_at.windows.hold("w", CAPTAIN)
    for _ in range(10):
        await hop(made, looked_at, 10)
    [call] = [one for one in (await looked_at.cases()).values() if one["kind"] == "sos"]
    assert call["state"] == "raised"
    captain = Player(made.world, CAPTAIN)
    for move in (":acknowledge", ":clear"):
        message, data = newest(captain, move)
        captain.press_data(message.id, data)
        await hop(made, looked_at, 1)
        await hop(made, looked_at, 1)
    assert {"help-call", "help-take", "help-clear"} <= looked_at.next.done
