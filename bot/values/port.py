"""A port: the key by which a feature asks the memory for what fulfils its protocol."""

from dataclasses import dataclass
from typing import Generic, TypeVar

P = TypeVar("P")


@dataclass(frozen=True)
class Port(Generic[P]):
    """What a feature asks the memory for, as a key: ``tx[PORT]`` fulfils the protocol P. Told apart by its name."""

    name: str
