"""The page of a visit for the phone, asked for in the chat: ``/visit 42 page``, or a button under the visit."""

from bot.inspections.page import opening
from handlers.telegram import visits
from handlers.telegram.commands import Feature, Said, Wants, case_number, wants

FEATURE = Feature("visit page")
"""It brings no command: it is a step of a visit."""


@visits.step("page")
async def page(said: Said, _move: str, _choice: str) -> Wants:
    """A link to it in private."""
    return wants(opening.page, number=case_number(said))
