"""Messages that list several cases: what they are kept with, and what becomes of the cards of these cases."""

from dataclasses import replace
from datetime import timedelta

from bot.outbox import backlog
from bot.outbox.letters import Letter, LetterKind, Posting, Priority, Told
from bot.work.ports import Tx

from .conftest import BOTH, NOW, Town

DATABASES = BOTH

GROUP, LATER = -100, NOW + timedelta(minutes=1)
LIST = Posting(GROUP, 7, backlog.PURPOSE, NOW, letter_id=None)


async def new(tx: Tx, town: Town, priority: Priority = Priority.NEW_CARD) -> Letter:
    """The card of a new case."""
    case = await town.incident(tx)
    about = {"case_id": case.id, "collapse": f"card:{case.id}", "purpose": "card", "facts": {backlog.NEW: True}}
    letter = Letter(town.district.id, GROUP, LetterKind.CARD, priority, NOW, **about)  # type: ignore[arg-type]
    return await tx.outbox.add(letter)


async def sent_as_list(tx: Tx, letters: list[Letter]) -> None:
    assert await tx.outbox.sending([one.id for one in letters], NOW) == {one.id for one in letters}
    await tx.outbox.listed(letters, NOW, replace(LIST, district_id=letters[0].district_id))


async def test_new_cases_come_critical_first_then_the_newest(town: Town) -> None:
    """Not those whose card stands, and no other letters."""
    async with town.store.begin() as tx:
        letters = [await new(tx, town) for _ in range(3)] + [await new(tx, town, Priority.ORDER)]
        carded = await new(tx, town)
        await tx.outbox.add(replace(carded, id=0, kind=LetterKind.NOTE, purpose="note", collapse=None))
        await tx.outbox.sent(carded.id, NOW, Posting(GROUP, 3, "card", NOW, case_id=carded.case_id))
        await tx.outbox.add(replace(carded, id=0))
        found = await tx.outbox.new_cases(NOW, 3, chat_id=GROUP)
        assert [one.id for one in found] == [letters[3].id, letters[2].id, letters[1].id]


async def test_what_was_listed_has_its_own_card_later(town: Town) -> None:
    """A newer letter that came meanwhile is that card, and one that has turned out critical stays so."""
    async with town.store.begin() as tx:
        letters = [await new(tx, town) for _ in range(4)]
        ids = [one.id for one in letters]
        assert await tx.outbox.sending([*ids, 999_999], NOW) == set(ids)
        assert await tx.outbox.sending(ids, NOW) == set()
        await tx.outbox.add(replace(letters[0], id=0))
        await tx.outbox.add(replace(letters[1], id=0, priority=Priority.ORDER))
        await tx.outbox.listed(letters, NOW, LIST)
        waits = {one.case_id: one.priority for one in await tx.outbox.waiting(LATER)}
        of = [one.case_id for one in letters]
        expected = [Priority.LISTED, Priority.ORDER, Priority.LISTED, Priority.LISTED]
        assert waits == dict(zip(of, expected, strict=True))
        assert await tx.outbox.listed_in(GROUP, 7) == of
        assert await tx.outbox.in_flight() == 0


async def test_a_case_leaves_its_list(town: Town) -> None:
    """What the group was told of it is still known."""
    async with town.store.begin() as tx:
        first, second = await new(tx, town), await new(tx, town, Priority.ORDER)
        assert first.case_id is not None
        assert second.case_id is not None
        assert await tx.outbox.told(first.case_id) == Told()
        await sent_as_list(tx, [first, second])
        assert await tx.outbox.told(first.case_id) == Told(listed=True)
        assert await tx.outbox.told(second.case_id) == Told(listed=True, critical=True)
        assert [one.message_id for one in await tx.outbox.unlisted(first.case_id)] == [7]
        assert await tx.outbox.unlisted(first.case_id) == []
        assert await tx.outbox.listed_in(GROUP, 7) == [second.case_id]
        assert await tx.outbox.told(first.case_id) == Told(listed=True)
        waiting = next(w for w in await tx.outbox.waiting(NOW) if w.case_id == first.case_id)
        await tx.outbox.sent(waiting.id, NOW, Posting(GROUP, 9, "card", NOW, case_id=first.case_id))
        assert await tx.outbox.told(first.case_id) == Told(card=True, listed=True)
