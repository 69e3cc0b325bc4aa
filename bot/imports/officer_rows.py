"""Officers, approvers and delegations in a district file; matched by person and body, removed only with ``--prune``."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.bodies import bodies, changing, delegations, said
from bot.bodies.delegations import Delegation
from bot.bodies.officers import MOST_CERTIFICATE, MOST_DEED, OFFICERS, How, Officer
from bot.imports.differences import Differences
from bot.membership.after_import import Notes
from bot.register.districts import District
from bot.register.people import NO_PERSON, Person
from bot.values import texts
from bot.values.files.tree import Collected, Field
from bot.work.ports import Tx

HEAD = "head"
"""What the field *approver* says of the head of a body; all else names the deed that deputises somebody."""


@dataclass(frozen=True)
class OfficerRow:
    """One person in one body, as the file has them."""

    user_id: int
    name: str
    body: str
    certificate: str = ""
    certified_until: date | None = None
    approver: bool = False
    how: How | None = None
    deed: str = ""


# --- reading


def read(row: Field | None, wrong: Collected) -> tuple[OfficerRow, ...]:
    """The rows; what is wrong with one goes to *wrong*, with its line."""
    found: dict[tuple[int, str], OfficerRow] = {}
    none: list[Field] = []
    for one in wrong.or_else(none, row.rows) if row else none:
        with wrong.each():
            officer = _officer(one, wrong)
            if (officer.user_id, officer.body) in found:
                raise one.fail("file-officer-twice", person=officer.user_id, body=officer.body)
            found[officer.user_id, officer.body] = officer
    return tuple(found.values())


def _officer(row: Field, wrong: Collected) -> OfficerRow:
    fields = row.fields({"user_id", "name", "body", "certificate", "until", "approver"}, wrong)
    for needed in ("user_id", "name", "body"):
        if needed not in fields:
            raise row.fail("file-missing-field-in", missing=needed)
    if "certificate" not in fields and "approver" not in fields:
        raise row.fail("file-missing-field-in", missing="certificate")
    if ("certificate" in fields) != ("until" in fields):
        raise row.fail("file-missing-field-in", missing="until" if "certificate" in fields else "certificate")
    user_id = fields["user_id"].number()
    if not 0 < user_id < 2**52 or user_id in NO_PERSON:
        raise fields["user_id"].fail("file-no-person", person=user_id)
    officer = OfficerRow(user_id, fields["name"].called(), bodies.meant(fields["body"].text()))
    if "certificate" in fields:
        number = _short(fields["certificate"], MOST_CERTIFICATE)
        officer = replace(officer, certificate=number, certified_until=_day(fields["until"]))
    if "approver" in fields:
        deed = _short(fields["approver"], MOST_DEED)
        how = How.HEAD if deed.casefold() == HEAD else How.DEED
        officer = replace(officer, approver=True, how=how, deed=deed if how is How.DEED else "")
    return officer


def _short(row: Field, most: int) -> str:
    """As it was written: a number may look like one to YAML and is none."""
    text = texts.line(row.written())
    if not text or texts.utf16(text) > most:
        raise row.fail("file-wants-some-text") if not text else row.fail("file-wants-short", most=most)
    return text


def _day(row: Field) -> date:
    found = said.day(row.written())
    if found is None:
        raise row.fail("file-wants-day")
    return found


def read_delegations(row: Field | None, wrong: Collected) -> tuple[Delegation, ...]:
    """The rows of delegations."""
    found: list[Delegation] = []
    none: list[Field] = []
    for one in wrong.or_else(none, row.rows) if row else none:
        with wrong.each():
            found.append(_delegation(one, wrong))
    return tuple(dict.fromkeys(found))


def _delegation(row: Field, wrong: Collected) -> Delegation:
    fields = row.fields({"from", "to", "deed", "since", "until", "items"}, wrong)
    for needed in ("from", "to", "deed", "since"):
        if needed not in fields:
            raise row.fail("file-missing-field-in", missing=needed)
    since, until = _day(fields["since"]), _day(fields["until"]) if "until" in fields else None
    if until is not None and until < since:
        raise fields["until"].fail("file-ends-before")
    giving, getting = (bodies.meant(fields[name].text()) for name in ("from", "to"))
    items = tuple(dict.fromkeys(one.text() for one in fields["items"].rows())) if "items" in fields else ()
    for one in items:
        if not delegations.is_item(one):
            raise fields["items"].fail("file-wants-item", item=texts.cut(one, 40))
    return Delegation(giving, getting, _short(fields["deed"], MOST_DEED), since, until, items)


# --- bringing in


async def bring_in(
    tx: Tx,
    district: District,
    rows: Sequence[OfficerRow],
    now: datetime,
    told: Differences,
    after: Notes,
    *,
    prune: bool,
) -> None:
    """Have those of the file stand as it says; others stay unless *prune*."""
    await tx.people.add_new([Person(row.user_id, row.name) for row in rows])
    known = {(one.user_id, one.body): one for one in await tx[OFFICERS].standing(district.id)}
    for row in rows:
        await _named(tx, district, row)
        before = known.pop((row.user_id, row.body), None)
        officer = Officer(
            district.id,
            row.user_id,
            row.name,
            row.body,
            now,
            row.certificate,
            row.certified_until,
            row.approver,
            row.how,
            row.deed,
        )
        if await changing.put(tx, district, officer, part="owner", channel="file") is not None:
            told.add(
                "import-officer" if before else "import-new-officer", name=row.name, body=bodies.of(row.body).named
            )
            after.menu_of(row.user_id)
    for one in known.values() if prune else ():
        await changing.end(tx, one, district, now, by_id=None, part="owner", channel="file")
        told.add("import-officer-gone", name=one.name, body=bodies.of(one.body).named)
        after.menu_of(one.user_id)


async def _named(tx: Tx, district: District, row: OfficerRow) -> None:
    """What the file calls somebody who is only of a body; of the patrol the other list says it."""
    member = await tx.people.member(district.id, row.user_id)
    if member is not None and member.is_only_of_bodies and member.name != row.name:
        await tx.people.save_member(replace(member, name=row.name))


async def bring_in_delegations(
    tx: Tx, district: District, rows: tuple[Delegation, ...], told: Differences, *, prune: bool
) -> District:
    """The district with the delegations of its file; others stay unless *prune*."""
    before = delegations.of(district)
    kept = {(one.from_body, one.to_body, one.deed, one.since): one for one in (*(() if prune else before), *rows)}
    wanted = delegations.as_kept(kept.values())
    if wanted == delegations.as_kept(before):
        return district
    changed, gone = (
        len(set(rows) - set(before)),
        len({one.deed for one in before} - {one.deed for one in kept.values()}),
    )
    told.add("import-delegations", changed=changed, gone=gone)
    after = delegations.kept_with(district, kept.values())
    await tx.districts.save(after)
    return after
