"""``/officers``: who is of which body, the certificates first, those that are over before all; and the delegations."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.bodies import bodies, delegations, officers
from bot.bodies.delegations import Delegation
from bot.bodies.officers import Officer
from bot.work import rights
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.work import Work


@action(Right.CAPTAIN, "bodies.list")
async def show(work: Work) -> Answer:
    """By body; where everybody reads along without the numbers of certificates."""
    found = officers.in_order(await officers.of(work))
    today = work.now.astimezone(work.district.zone).date()
    lines: list[dict[str, Any]] = []
    for code in dict.fromkeys(one.body for one in found):
        own = [one for one in found if one.body == code]
        heads = {"word": "officers-body", "body": bodies.of(code).named, "count": len(own)}
        lines += [heads, *(line(one, today, in_full=work.who.in_private) for one in own)]
    lent = delegated(delegations.of(work.district), today)
    if not found:
        lines.append({"word": "officers-none"})
    return answer("officers-list", lines=[*lines, *lent]) if found or lent else answer("officers-none")


def line(one: Officer, today: date, *, in_full: bool) -> dict[str, Any]:
    """One person: the number of the certificate, its end and how near that is, who, and by what they approve."""
    facts: dict[str, Any] = {"name": one.name, "until": str(one.certified_until or ""), "approves": ""}
    facts["number"] = one.certificate if in_full else ""
    if one.approver:
        facts["approves"] = {"word": f"officer-also-{one.how or 'deed'}", "deed": one.deed if in_full else ""}
    return {"word": f"officers-line-{state(one, today)}", **facts}


def state(one: Officer, today: date) -> str:
    """How a certificate stands: ``none``, ``over``, ``soon``, ``good``. Pure."""
    if not one.certificate or one.certified_until is None:
        return "none"
    if not officers.certified(one, today):
        return "over"
    return "soon" if one.certified_until - today <= officers.SOON else "good"


def delegated(found: Sequence[Delegation], today: date) -> list[dict[str, Any]]:
    """A line for each delegation that is in force or still to come; nothing where there is none."""
    lines: list[dict[str, Any]] = []
    for one in found:
        if one.until is not None and one.until < today:
            continue
        facts = {"from": bodies.of(one.from_body).named, "to": bodies.of(one.to_body).named, "deed": one.deed}
        ends = {"word": "delegation-until", "day": str(one.until)} if one.until else ""
        only = {"word": "delegation-items", "items": " ".join(one.items)} if one.items else ""
        lines.append({"word": "delegation-line", "since": str(one.since), "until": ends, "items": only, **facts})
    return [{"word": "delegations-head"}, *lines] if lines else []


async def table(work: Work) -> dict[str, Any]:
    """The same for captains' own page: bodies that may be chosen, a row for each person, delegations in words."""
    rights.captains_only(work)
    found = officers.in_order(await officers.of(work))
    today = work.now.astimezone(work.district.zone).date()
    codes = dict.fromkeys([*bodies.brought(), *(one.body for one in found)])
    rows = [
        {
            "id": one.user_id,
            "name": one.name,
            "body": bodies.of(one.body).named,
            "certificate": one.certificate,
            "until": str(one.certified_until or ""),
            "state": state(one, today),
            "approves": str(one.how or "") if one.approver else "",
            "deed": one.deed,
        }
        for one in found
    ]
    named = [{"code": code, "name": bodies.of(code).named} for code in codes]
    lent = [one for one in delegations.of(work.district) if one.until is None or one.until >= today]
    told = [{"deed": one.deed, "told": delegated([one], today)[-1]} for one in lent]
    return {"bodies": named, "officers": rows, "delegations": told}
