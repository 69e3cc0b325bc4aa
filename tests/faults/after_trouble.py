"""What must hold on a street after any trouble: nothing lost, nobody told twice without the mark, all letters sent."""

from collections import Counter
from collections.abc import Callable

from sqlalchemy import text

from tests.stories.conftest import Street


async def rows(street: Street, query: str) -> list[tuple[object, ...]]:
    """What the memory answers to *query*."""
    async with street.house.store.look() as tx:
        return [tuple(row) for row in (await tx.connection.execute(text(query))).all()]  # type: ignore[attr-defined]


async def numbers_of_pins(street: Street) -> dict[int, int]:
    """How many cases each reporting message became, by its number."""
    found = await rows(street, "SELECT origin_message_id FROM incidents WHERE origin_message_id IS NOT NULL")
    return dict(Counter(int(str(row[0])) for row in found))


async def restart(street: Street, down_s: float, meanwhile: Callable[[], object] | None = None) -> None:
    """Stop the bot, let time pass, start it again on the same database; the server stands all the while."""
    await street.stop()
    if meanwhile is not None:
        meanwhile()
    await street.clock.turn(down_s)
    await street.start()


async def unmarked(street: Street) -> list[str]:
    """New messages that no letter knows (their answer was lost) and that came again as they were, without the mark."""
    known = {int(str(r[0])) for r in await rows(street, "SELECT message_id FROM outbox WHERE message_id IS NOT NULL")}
    found = []
    for chat_id in street.world.chats:
        ours = [m for m in street.world.messages(chat_id) if m.author.id == street.world.bot.id]
        first = [(m.message_id, str((m.history[0] if m.history else m.body).get("text", ""))) for m in ours]
        for number, said in first:
            if said and number not in known:
                found += [t for other, t in first if other != number and t == said]
    return found


async def whole(street: Street, pins: list[int]) -> None:
    """Nothing waits, nothing is given up, every pin of *pins* is one case, and nobody was told twice in silence.

    What is gathered for a moment before it sounds is waited for.
    """
    await street.turn(3)
    assert await rows(street, "SELECT update_id, state, error FROM inbox WHERE state != 'done'") == []
    assert await rows(street, "SELECT id, key, state, error FROM outbox WHERE state IN ('waiting', 'sending')") == []
    assert len(street.world.updates) == 0
    assert await numbers_of_pins(street) == dict.fromkeys(pins, 1)
    assert await unmarked(street) == []
