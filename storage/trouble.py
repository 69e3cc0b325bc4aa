"""Why the memory cannot be used, as values that have a sentence."""


class StoreTrouble(Exception):
    """The database cannot be used; *key* is its sentence in the word files, *facts* what the sentence names."""

    key = ""

    def __init__(self, **facts: object) -> None:
        super().__init__(self.key, facts)
        self.facts = facts


class NewerDatabase(StoreTrouble):
    """The schema was made by a newer version of the program."""

    key = "database-newer"


class UnwritableData(StoreTrouble):
    """The data folder or the database file cannot be written."""

    key = "data-unwritable"
