"""The group's card of a case whose kind says itself what it reads: written anew after every move that is told there."""

from typing import Any

from bot.cases.case import Case, Change
from bot.cases.kinds import KINDS
from bot.cases.moves import Tell
from bot.cases.rulebook import Facts
from bot.outbox.letters import Letter, LetterKind, Priority
from bot.work.work import Work

CARD = "card"
"""The purpose of cards."""

OF_KIND = "of_kind"
"""The fact of a card's letter that names the kind which says what it reads."""


async def post(work: Work, case: Case, *, silent: bool = False) -> None:
    """The card of *case* as it stands when it is sent: a new one, or in place of the one that stands.

    *silent*: a new one comes without a sound.
    """
    stands = (await work.tx.outbox.told(case.id)).card
    await work.post(
        Letter(
            district_id=None,
            chat_id=work.district.chat_id,
            kind=LetterKind.CARD,
            created_at=work.now,
            priority=Priority.EDIT if stands else Priority.NEW_CARD,
            case_id=case.id,
            purpose=CARD,
            facts={OF_KIND: case.kind},
            language=work.district.language,
            collapse=f"card:{case.id}",
            silent=silent,
        )
    )


async def follow(work: Work, change: Change[Any], facts: Facts) -> None:
    """What follows from a move that is told on the card."""
    if Tell.CARD in work.at_hand[KINDS].of(change.case).table[change.move].tell:
        await post(work, change.case)
