"""What comes of the rows of a long file, put by as bytes: a third of its weight, made again when it is asked for."""

import pickle
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar, overload

One = TypeVar("One")


class Packed(Sequence[One], Generic[One]):
    """Values of this very process, one behind the other; each is another object whenever it is asked for."""

    def __init__(self) -> None:
        self._packed: list[bytes] = []

    def append(self, value: Any) -> None:
        """One more."""
        self._packed.append(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))

    def made(self, value: Any) -> One:
        """What is given out for a value that was put by."""
        found: One = value
        return found

    def __len__(self) -> int:
        return len(self._packed)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # as of any list

    @overload
    def __getitem__(self, which: int) -> One: ...
    @overload
    def __getitem__(self, which: slice) -> list[One]: ...
    def __getitem__(self, which: int | slice) -> One | list[One]:
        if isinstance(which, slice):
            return [self.made(_unpacked(one)) for one in self._packed[which]]
        return self.made(_unpacked(self._packed[which]))


class PackedByName(Mapping[str, One], Generic[One]):
    """The same by name."""

    def __init__(self) -> None:
        self._packed: dict[str, bytes] = {}

    def put(self, name: str, value: One) -> None:
        """One more, or another one of that name."""
        self._packed[name] = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)

    def __getitem__(self, name: str) -> One:
        found: One = _unpacked(self._packed[name])
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


def _unpacked(packed: bytes) -> Any:
    return pickle.loads(packed)  # noqa: S301  # our own, of this very process
