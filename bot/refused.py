"""A refusal: an answer to the one who tried, never a crash."""


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
