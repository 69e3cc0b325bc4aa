"""What a captain set is stored, written down and told to the other captains."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.incidents import limits as incidents_limits
from bot.preferences import forms
from bot.preferences.forms import shown_scope
from bot.register.districts import District
from bot.register.people import RoleName
from bot.work import mustering, telling
from bot.work.answer import Answer, answer
from bot.work.history import Part, Record
from bot.work.work import Work

NONE: Mapping[str, str] = {"word": "limit-none"}
"""No limit, as a fact of the words."""


@dataclass(frozen=True)
class Setting:
    """What a captain set: of what (a scope, or empty), its name, and both values as facts of the words."""

    scope: str
    name: str
    old: Any
    new: Any
    facts: Mapping[str, Any]


async def save(work: Work, district: District, setting: Setting) -> Answer:
    """Store it, write it down, and tell the other captains; nothing of it where it is so already."""
    told = {
        "of": shown_scope(work, setting.scope),
        "limit": forms.shown_name(setting.name),
        "old": setting.old,
        "new": setting.new,
    }
    if setting.old == setting.new and district.limits == work.district.limits:
        key = "limits-same-none" if setting.new == NONE else "limits-same"
        return answer(key, **{k: v for k, v in told.items() if k != "old"})
    await write_down(work, district, {"of": setting.scope, "name": setting.name, **setting.facts})
    await tell_captains(work, "limits-told", **told)
    return answer("limits-set" if setting.name in incidents_limits.NAMES else "limits-setting-set", **told)


async def write_down(work: Work, district: District, facts: dict[str, Any]) -> None:
    """Store *district* as it is from now on, with a line of history: *of* what, *name*, *old* and *new*."""
    work.district_or_none = district
    await work.tx.districts.save(district)
    by_id, part = (None, Part.CLOCK) if work.who.is_house else (work.who.user_id, Part.CAPTAIN)
    line = Record("limits", "", "", work.now, by_id, part, work.who.channel, facts=facts)
    await work.tx.history.add(district.id, None, line, work.now)


async def tell_captains(work: Work, key: str, **told: Any) -> None:
    """Tell the other captains, on duty or not, what somebody set."""
    members = (await mustering.of(work)).members.values()
    others = [m for m in members if m.has(RoleName.CAPTAIN, work.now) and m.user_id != work.who.user_id]
    await telling.tell(work, others, key, purpose="limits", by=work.who.name, **told)
