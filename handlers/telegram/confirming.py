"""The confirming tap before what is not easily taken back."""

from bot.desk import confirmation
from handlers.telegram.commands import Feature, Said, Wants, case_number, wants

FEATURE = Feature("confirming")


@FEATURE.button("sure")
async def sure_pressed(said: Said, move: str, choice: str) -> Wants:
    """Yes: it is done at once; it counts only under the thumb of whoever was asked."""
    return wants(confirmation.confirm, what=move, number=case_number(said))
