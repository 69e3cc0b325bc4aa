"""What a key may do with the register of places: nothing, until a captain lets it look or change."""

from dataclasses import replace

from bot.outbox.letters import Button
from bot.programs import keys
from bot.register.programs import PROGRAMS, Program, Reach
from bot.values.refused import Refused
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.work import Work

WORDS = {Reach.NONE: "none", Reach.LOOK: "look", Reach.CHANGE: "change"}
"""How a button and a sentence call it."""


@action(Right.CAPTAIN, "programs.places")
async def asked(work: Work, *, program_id: int) -> Answer:
    """What it may do, with a button for each other choice."""
    program = await _of_district(work, program_id)
    return answer("program-places", _buttons(program), name=program.name, reach=_word(program))


@action(Right.CAPTAIN, "programs.allow")
async def allow(work: Work, *, program_id: int, reach: str) -> Answer:
    """Let it do so much from now on; other captains hear of it."""
    program = await _of_district(work, program_id)
    wanted = next((one for one, word in WORDS.items() if word == reach), None)
    if wanted is None:
        raise Refused("stale-button")
    after = replace(program, places=wanted)
    if wanted is not program.places:
        await work.tx[PROGRAMS].save(after)
        await keys.write_down(work, after, "program_allowed", places=WORDS[wanted])
        await keys.tell_others(work, "program-places-told", after, reach=_word(after))
    return answer("program-places-set", _buttons(after), name=after.name, reach=_word(after))


async def _of_district(work: Work, program_id: int) -> Program:
    keys.in_private(work)
    program = await work.tx[PROGRAMS].hold(program_id)
    if program is None or program.district_id != work.district.id:
        raise Refused("stale-button")
    if not program.is_live:
        raise Refused("program-ended-already", name=program.name)
    return program


def _word(program: Program) -> dict[str, str]:
    return {"word": f"program-places-{WORDS[program.places]}"}


def _buttons(program: Program) -> tuple[tuple[Button, ...], ...]:
    data = f"program:{program.district_id}.{program.id}:places"
    return tuple(
        (Button(f"button-program-places-{word}", f"{data}:{word}"),)
        for one, word in WORDS.items()
        if one is not program.places
    )
