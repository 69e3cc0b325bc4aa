"""``/teams``: what each team does, where it is and how old that is known, its people on duty, its load; paged."""

from collections import Counter
from datetime import datetime, time, timedelta
from typing import Any

from bot.cases.case import Role
from bot.incidents.orders import team_choices
from bot.incidents.store import INCIDENTS
from bot.incidents.table import Incident
from bot.insight.days import DAYS
from bot.register.districts import begin_of
from bot.register.teams import Standing
from bot.values import geo
from bot.values.refused import Refused
from bot.work import buttons as work_buttons
from bot.work import mustering
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.work import Work

A_PAGE = 8
"""Teams of one page."""

ORDER = ("team-free", "team-busy", "team-on-break", "team-off")
"""Those who can be sent come first."""


@action(Right.REGISTERED, "team_list.teams")
async def teams(work: Work, *, page: int = 0) -> Answer:
    """A page of the district's teams, free ones first."""
    if work.who.member is None:
        raise Refused("not-registered")
    standings = list((await mustering.of(work)).standings.values())
    if not standings:
        return answer("teams-none")
    standings.sort(key=lambda s: (ORDER.index(s.doing), s.team.id))
    led = await _led_today(work)
    shown, buttons = work_buttons.paged(work, "teams", standings, page, A_PAGE)
    lines = [await _line(work, standing, led.get(standing.team.id, [])) for standing in shown]
    states = Counter(standing.doing for standing in standings)
    return answer(
        "teams-list",
        lines=lines,
        count=len(standings),
        free=states["team-free"],
        busy=states["team-busy"],
        buttons=buttons,
        turns=True,
    )


async def _led_today(work: Work) -> dict[int, list[Incident]]:
    """The cases reported today that each team led, last sent last; by team id."""
    zone = work.district.zone
    since = begin_of(work.now.astimezone(zone).date(), zone, time.min)
    found: dict[int, list[tuple[datetime, Incident]]] = {}
    for incident in await work.tx[DAYS].reported(work.district.id, since, work.now + timedelta(seconds=1)):
        for team_id in {a.team_id for a in incident.assignments if a.role is Role.LEAD}:
            sent = max(a.sent_at for a in incident.assignments if a.team_id == team_id)
            found.setdefault(team_id, []).append((sent, incident))
    return {team: [i for _, i in sorted(cases, key=lambda one: one[0])] for team, cases in found.items()}


async def _line(work: Work, standing: Standing, led: list[Incident]) -> dict[str, Any]:
    held = [found for case_id in standing.holds if (found := await work.tx[INCIDENTS].get(case_id))]
    last = held[-1] if held else led[-1] if led else None
    far: Any = ""
    if last and last.point and standing.point:
        metres = geo.metres(standing.point, last.point)
        far = {"word": "team-far", "metres": round(metres), "number": last.number}
    return {
        "word": "team-line",
        "team": standing.team.name,
        "state": {"word": standing.doing},
        "numbers": " ".join(f"#{incident.number}" for incident in held),
        "on_duty": len(standing.available),
        "members": len(standing.members),
        "position": team_choices.position_word(work, standing),
        "today": len(led),
        "far": far,
    }
