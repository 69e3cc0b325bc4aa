"""Officers and delegations in a district file: read with line and field of each mistake."""

from datetime import date
from pathlib import Path

import pytest

from bot.bodies.delegations import Delegation
from bot.bodies.officers import How
from bot.imports import district_file
from bot.imports.officer_rows import OfficerRow
from bot.values.refused import Mistakes, Refused
from bot.work.rules import Rules

HEAD = "district: {chat_id: -100, name: D, language: en}\n"


def read(folder: Path, text: str) -> district_file.DistrictFile:
    """A file with these lines after the district's."""
    path = folder / "district.yaml"
    path.write_text(HEAD + text, encoding="utf8")
    return district_file.read(path, Rules())


def test_officers_approvers_and_delegations_are_read(tmp_path: Path) -> None:
    """A certificate that looks like a number stays as it was written; bodies by code or name."""
    file = read(
        tmp_path,
        """officers:
  - {user_id: 1, name: Chen, body: 消防, certificate: 007, until: 2027-06-30, approver: head}
  - {user_id: 2, name: Lu, body: Harbour, approver: Order 5}
delegations:
  - {from: gas, to: 房管, deed: Order 8, since: 2026-01-01, until: 2026-12-31}
  - {from: gas, to: fire, deed: Order 9, since: 2026-01-01, items: [eatery/EA07]}
""",
    )
    assert file.officers == (
        OfficerRow(1, "Chen", "fire", "007", date(2027, 6, 30), approver=True, how=How.HEAD),
        OfficerRow(2, "Lu", "Harbour", approver=True, how=How.DEED, deed="Order 5"),
    )
    assert file.delegations == (
        Delegation("gas", "housing", "Order 8", date(2026, 1, 1), date(2026, 12, 31)),
        Delegation("gas", "fire", "Order 9", date(2026, 1, 1), items=("eatery/EA07",)),
    )


def test_each_mistake_is_told_with_its_line(tmp_path: Path) -> None:
    """All at once; a body's roles are not given in the list of the patrol."""
    with pytest.raises(Mistakes) as found:
        read(
            tmp_path,
            """people:
  - {user_id: 3, name: X, role: officer}
officers:
  - {user_id: 1, name: Chen, body: fire}
  - {user_id: 1, name: Chen, body: fire, certificate: A}
  - {user_id: 1, name: Chen, body: fire, certificate: A, until: 2027-02-30}
  - {user_id: 1, name: Chen, body: fire, certificate: A, until: 2027-02-28}
  - {user_id: 1, name: Chen, body: fire, certificate: B, until: 2027-02-28}
  - {user_id: 0, name: Chen, body: fire, certificate: B, until: 2027-02-28}
delegations:
  - {from: gas, to: fire, deed: D, since: 2026-01-02, until: 2026-01-01}
""",
        )
    told = [(one.facts["line"], one.key) for one in found.value.all if isinstance(one, Refused)]
    assert sorted(told, key=lambda one: int(str(one[0]))) == [
        (3, "file-wants-one-of"),
        (5, "file-missing-field-in"),
        (6, "file-missing-field-in"),
        (7, "file-wants-day"),
        (9, "file-officer-twice"),
        (10, "file-no-person"),
        (12, "file-ends-before"),
    ]
