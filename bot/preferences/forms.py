"""What ``/limits`` shows, and its forms: every button is a text command, so that both say the same."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.evidence import wall
from bot.handbook.model import SEVERITIES, Item
from bot.handbook.versions import BOOK
from bot.incidents import at_door
from bot.incidents import limits as incidents_limits
from bot.incidents.limits import InEffect
from bot.outbox import quiet
from bot.outbox.letters import Button
from bot.places.labels import sheets
from bot.preferences.names import WAYS, dashed
from bot.register import districts
from bot.values.formats import length_word
from bot.values.refused import Refused
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.work import Work

PAGE = 8
"""So many of a long list are offered at once."""

MOST_DATA = 64
"""Bytes of what a button may carry."""

CHOICES = {
    "accept": (30, 45, 60, 90, 120, 180),
    "arrive": (120, 180, 300, 480, 600, 900),
    "close": (300, 600, 720, 900, 1200, 1800),
    "confirm": (300, 600, 1200, 1800, 3600, 7200),
    "remind_every": (120, 180, 300, 600, 900, 1800),
}
"""Seconds that are offered for each limit; every other length within its bounds may be written."""

DOOR = {
    at_door.CASES: ("door-cases", (2, 3, 4, 5, 10)),
    at_door.DAYS: ("door-days", (14, 30, 60, 90)),
}
"""How a figure of the rule by which places are coloured is said, and which are offered; others may be written."""

HOURS = ("6:00", "7:00", "7:30", "8:00", "8:30", "9:00")
"""Hours that are offered for the morning report."""


def shown_name(name: str) -> dict[str, Any]:
    """A limit or another setting as a fact of the words."""
    return {"word": f"limit-{dashed(name)}"}


def door_value(name: str, figure: int) -> dict[str, Any]:
    """A figure of the rule by which places are coloured, as a fact of the words."""
    return {"word": DOOR[name][0], "count": figure}


def shown_scope(work: Work, scope: str) -> dict[str, Any]:
    """Of what a limit is, as a fact of the words."""
    kind, _, code = scope.partition(":")
    match kind:
        case "severity":
            return {"word": "limits-of-severity", "severity": {"word": f"severity-{code}"}}
        case "group":
            return {"word": "limits-of-group", "group": work.at_hand[BOOK].category(code)}
        case "item":
            found = next((i for i in work.at_hand[BOOK].items if i.code == code), None)
            named = {"name_zh": found.name_zh, "name_en": found.name_en} if found else code
            return {"word": "limits-of-item", "item": named}
        case "case":
            return {"word": "limits-of-case", "number": int(code)}
        case incidents_limits.HANDBOOK:
            return {"word": "limits-of-handbook"}
        case incidents_limits.DEFAULT:
            return {"word": "limits-by-default"}
    return {"word": "limits-of-district"}


def _line(work: Work, one: InEffect) -> dict[str, Any]:
    where = shown_scope(work, one.comes_from)
    return {
        "word": "limits-line",
        "limit": shown_name(one.name),
        "value": length_word(one.seconds),
        "where": where,
    }


def _command(work: Work, key: str, said: str, **facts: Any) -> list[Button]:
    """A button that says ``/limits`` and *said*; none where it would be too long to carry."""
    button = Button(key, f"limits:{work.district.id}.0:say:{said}", facts)
    return [button] if len(button.data.encode()) <= MOST_DATA else []


def _rows(buttons: Iterable[Button], n: int = 3) -> tuple[tuple[Button, ...], ...]:
    each = list(buttons)
    return tuple(tuple(each[i : i + n]) for i in range(0, len(each), n))


def overview(work: Work) -> Answer:
    """What holds in the district, and what differs from it; a single case's own limits are seen with ``#42``."""
    district = work.district
    lines = [_line(work, one) for one in incidents_limits.in_effect(district, ("",))]
    for scope in sorted(s for s in district.limits if ":" in s):
        own = incidents_limits.rules_of(district, scope)
        lines += [_line(work, InEffect(name, int(own[name]), scope)) for name in incidents_limits.NAMES if name in own]
    hour = districts.hour_of(district).strftime("%H:%M")
    others = (
        ("dispatch", {"word": f"dispatch-{district.dispatch}"}),
        ("language", {"word": f"language-{district.language}"}),
        ("report", hour),
        ("quiet", {"word": f"quiet-{quiet.of(district)}"}),
        ("wall", {"word": f"wall-{wall.of(district)}"}),
        *((name, door_value(name, at_door.figure(district, name))) for name in DOOR),
        ("label", sheets.own_words(work) or {"word": "limit-none"}),
    )
    lines += [{"word": "limits-setting", "limit": shown_name(name), "value": value} for name, value in others]
    names = (*incidents_limits.NAMES, *(name for name, _ in others))
    mine = [b for name in names for b in _command(work, f"limit-{dashed(name)}", _short(name))]
    kinds = ("severity", "group", "item")
    lists = [Button(f"limits-list-{kind}", f"limits:{district.id}.0:list:{kind}.0") for kind in kinds]
    return answer("limits", district=district.name, lines=lines[:60], buttons=(*_rows(mine), *_rows(lists)))


@action(Right.CAPTAIN, "limit_forms.listed")
async def listed(work: Work, *, kind: str, page: int) -> Answer:
    """Severities, groups or items, so many a page; each opens what holds for it."""
    found = _codes(work, kind)
    pages = max(1, -(-len(found) // PAGE))
    if page >= pages:
        raise Refused("stale-button")
    chunk = found[page * PAGE : (page + 1) * PAGE]
    rows = [
        tuple(_command(work, "button-scope", f"{kind}:{code}", scope=shown_scope(work, f"{kind}:{code}")))
        for code in chunk
    ]
    if pages > 1:
        more = Button("button-more", f"limits:{work.district.id}.0:list:{kind}.{(page + 1) % pages}")
        rows.append((more,))
    return answer("limits-of-which", buttons=tuple(row for row in rows if row), page=page + 1, pages=pages)


def _codes(work: Work, kind: str) -> Sequence[str]:
    if kind == "severity":
        return SEVERITIES
    if kind == "group":
        return list(dict.fromkeys(item.group for item in work.at_hand[BOOK].items))
    if kind == "item":
        return [item.code for item in work.at_hand[BOOK].items]
    raise Refused("stale-button")


def of_scope(
    work: Work, scopes: tuple[str, ...], item: Item | None = None, own: Mapping[str, int] | None = None
) -> Answer:
    """What holds for the first of *scopes*, and where each comes from; *own*: of the case that it is about."""
    lines = [_line(work, one) for one in incidents_limits.in_effect(work.district, scopes, item, own)]
    said = _said(scopes[0])
    buttons = [
        b for name in incidents_limits.NAMES for b in _command(work, f"limit-{dashed(name)}", f"{said} {_short(name)}")
    ]
    return answer("limits-of", of=shown_scope(work, scopes[0]), lines=lines, buttons=_rows(buttons))


def _short(name: str) -> str:
    return name.partition("_")[0]


def _said(scope: str) -> str:
    """A scope as it is written after ``/limits``."""
    return scope.replace("case:", "#")


def values(
    work: Work,
    scopes: tuple[str, ...],
    name: str,
    item: Item | None = None,
    own: Mapping[str, int] | None = None,
) -> Answer:
    """Which length: some as buttons, and the word that takes the limit away."""
    scope = scopes[0]
    said = f"{_said(scope)} {_short(name)}".strip()
    buttons = [b for s in CHOICES[name] for b in _command(work, "button-length", f"{said} {s}s", length=length_word(s))]
    rows = (*_rows(buttons), *_rows(_command(work, "button-default", f"{said} default")))
    now = next(one for one in incidents_limits.in_effect(work.district, scopes, item, own) if one.name == name)
    least, most = incidents_limits.BOUNDS[name]
    return answer(
        "limits-which-length",
        buttons=rows,
        of=shown_scope(work, scope),
        limit=shown_name(name),
        now=length_word(now.seconds),
        least=length_word(least),
        most=length_word(most),
    )


def settings(work: Work, name: str) -> Answer:
    """Which of a few: how teams are sent, the language, the hour of the report, sound, the wall."""
    offered = {
        "dispatch": [(f"dispatch-{one}", one) for one in WAYS],
        "language": [(f"language-{one}", one) for one in ("zh", "en")],
        "report": [("button-hour", one) for one in HOURS],
        "quiet": [(f"quiet-{one}", one) for one in quiet.CHOICES],
        "wall": [(f"wall-{one}", one) for one in wall.CHOICES],
        **{name: [(f"button-{word}", str(one)) for one in figures] for name, (word, figures) in DOOR.items()},
    }[name]
    buttons = [b for key, value in offered for b in _command(work, key, f"{name} {value}", hour=value, count=value)]
    key = "limits-which-wall" if name == "wall" else "limits-which"
    return answer(key, limit=shown_name(name), buttons=_rows(buttons))
