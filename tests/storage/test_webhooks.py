"""What waits for receivers: in order within a case, bounded, given up and taken up again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.privacy.port import PRIVACY
from bot.webhooks.hooks import DEAD_KEPT, WEBHOOKS, Delivery, Pause, Receiver, Stock, Webhooks
from bot.work.ports import Tx
from storage import webhooks
from tests import handed

from .conftest import BOTH, CAPTAIN, KEPT, NOW, Town, plan

DATABASES = BOTH
MINUTE = timedelta(minutes=1)


async def a_receiver(town: Town, hooks: Webhooks, name: str = "a") -> Receiver:
    made = Receiver(town.district.id, f"https://{name}.example/", KEPT, salt="s" * 32, secret_hash="f" * 64)
    return await hooks.save(made)


async def lines(town: Town, tx: Tx, cases: int, of_each: int) -> dict[int, list[int]]:
    """So many lines of so many cases: ids of lines by case."""
    made: dict[int, list[int]] = {}
    for _ in range(cases):
        case = await town.incident(tx)
        for _ in range(of_each):
            await tx.history.add(town.district.id, case.id, town.record(), NOW)
        made[case.id] = [line for line, of in tx.history.fresh if of == case.id]
    return made


async def may_go(hooks: Webhooks, receiver: Receiver, at: object = KEPT) -> list[tuple[int | None, int | None]]:
    return [(d.case_id, d.history_id) for d in await hooks.heads(receiver.id, at, 50, tries=False)]  # type: ignore[arg-type]


async def head(hooks: Webhooks, receiver: Receiver, case_id: int) -> Delivery:
    [found] = [d for d in await hooks.heads(receiver.id, KEPT + MINUTE, 50, tries=False) if d.case_id == case_id]
    return found


async def test_a_receiver_is_kept_as_it_was(town: Town) -> None:
    """Every field, there and back; one that was removed is not found."""
    async with town.store.begin() as tx:
        hooks = tx[WEBHOOKS]
        made = replace(
            await a_receiver(town, hooks),
            former_salt="x" * 32,
            former_until=KEPT,
            paused=Pause.GONE,
            told=True,
            failing_since=KEPT,
            streak=3,
            not_before=KEPT,
            answer="timeout",
            answered_at=KEPT,
            delivered=7,
        )
        await hooks.save(made)
        assert await hooks.get(made.id) == made
        assert await hooks.of(town.district.id) == [made]
        await hooks.save(replace(made, removed_at=KEPT))
        assert await hooks.get(made.id) is None
        assert await hooks.of(town.district.id) == []


async def test_lines_of_a_case_go_one_after_the_other(town: Town) -> None:
    """Cases side by side; a try in between goes by itself; what was taken is gone."""
    async with town.store.begin() as tx:
        hooks = tx[WEBHOOKS]
        receiver, other = await a_receiver(town, hooks), await a_receiver(town, hooks, "b")
        made = await lines(town, tx, 2, 3)
        one, two = made
        for case, ids in made.items():
            for each in (receiver, other):
                assert await hooks.queue(each, case, ids[:2], KEPT) == 0
                assert await hooks.queue(each, case, ids[2:], KEPT) == 0
        assert await hooks.stock(receiver.id) == Stock(6, 0)
        assert await may_go(hooks, receiver) == [(one, made[one][0]), (two, made[two][0])]
        await hooks.queue_try(receiver, CAPTAIN, KEPT)
        await hooks.queue_try(receiver, CAPTAIN, KEPT)
        [tried] = await hooks.heads(receiver.id, KEPT, 9, tries=True)
        assert (tried.is_try, tried.asked_by) == (True, CAPTAIN)
        await hooks.done(tried, "200", KEPT)
        for line in made[one]:
            delivery = await head(hooks, receiver, one)
            assert delivery.history_id == line
            await hooks.done(delivery, "200", KEPT)
        assert await may_go(hooks, receiver) == [(two, made[two][0])]
        assert await hooks.stock(receiver.id) == Stock(3, 0)
        assert await hooks.stock(other.id) == Stock(6, 0)
        found = await hooks.get(receiver.id)
        assert found is not None
        assert (found.delivered, found.answer) == (3, "200")
        tokens = {d.token for each in (receiver, other) for d in await hooks.heads(each.id, KEPT, 9, tries=False)}
        assert len(tokens) == 3


async def test_when_to_look_again(town: Town) -> None:
    """The next hour at which something may go: also of a receiver that asked for time; of none that is paused."""
    async with town.store.begin() as tx:
        hooks = tx[WEBHOOKS]
        receiver = await a_receiver(town, hooks)
        made = await lines(town, tx, 2, 1)
        for case, ids in made.items():
            await hooks.queue(receiver, case, ids, KEPT)
        assert await hooks.due_receivers(KEPT) == [receiver]
        assert await hooks.due_receivers(KEPT - MINUTE) == []
        assert await hooks.next_due(KEPT - MINUTE) == KEPT
        first, second = made
        await hooks.again(await head(hooks, receiver, first), KEPT + 5 * MINUTE, "503", 1)
        await hooks.again(await head(hooks, receiver, second), KEPT + 9 * MINUTE, "503", 1)
        assert await hooks.next_due(KEPT) == KEPT + 5 * MINUTE
        assert await hooks.next_due(KEPT + 5 * MINUTE) == KEPT + 9 * MINUTE
        await hooks.save(replace(receiver, not_before=KEPT + 7 * MINUTE))
        assert await hooks.next_due(KEPT) == KEPT + 7 * MINUTE
        assert await hooks.next_due(KEPT + 6 * MINUTE) == KEPT + 7 * MINUTE
        await hooks.save(replace(receiver, paused=Pause.CAPTAIN))
        assert await hooks.next_due(KEPT) is None


async def test_a_good_answer_after_failures_lets_all_go(town: Town) -> None:
    """The receiver is well again; what waited for its next try goes now."""
    async with town.store.begin() as tx:
        hooks = tx[WEBHOOKS]
        receiver = await a_receiver(town, hooks)
        made = await lines(town, tx, 3, 2)
        for case, ids in made.items():
            await hooks.queue(receiver, case, ids, KEPT)
            await hooks.again(await head(hooks, receiver, case), KEPT + 60 * MINUTE, "503", 4)
        await hooks.save(replace(receiver, streak=5, failing_since=KEPT, not_before=KEPT + 60 * MINUTE))
        first = next(iter(made))
        [due] = [d for d in await hooks.heads(receiver.id, KEPT + 60 * MINUTE, 9, tries=False) if d.case_id == first]
        await hooks.done(due, "200", KEPT + MINUTE)
        assert len(await may_go(hooks, receiver, KEPT + MINUTE)) == 3
        found = await hooks.get(receiver.id)
        assert found is not None
        assert (found.streak, found.failing_since, found.not_before) == (0, None, None)


async def test_what_was_given_up_is_taken_up_again_before_what_came_later(town: Town) -> None:
    """The next of the case went on meanwhile; then the older one comes first again."""
    async with town.store.begin() as tx:
        hooks = tx[WEBHOOKS]
        receiver = await a_receiver(town, hooks)
        [(case, ids)] = (await lines(town, tx, 1, 3)).items()
        await hooks.queue(receiver, case, ids, KEPT)
        await hooks.give_up(await head(hooks, receiver, case), "500", KEPT)
        assert await hooks.stock(receiver.id) == Stock(2, 1)
        assert await may_go(hooks, receiver) == [(case, ids[1])]
        assert await hooks.revive(receiver.id, KEPT) == 1
        assert await hooks.revive(receiver.id, KEPT) == 0
        assert await hooks.stock(receiver.id) == Stock(3, 0)
        assert await may_go(hooks, receiver) == [(case, ids[0])]
        for line in ids:
            delivery = await head(hooks, receiver, case)
            assert (delivery.history_id, delivery.attempts) == (line, 0)
            await hooks.done(delivery, "200", KEPT)
        assert await hooks.stock(receiver.id) == Stock()


async def test_what_fails_while_an_older_one_is_taken_up_again_waits_behind_it(town: Town) -> None:
    """It was under way when a captain took up the one before: its next try comes after that one."""
    async with town.store.begin() as tx:
        hooks = tx[WEBHOOKS]
        receiver = await a_receiver(town, hooks)
        [(case, ids)] = (await lines(town, tx, 1, 2)).items()
        await hooks.queue(receiver, case, ids, KEPT)
        await hooks.give_up(await head(hooks, receiver, case), "500", KEPT)
        under_way = await head(hooks, receiver, case)
        assert await hooks.revive(receiver.id, KEPT) == 1
        await hooks.again(under_way, KEPT, "503", 1)
        assert await may_go(hooks, receiver) == [(case, ids[0])]
        await hooks.done(await head(hooks, receiver, case), "200", KEPT)
        left = await head(hooks, receiver, case)
        assert (left.history_id, left.attempts) == (ids[1], 1)


async def test_no_more_than_so_many_wait(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest are given up, and the next of their cases may go; those are kept in bounds too."""
    monkeypatch.setattr(webhooks, "MOST_WAITING", 4)
    async with town.store.begin() as tx:
        hooks = tx[WEBHOOKS]
        receiver = await a_receiver(town, hooks)
        made = await lines(town, tx, 2, 4)
        one, two = made
        assert await hooks.queue(receiver, one, made[one], KEPT) == 0
        assert await hooks.queue(receiver, two, made[two][:2], KEPT) == 2
        assert await hooks.stock(receiver.id) == Stock(4, 2)
        assert await may_go(hooks, receiver) == [(one, made[one][2]), (two, made[two][0])]
        for n in range(2):
            await hooks.queue(receiver, two, [made[two][2 + n]], KEPT)
        assert await hooks.stock(receiver.id) == Stock(4, 4)
        assert await may_go(hooks, receiver) == [(two, made[two][0])]
        await hooks.queue(receiver, two, [made[two][0]], KEPT)
        assert await swept(hooks, receiver, KEPT) > 0
        assert (await hooks.stock(receiver.id)).dead <= 4


async def swept(hooks: Webhooks, receiver: Receiver, at: object) -> int:
    return await hooks.sweep(receiver.id, at)  # type: ignore[arg-type]


async def test_what_is_old_goes_and_what_was_removed(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """In slices; at last the receiver itself. What waits in its place stays."""
    monkeypatch.setattr(webhooks, "AT_ONCE", 2)
    async with town.store.begin() as tx:
        hooks = tx[WEBHOOKS]
        receiver, stays = await a_receiver(town, hooks), await a_receiver(town, hooks, "b")
        [(case, ids)] = (await lines(town, tx, 1, 5)).items()
        for each in (receiver, stays):
            await hooks.queue(each, case, ids, KEPT)
        await hooks.give_up(await head(hooks, stays, case), "500", KEPT)
        assert await swept(hooks, stays, KEPT + DEAD_KEPT) == 0
        assert await swept(hooks, stays, KEPT + DEAD_KEPT + MINUTE) == 1
        await hooks.save(replace(receiver, removed_at=KEPT))
        assert [await swept(hooks, receiver, KEPT) for _ in range(5)] == [2, 2, 1, 1, 0]
        assert await hooks.every_id() == [stays.id]
        assert await hooks.stock(stays.id) == Stock(4, 0)


async def test_after_a_long_pause_what_is_left_of_a_case_goes_on(town: Town) -> None:
    """Its oldest went with age; those behind it are not stuck."""
    async with town.store.begin() as tx:
        hooks = tx[WEBHOOKS]
        receiver = await a_receiver(town, hooks)
        [(case, ids)] = (await lines(town, tx, 1, 2)).items()
        await hooks.queue(receiver, case, ids[:1], KEPT)
        await hooks.queue(receiver, case, ids[1:], KEPT + DEAD_KEPT)
        assert await swept(hooks, receiver, KEPT + DEAD_KEPT + MINUTE) == 1
        await hooks.at_once(receiver.id, KEPT + DEAD_KEPT + MINUTE)
        assert await may_go(hooks, receiver, KEPT + DEAD_KEPT + MINUTE) == [(case, ids[1])]


async def test_who_asked_for_a_try_is_told_and_forgotten(town: Town) -> None:
    """It is the only thing about a person in these tables."""
    async with town.store.begin() as tx:
        receiver = await a_receiver(town, tx[WEBHOOKS])
        await tx[WEBHOOKS].queue_try(receiver, CAPTAIN, KEPT)
        assert "webhook_deliveries" in await handed.of(tx, CAPTAIN)
        await tx[PRIVACY].erase(CAPTAIN, KEPT, None, 10_000)
        [left] = await tx[WEBHOOKS].heads(receiver.id, KEPT, 9, tries=True)
        assert left.asked_by is None


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("SELECT * FROM webhook_deliveries WHERE webhook_id = 1 AND due_at <= 5 ORDER BY due_at, id LIMIT 4", "due"),
        ("SELECT id FROM webhook_deliveries WHERE webhook_id = 1 AND ended_at IS NULL ORDER BY id LIMIT 9", "waiting"),
        ("SELECT id FROM webhook_deliveries WHERE webhook_id = 1 AND ended_at IS NOT NULL ORDER BY id LIMIT 9", "dead"),
        ("SELECT min(id) FROM webhook_deliveries WHERE webhook_id = 1 AND case_id = 2 AND ended_at IS NULL", "case"),
    ],
)
async def test_what_is_asked_often_goes_by_an_index(query: str, index: str, town: Town) -> None:
    """However much waits. An empty PostgreSQL takes any of them for the last."""
    any_of_them = index == "case" and not town.url.startswith("sqlite")
    assert f"ix_webhook_deliveries_{'' if any_of_them else index}" in await plan(town, query)
