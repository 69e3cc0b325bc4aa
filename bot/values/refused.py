"""A refusal: an answer to the one who tried, never a crash."""

from collections.abc import Sequence


class Refused(Exception):  # it is an answer, not an error
    """Something that is not possible now, as a key of the word files and the facts that its sentence needs.

    Raised inside the desk's transaction, which is rolled back; nothing else happens.
    """

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.key}({told})"


class Mistakes(Exception):  # an answer too
    """Several refusals at once: everything that is wrong with one file. *all* are in the order of its lines."""

    def __init__(self, mistakes: Sequence[Refused]) -> None:
        super().__init__(*[str(one) for one in mistakes])
        self.all = tuple(mistakes)
