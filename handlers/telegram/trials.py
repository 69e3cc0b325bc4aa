"""The trial at the end of ``/setup``: the button that begins it, those of its steps, and what writes them."""

from bot.outbox.letters import LetterKind
from bot.trials import actions as trials_actions
from handlers.telegram.commands import Feature, Said, Wants, case_number, wants

FEATURE = Feature("trials", {LetterKind.TRIAL: lambda means: means.plain})


@FEATURE.button("trial")
async def pressed(said: Said, move: str, choice: str) -> Wants:
    """Begin one, or make its next move."""
    if move == "begin":
        return wants(trials_actions.begin)
    return wants(trials_actions.move, name=move, number=case_number(said))
