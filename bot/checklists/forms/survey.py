"""The sheet of questions: groups become sections, choices among our answers become items."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.checklists import model, starter
from bot.checklists.forms import columns
from bot.checklists.forms.cells import Cells, shown
from bot.checklists.forms.columns import OWN
from bot.checklists.forms.sheets import Found
from bot.checklists.forms.writing import RESULT
from bot.checklists.model import MOST_ITEMS, Called, ListItem
from bot.values.files.table import Table
from bot.values.refused import Refused

ALLOWED_TYPES = f"begin group, select_one {RESULT}, end group"

MOST_LABEL, MOST_SECTION, MOST_HINT, MOST_LAW = 200, 40, 500, 300
"""Letters of a text: an item, a section, a hint, a basis."""

BEGIN, END = frozenset({"begin group", "begin_group"}), frozenset({"end group", "end_group"})

OF_PHONE = frozenset(
    {"start", "end", "today", "deviceid", "phonenumber", "username", "email", "audit", "simserial", "subscriberid"}
)
"""Rows by which forms of the field have a phone say something of itself; they ask nobody anything."""

ALL = "all"
"""The section of a list without any."""


@dataclass(frozen=True)
class Known:
    """What cells may name: departments, kinds of places (by any of their names), items of the handbook."""

    departments: Mapping[str, Called]
    kind: Callable[[str], str | None]
    handbook: Collection[str]


@dataclass
class Survey:
    """Reads the rows one after the other; *section* is the one that is open, empty between two."""

    found: Found
    known: Known
    items: list[ListItem] = field(default_factory=list)
    sections: dict[str, Called] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    section: str = ""
    is_grouped: bool = True

    def read(self, sheet: Table) -> None:
        """All of it."""
        wanted = {
            "department": [*self.known.departments],
            "severity": [str(one) for one in starter.severities()],
            "limit": [one.code for one in starter.usual_limits()],
        }
        rows = self.found.rows(sheet, OWN, columns.STANDARD, wanted)
        self.is_grouped = any(_type(one) in BEGIN for one in rows)
        self.section = "" if self.is_grouped else ALL
        told = [one for one in rows if _type(one) in OF_PHONE]
        if told:
            said = {"rows": ", ".join(str(one.line) for one in told), "types": ", ".join(map(_type, told))}
            self.found.notes.append(("form-rows-unused", {"sheet": sheet.sheet, **said}))
        for one in rows:
            if _type(one) not in OF_PHONE:
                self._one(one)
        if self.is_grouped and self.section:
            self.found.wrong(rows[-1].sheet, rows[-1].line, "form-group-open")
        asked = sum(_type(one).startswith("select_one") for one in rows)
        if asked > MOST_ITEMS:
            self.found.mistakes.insert(0, Refused("form-too-many", count=asked, most=MOST_ITEMS))
        if any(one.text("appearance") for one in rows):
            self.found.notes.append(("form-columns-unused", {"sheet": sheet.sheet, "columns": "appearance"}))

    def _one(self, cells: Cells) -> None:
        kind, at = _type(cells), (cells.sheet, cells.line)
        if kind in BEGIN:
            if self.section:
                self.found.wrong(*at, "form-group-in-group")
            self.section = self._begun(cells)
        elif kind in END:
            if not (self.section and self.is_grouped):
                self.found.wrong(*at, "form-end-without-group")
            self.section = "" if self.is_grouped else ALL
        elif kind.split() == ["select_one", RESULT]:
            if not self.section:
                self.found.wrong(*at, "form-outside-group")
            if item := self._item(cells):
                self.items.append(item)
        else:
            self.found.wrong(*at, "form-no-type", value=shown(cells.text("type")), allowed=ALLOWED_TYPES)

    def _begun(self, cells: Cells) -> str:
        code = self.found.get(cells, cells.code, "name", model.CODE)
        names = self.found.get(cells, cells.both, "label", MOST_SECTION)
        if code in self.sections:
            self.found.wrong(cells.sheet, cells.line, "form-twice", column="name", value=code)
        elif code and names:
            self.sections[code] = Called(code, *names)
        return code or "?"

    def _item(self, cells: Cells) -> ListItem | None:
        """One item; None where something of it is wrong."""
        before = len(self.found.mistakes)
        code = self.found.get(cells, cells.code, "name", model.ITEM_CODE)
        if code is not None and self.lines.setdefault(code.casefold(), cells.line) != cells.line:
            self.found.wrong(cells.sheet, cells.line, "form-twice", column="name", value=code)
        names = self.found.get(cells, cells.both, "label", MOST_LABEL)
        told: dict[str, Any] = {
            "department": self.found.get(cells, cells.one_of, "department", self.known.departments.values()),
            "severity": self.found.get(cells, cells.one_of, "severity", starter.severities().values()),
            "limit": self.found.get(cells, cells.limit, "limit"),
            "basis": self.found.get(cells, cells.short, "law", MOST_LAW),
            "basis_verification": self.found.get(cells, cells.word, "law_checked", model.VERIFICATIONS),
            "handbook": self.found.get(cells, cells.known, "handbook", self.known.handbook),
            "on_the_spot": self.found.get(cells, cells.truth, "on_the_spot", otherwise=False),
            "photo": self.found.get(cells, cells.truth, "photo", otherwise=True),
            "certified": self.found.get(cells, cells.truth, "certified", otherwise=False),
            "hint_zh": self.found.get(cells, cells.short_in, "hint", "zh", MOST_HINT),
            "hint_en": self.found.get(cells, cells.short_in, "hint", "en", MOST_HINT),
        }
        self.found.get(cells, cells.truth, "required", otherwise=True)
        if len(self.found.mistakes) > before or code is None or names is None or self.found.absent:
            return None
        told["severity"] = model.Severity(told["severity"])
        told["basis_verification"] = told["basis_verification"] or ("unverified" if told["basis"] else "")
        return ListItem(code, self.section, *names, **told)


def _type(cells: Cells) -> str:
    """The type as it is written today; older forms say *select one*."""
    said = " ".join(cells.text("type").split()).casefold()
    return said.replace("select one ", "select_one ", 1)
