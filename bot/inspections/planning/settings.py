"""The figures of a district's visits: cool-down, yearly caps, and on what its inspections rest; captains set them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.bodies import bodies
from bot.inspections.planning.advice import Rules
from bot.inspections.table import VisitKind
from bot.register.districts import District
from bot.values import texts
from bot.values.refused import Refused
from bot.work import rights as work_rights
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.work import Work

KEPT = "visits"
"""The district's setting: ``cooldown`` (days), ``yearly``, ``caps`` (by ``BODY/KIND`` or ``/KIND``), ``rests_on``."""

MOST_DAYS, MOST_YEARLY, MOST_WORDS = 366, 366, 300


def of(district: District) -> Rules:
    """The figures of *district*; what it has not said is as the program brings it."""
    kept: Mapping[str, Any] = district.settings.get(KEPT, {})
    plain = Rules()
    return Rules(
        int(kept.get("cooldown", plain.cooling_days)),
        int(kept.get("yearly", plain.yearly)),
        {name: int(count) for name, count in kept.get("caps", {}).items()},
        str(kept.get("rests_on", "")),
    )


def _kept(rules: Rules) -> dict[str, Any]:
    return {
        "cooldown": rules.cooling_days,
        "yearly": rules.yearly,
        "caps": dict(sorted(rules.caps.items())),
        "rests_on": rules.standing,
    }


@action(Right.DISTRICT, "inspections.rules")
async def rules(work: Work, *, text: str = "") -> Answer:
    """``/visit rules``: what holds here. Captains: ``cooldown 30``, ``cap [BODY] [KIND] 4``, ``standing WORDS``."""
    now = of(work.district)
    if text.strip():
        work_rights.captains_only(work)
        now = _changed(now, text)
        settings = {**work.district.settings, KEPT: _kept(now)}
        work.district_or_none = replace(work.district, settings=settings)
        await work.tx.districts.save(work.district)
    return shown(now)


def shown(now: Rules) -> Answer:
    """The figures, a line each."""
    lines: list[dict[str, Any]] = [
        {"word": "visit-rule-cooldown", "days": now.cooling_days},
        {"word": "visit-rule-yearly", "count": now.yearly},
    ]
    for name, count in sorted(now.caps.items()):
        body, _, kind = name.partition("/")
        named = bodies.of(body).named if body else {"word": "visit-every-body"}
        lines.append({"word": "visit-rule-cap", "body": named, "kind": {"word": f"visit-kind-{kind}"}, "count": count})
    standing = {"word": "visit-rule-standing", "words": now.standing} if now.standing else {"word": "visit-no-standing"}
    return answer("visit-rules", lines=[*lines, standing])


def _changed(now: Rules, text: str) -> Rules:
    name, _, rest = text.strip().partition(" ")
    match name.lower():
        case "cooldown" | "冷却期" | "间隔":
            return replace(now, cooling_days=_figure(rest, MOST_DAYS))
        case "cap" | "上限":
            return _capped(now, rest.split())
        case "standing" | "依据" if rest.strip():
            return replace(now, standing=texts.cut(texts.line(rest), MOST_WORDS))
    raise Refused("visit-rules-how")


def _capped(now: Rules, words: list[str]) -> Rules:
    """``4``, ``daily 4``, ``fire daily 4``."""
    if not words:
        raise Refused("visit-rules-how")
    *of_what, last = words
    count = _figure(last, MOST_YEARLY)
    kinds = [kind for word in of_what if (kind := kind_of(word)) is not None]
    named = [bodies.meant(word) for word in of_what if kind_of(word) is None]
    if not of_what:
        return replace(now, yearly=count)
    if len(kinds) != 1 or len(named) > 1:
        raise Refused("visit-rules-how")
    return replace(now, caps={**now.caps, f"{''.join(named)}/{kinds[0]}": count})


def _figure(text: str, most: int) -> int:
    count = texts.whole_number(text.strip())
    if count is None or count > most:
        raise Refused("visit-rules-figure", most=most)
    return count


_KINDS = {
    VisitKind.DAILY: ("daily", "日常"),
    VisitKind.SINGLE: ("single", "个案"),
    VisitKind.SPECIAL: ("special", "campaign", "专项"),
    VisitKind.RECHECK: ("recheck", "re-check", "复查"),
    VisitKind.GUIDANCE: ("guidance", "advice", "指导", "帮扶"),
}


def kind_of(word: str) -> VisitKind | None:
    """The kind of visit that a word names, in either language; None where it names none."""
    said = word.lower().removesuffix("检查")
    return next((kind for kind, names in _KINDS.items() if said in names), None)
