"""The one message in which whoever sent a file reads how it stands; of whatever a file is about."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.outbox.letters import Letter, LetterKind, Priority, Rows
from bot.places.importing.port import Import
from bot.work.work import Work


def lines(told: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
    """Lines as (key of the words, facts) as facts of the words."""
    return [{"word": key, **facts} for key, facts in told]


async def page(work: Work, one: Import, key: str, facts: Mapping[str, Any], buttons: Rows = ()) -> None:
    """The one message of an import, in the place of what stands."""
    stands = await work.tx.outbox.standing(one.district_id, one.purpose, chat_id=one.user_id)
    told = {**facts, "edits": stands.message_id} if stands is not None else dict(facts)
    await post(work, one, key=key, facts=told, buttons=buttons, collapse=one.purpose, purpose=one.purpose)


async def post(work: Work, one: Import, *, kind: LetterKind = LetterKind.NOTE, **more: Any) -> None:
    """A letter to whoever sent it."""
    more.setdefault("priority", Priority.ANSWER)
    await work.post(
        Letter(
            district_id=one.district_id,
            chat_id=one.user_id,
            user_id=one.user_id,
            kind=kind,
            created_at=work.now,
            language=one.language,
            **more,
        )
    )
