"""Telegram says *too many*: each chat waits as long as it was told, no other waits with it, and nothing is lost."""

from collections import Counter
from datetime import timedelta

import pytest

from bot.outbox.letters import Letter, LetterKind, Priority
from tests.faults.after_trouble import rows
from tests.stories.conftest import STAFF, Street

pytestmark = pytest.mark.parametrize("street", ["en"], indirect=True)
GROUPS = [-1002000000000 - n for n in range(50)]


def _letter(street: Street, chat_id: int, number: int, priority: Priority = Priority.ANSWER) -> Letter:
    return Letter(
        district_id=None, chat_id=chat_id, kind=LetterKind.NOTE, priority=priority, created_at=street.clock.now(),
        key="no-such-case", facts={"number": number}, language="en",
    )  # fmt: skip


async def _queue(street: Street, letters: list[Letter]) -> None:
    async with street.house.store.begin() as tx:
        for letter in letters:
            await tx.outbox.add(letter)
    street.house.courier.wake()


async def _until_sent(street: Street, most_s: int) -> int:
    """Seconds until nothing waits."""
    for passed in range(most_s):
        await street.settle()
        if await rows(street, "SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')") == [(0,)]:
            return passed
        await street.clock.turn(1)
    raise AssertionError(await rows(street, "SELECT chat_id, count(*) FROM outbox WHERE state = 'waiting' GROUP BY 1"))


def _said(street: Street, chat_id: int) -> list[int]:
    """The numbers in the bot's messages there, in their order."""
    texts = [m.text for m in street.captain.sees(chat_id) if m.by_bot]
    return [int(text.split("#")[1].split(";")[0]) for text in texts]


@pytest.fixture
def groups(street: Street) -> list[int]:
    """Fifty groups that the bot is in."""
    for chat_id in GROUPS:
        street.world.add_group(chat_id, f"group {chat_id}", list(STAFF))
    return GROUPS


@pytest.mark.parametrize("each", [20, pytest.param(100, marks=pytest.mark.long)])
async def test_a_storm_over_fifty_groups_with_thousands_waiting(street: Street, groups: list[int], each: int) -> None:
    """Every group is refused for its own time; then all is said once, in order, urgent first, at Telegram's pace."""
    told_s = {chat_id: 20 + n for n, chat_id in enumerate(groups)}
    began = street.clock.now()
    for chat_id, seconds in told_s.items():
        street.world.faults.too_many(chat_id, began, seconds)
    await _queue(street, [_letter(street, chat_id, n) for n in range(1, each) for chat_id in groups])
    await street.settle()
    await _queue(street, [_letter(street, chat_id, each, Priority.ORDER) for chat_id in groups])
    passed = await _until_sent(street, 900)
    refused = Counter(call.chat_id for call in street.world.calls.entries if call.code == 429)
    assert set(refused) == set(groups)
    for chat_id in groups:
        said = _said(street, chat_id)
        assert sorted(said) == list(range(1, each + 1)), "each once"
        assert said[0] == each, "the urgent one first"
        assert said[1:] == sorted(said[1:]), "the others in their order"
        mine = [call for call in street.world.calls.entries if call.chat_id == chat_id]
        assert mine[0].code == 429
        wait = timedelta(seconds=told_s[chat_id])
        assert [c for c in mine[1:] if c.at < began + wait] == [], "waited out exactly"
        assert refused[chat_id] == 1
    assert passed < 61 * each / 16 + 120


async def test_one_group_with_thousands_waiting_holds_up_nobody(street: Street, groups: list[int]) -> None:
    """Two thousand letters stand before it in line and may not go; another group's goes at once."""
    street.world.faults.too_many(groups[0], street.clock.now(), 600)
    await _queue(street, [_letter(street, groups[0], n, Priority.ORDER) for n in range(2000)])
    await street.settle()
    await _queue(street, [_letter(street, groups[1], 7)])
    await street.settle()
    assert _said(street, groups[1]) == [7]
    assert _said(street, groups[0]) == []
