"""What officers differed about in a visit, and how it was settled. All pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.inspections.visit import Answered


@dataclass(frozen=True)
class Dispute:
    """Two or more answered *item* differently. *said* are their answers in order, *settled* the one that ended it.

    None: nothing has ended it yet.
    """

    item: str
    said: tuple[Answered, ...]
    settled: Answered | None


def disputes(answered: Iterable[Answered]) -> tuple[Dispute, ...]:
    """All that people differed about, in the order in which it began; notes for another body contradict nobody."""
    begun: dict[str, list[Answered]] = {}
    ended: dict[str, Answered] = {}
    newest: dict[str, Answered] = {}
    for one in (one for one in answered if not one.is_note):
        before = newest.get(one.item)
        newest[one.item] = one
        if one.item in begun and one.item not in ended:
            if one.keeps or _agrees(one, begun[one.item]):
                ended[one.item] = one
            else:
                begun[one.item].append(one)
        elif before is not None and before.by_id != one.by_id and before.result is not one.result and not one.keeps:
            begun[one.item] = [*begun.get(one.item, ()), *([] if before in begun.get(one.item, ()) else [before]), one]
            ended.pop(one.item, None)
    return tuple(Dispute(item, tuple(said), ended.get(item)) for item, said in begun.items())


def _agrees(one: Answered, said: list[Answered]) -> bool:
    """Whether an answer says what the last of somebody else's said: then both say the same."""
    others = [other for other in said if other.by_id != one.by_id]
    return bool(others) and others[-1].result is one.result
