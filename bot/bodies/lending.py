"""A published delegation is entered and withdrawn by a captain: ``/officers delegate``, the page, with its history."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from bot.bodies import bodies, delegations, listing
from bot.bodies import said as bodies_said
from bot.bodies.delegations import Delegation
from bot.bodies.officers import MOST_DEED
from bot.checklists import editions
from bot.values import texts
from bot.values.refused import Refused
from bot.words import spoken_words
from bot.work import answer as answers
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.history import Part, Record
from bot.work.work import Work

MOVE = "delegation"
"""The name under which the district's history has it."""

MOST, MOST_ITEMS, MOST_NAMED = 200, 50, 10
"""Delegations of a district, items of one, and deeds that are named to whoever wrote another."""


_BETWEEN = re.compile(r"[\s,，、]+")


@dataclass(frozen=True)
class Lent:
    """What was written of a delegation: *items* as they were written, *since* None for from today on."""

    from_body: str
    to_body: str
    deed: str
    until: date
    since: date | None = None
    items: tuple[str, ...] = ()


def read(words: str) -> Lent:
    """``FROM TO DEED [SINCE] UNTIL [ITEM …]``; Refused with how it is written. Pure."""
    first, second, *rest = [*texts.line(words).split(), "", ""]
    rest = [one for one in rest if one]
    at = [n for n, word in enumerate(rest) if bodies_said.day(word)]
    if not second or not at or at[0] == 0:
        raise Refused("delegation-how")
    named = rest[: at[0]]
    if len(named) > 1 and named[-1].casefold() in spoken_words.written("delegation-word-until"):
        named.pop()
    deed = " ".join(named)
    if texts.utf16(deed) > MOST_DEED:
        raise Refused("delegation-deed-long", most=MOST_DEED)
    days = [day for word in rest[at[0] : at[0] + 2] if (day := bodies_said.day(word))]
    items = tuple(filter(None, _BETWEEN.split(" ".join(rest[at[0] + len(days) :]))))
    giving, getting = bodies.meant(first), bodies.meant(second)
    if giving == getting:
        raise Refused("delegation-same-body", body=bodies.of(giving).named)
    return Lent(giving, getting, deed, days[-1], days[0] if len(days) > 1 else None, items)


@action(Right.CAPTAIN, "bodies.said")
async def said(work: Work, *, text: str) -> Answer:
    """``/officers delegate …`` or ``/officers withdraw …``; Refused for other words."""
    first, _, rest = text.strip().partition(" ")
    if first.casefold() in spoken_words.written("delegation-word-delegate"):
        return await delegate(work, words=rest)
    if first.casefold() in spoken_words.written("delegation-word-withdraw"):
        return await withdraw(work, deed=rest)
    raise Refused("delegation-how")


@action(Right.CAPTAIN, "bodies.delegate")
async def delegate(work: Work, *, words: str) -> Answer:
    """Enter one, or change the one of the same bodies and deed; what is wrong is refused by name."""
    lent, today = read(words), work.now.astimezone(work.district.zone).date()
    since = lent.since or today
    if lent.until < since or lent.until < today:
        raise Refused("delegation-ends-before", day=str(lent.until))
    if len(lent.items) > MOST_ITEMS:
        raise Refused("delegation-many-items", most=MOST_ITEMS)
    new = Delegation(
        lent.from_body, lent.to_body, lent.deed, since, lent.until, await _items(work, lent.from_body, lent.items)
    )
    same = (new.from_body, new.to_body, new.deed.casefold())
    known = delegations.of(work.district)
    others = [one for one in known if (one.from_body, one.to_body, one.deed.casefold()) != same]
    if len(others) >= MOST:
        raise Refused("delegation-many", most=MOST)
    if new in known:
        return answer("delegation-known", line=_line(new, today))
    await _keep(work, [*others, new], new, withdrawn=False)
    return answer("delegation-entered", line=_line(new, today))


@action(Right.CAPTAIN, "bodies.withdraw")
async def withdraw(work: Work, *, deed: str) -> Answer:
    """From today on it lends nothing; what was answered by it stays. Refused where no delegation bears that name."""
    wanted, today = texts.line(deed).casefold(), work.now.astimezone(work.district.zone).date()
    known = delegations.of(work.district)
    in_force = [one for one in known if one.until is None or one.until >= today]
    found = [one for one in in_force if one.deed.casefold() == wanted]
    if not found and wanted and in_force:
        deeds = answers.listed(dict.fromkeys(one.deed for one in in_force[:MOST_NAMED]))
        raise Refused("delegation-unknown", deed=texts.cut(deed.strip(), 40), deeds=deeds)
    if not found:
        raise Refused("delegation-none" if wanted else "delegation-how-withdraw", deed=texts.cut(deed.strip(), 40))
    kept = [one for one in known if one not in found]
    for one in found:
        if one.since < today:
            kept.append(replace(one, until=today - timedelta(days=1)))
        await _keep(work, kept, one, withdrawn=True)
    return answer("delegation-withdrawn", deed=found[0].deed, count=len(found))


async def _items(work: Work, body: str, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """The keys of the items that are named by code, alone or with their list; Refused for one of others."""
    theirs = [
        (f"{one.code}/{item.code}", item.code)
        for one in await editions.newest(work)
        for item in one.items
        if item.department == body
    ]
    keys: list[str] = []
    for said_ in wanted:
        found = [key for key, code in theirs if said_.casefold() in {key.casefold(), code.casefold()}]
        if not found:
            raise Refused("delegation-no-item", item=texts.cut(said_, 40), body=bodies.of(body).named)
        keys += found
    return tuple(dict.fromkeys(keys))


def _line(one: Delegation, today: date) -> dict[str, Any]:
    return listing.delegated([one], today)[-1]


async def _keep(work: Work, wanted: list[Delegation], one: Delegation, *, withdrawn: bool) -> None:
    """The district holds them from now on; who did what stands in its history."""
    work.district_or_none = delegations.kept_with(work.district, wanted)
    await work.tx.districts.save(work.district)
    facts: dict[str, object] = {"from": one.from_body, "to": one.to_body, "deed": one.deed, "withdrawn": withdrawn}
    facts |= {"until": str(one.until or ""), "items": list(one.items)}
    line = Record(MOVE, "", "", work.now, work.who.user_id, Part.CAPTAIN, work.who.channel, facts=facts)
    await work.tx.history.add(work.district.id, None, line, work.now)
