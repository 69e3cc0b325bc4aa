"""However many pieces there are, as many are read as it takes: of one person in a case, of pictures that look alike."""

import random

from sqlalchemy import event, insert

from bot.evidence.pieces import EVIDENCE, Evidence, EvidenceKind
from bot.incidents.table import Incident
from bot.work.ports import Tx
from storage import likenesses
from storage.evidence import evidence

from .conftest import BOTH, KEPT, LI, WANG, Town

DATABASES = BOTH
DARK = 0x1234


async def kept(tx: Tx, town: Town, case: Incident, looks: list[int], by_id: int = WANG) -> list[int]:
    """So many pictures of a case; their ids."""
    db = tx.connection  # type: ignore[attr-defined]
    plain = {"district_id": town.district.id, "case_id": case.id, "kind": "photo", "by_id": by_id, "taken_at": KEPT}
    plain |= {"chat_id": case.id, "source": "chat", "stage": "after", "text": "", "asked": False, "turn": 0}
    rows = [plain | {"message_id": by_id * 10_000 + n, "likeness": f"{one:016x}"} for n, one in enumerate(looks)]
    ids = list(
        (await db.execute(insert(evidence).returning(evidence.c.id, sort_by_parameter_order=True), rows)).scalars()
    )
    parts = [
        {"evidence_id": own, "part": part}
        for own, row in zip(ids, rows, strict=True)
        for part in likenesses.of(row["likeness"])
    ]
    await db.execute(insert(likenesses.parts), parts)
    return ids


async def test_the_pieces_of_one_person_are_counted_up_to_a_bound(town: Town) -> None:
    """Those of others are none of theirs."""
    async with town.store.begin() as tx:
        case = await town.incident(tx)
        await kept(tx, town, case, [n << 32 for n in range(9)])
        await kept(tx, town, case, [n << 32 for n in range(3)], LI)
        counts = [await tx[EVIDENCE].count_in(case.id, user, most) for user in (WANG, LI) for most in (5, 99)]
    assert counts == [5, 9, 3, 3]


async def test_of_very_many_that_look_alike_some_are_compared(town: Town) -> None:
    """The newest of those that share most; what is really alike is among them, also where thousands share one part."""
    chance, asked = random.Random(5), list[int]()
    looks = [DARK << 48 | chance.getrandbits(48) for _ in range(2_000)]
    same = looks[0] ^ 0b101 << 16
    async with town.store.begin() as tx:
        first, dark, stock, mine = [await town.incident(tx) for _ in range(4)]
        [found] = await kept(tx, town, first, looks[:1])
        await kept(tx, town, dark, looks[1:])
        often = await kept(tx, town, stock, [0xFEDCBA9876543210] * 2_000)

    def count(_: object, cursor: object, statement: str, *more: object) -> None:
        asked.append(statement.count("SELECT"))

    async with town.store.look() as tx:
        engine = tx.connection.engine.sync_engine  # type: ignore[attr-defined]
        event.listen(engine, "after_cursor_execute", count)
        alike = await tx[EVIDENCE].likenesses(mine, f"{same:016x}", KEPT)
        many = await tx[EVIDENCE].likenesses(mine, "fedcba9876543210", KEPT)
        event.remove(engine, "after_cursor_execute", count)
    assert found in {one.evidence_id for one in alike}
    assert [one.evidence_id for one in many] == often[: -likenesses.MOST - 1 : -1]
    assert len(alike) <= likenesses.MOST
    assert len(asked) == 2


async def test_all_pieces_of_a_case_follow_into_another(town: Town) -> None:
    """With what they count as; what was said of them elsewhere holds no longer."""
    async with town.store.begin() as tx:
        former, case = await town.incident(tx), await town.incident(tx)
        piece = Evidence(town.district.id, EvidenceKind.PHOTO, WANG, KEPT, -7, 1, case_id=former.id, stage="after")
        stored = await tx[EVIDENCE].add(piece)
        assert stored is not None
        await tx[EVIDENCE].count(stored.id, "before_wide")
        await tx[EVIDENCE].liken(stored.id, "ab" * 8, 3)
        await tx[EVIDENCE].follow(former.id, case.id)
    async with town.store.look() as tx:
        assert await tx[EVIDENCE].of_case(former.id) == []
        [now] = await tx[EVIDENCE].of_case(case.id)
        assert (now.counts_as, now.stage, now.seen_in, now.likeness) == ("before_wide", "after", None, "ab" * 8)
        assert await tx[EVIDENCE].compared(case.id, now.id - 1, 5) == [now]
        assert await tx[EVIDENCE].compared(case.id, now.id, 5) == []
        assert await tx[EVIDENCE].is_in(case.id, "ab" * 8)
        assert not await tx[EVIDENCE].is_in(former.id, "ab" * 8)
