"""A visit on the spot in the chat: the buttons under its message, and who writes that message."""

from dataclasses import replace

from bot.inspections.visiting import pressing
from bot.outbox.letters import Letter, LetterKind
from handlers.telegram import visits
from handlers.telegram.commands import Feature, Said, Wants, case_number, wants
from handlers.telegram.writing.calls import Call
from handlers.telegram.writing.writers import Means


class StepWriter:
    """Writes the message with the next step: in the place of the one that stands, or as a new one."""

    def __init__(self, means: Means) -> None:
        self.means = means

    async def write(self, letter: Letter) -> Call:
        """The call; one that was deleted comes anew."""
        if letter.facts.get("in_place") and (stands := await self.means.board.standing(letter)) is not None:
            letter = replace(letter, facts=letter.facts | {"edits": stands.message_id})
        return await self.means.plain.write(letter)


FEATURE = Feature("visiting", {LetterKind.VISIT_STEP: StepWriter})


@visits.step("begin", "go_on", "code")
async def begun(said: Said, move: str, choice: str) -> Wants:
    """*Begin*, *go on* or *show code*, under what planning says, and behind the number of ``/visit``."""
    return wants(pressing.press, number=case_number(said), move="show" if move == "go_on" else move)


@FEATURE.button("visit")
async def pressed(said: Said, move: str, choice: str) -> Wants:
    """Every button of a visit on the spot."""
    return wants(pressing.press, number=case_number(said), move=move, choice=choice)
