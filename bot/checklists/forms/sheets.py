"""Sheets of a form as rows of cells by column; what is wrong with them, and what of them is not used, is kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.checklists.forms import columns
from bot.checklists.forms.cells import Cells, Wrong, shown
from bot.checklists.forms.columns import Head
from bot.values.files.table import Row, Table
from bot.values.refused import Refused

Read = TypeVar("Read")


@dataclass
class Found:
    """What is found out about a form while it is read: *mistakes*, and *notes* of what is not used.

    *absent* are columns that have to be there, and are not.
    """

    mistakes: list[Refused] = field(default_factory=list)
    notes: list[tuple[str, dict[str, object]]] = field(default_factory=list)
    absent: set[str] = field(default_factory=set)

    def wrong(self, sheet: str, line: int, key: str, **facts: Any) -> None:
        """One mistake."""
        self.mistakes.append(Refused(key, sheet=sheet, line=line, **facts))

    def get(self, cells: Cells, read: Callable[..., Read], *given: Any, **more: Any) -> Read | None:
        """One field of a row; None where something is wrong with it, which is kept."""
        try:
            return read(*given, **more)
        except Wrong as wrong:
            if wrong.facts.get("column") in self.absent:  # said once, at the head
                return None
            self.wrong(cells.sheet, cells.line, wrong.key, **wrong.facts)
            return None

    def rows(
        self,
        sheet: Table,
        own: Mapping[str, Sequence[str]],
        standard: Sequence[str],
        wanted: Mapping[str, Sequence[str]] | None = None,
    ) -> list[Cells]:
        """The rows under the head; what stands in columns that we cannot use is named.

        A column that is *wanted* and not there is one mistake, with what its cells may say, and no cell misses it.
        """
        first, *rows = sheet.rows
        heads = [columns.head(one, own, standard) if one else None for one in first.cells]
        self._heads(sheet.sheet, first.number, [one for one in heads if one], own, standard)
        there = {one.name for one in heads if one is not None and one.is_ours}
        for name, allowed in (wanted or {}).items():
            if name not in there:
                self.absent.add(name)
                self.wrong(sheet.sheet, first.number, "form-no-column", column=name, allowed=", ".join(allowed))
        return [self._row(sheet.sheet, row, heads) for row in rows]

    def _heads(
        self, sheet: str, line: int, heads: Sequence[Head], own: Mapping[str, Sequence[str]], standard: Sequence[str]
    ) -> None:
        """Each column stands once; those that nobody knows are named, slips of the pen are mistakes."""
        unused: list[str] = []
        seen: set[tuple[str, str]] = set()
        for one in heads:
            if one.is_ours:
                if (one.name, one.language) in seen:
                    self.wrong(sheet, line, "form-column-twice", column=one.written)
                seen.add((one.name, one.language))
            elif one.name not in columns.NOT_OURS:
                meant = None if one.name in standard else columns.near(one.name, own, standard)
                if meant is None:
                    unused.append(one.written)
                else:
                    self.wrong(sheet, line, "form-column-meant", column=one.written, allowed=meant)
        if unused:
            self.notes.append(("form-columns-unused", {"sheet": sheet, "columns": ", ".join(unused)}))

    def _row(self, sheet: str, row: Row, heads: Sequence[Head | None]) -> Cells:
        found = Cells(sheet, row.number)
        for head, told in zip(heads, row.cells, strict=False):
            if head is None or not told:
                continue
            if head.is_ours:
                found.told[head.name, head.language] = told
            elif head.name in columns.NOT_OURS:
                allowed = ", ".join((*columns.STANDARD, *columns.OWN))
                facts = {"column": head.written, "value": shown(told), "allowed": allowed}
                self.wrong(sheet, row.number, "form-not-supported", **facts)
        return found
