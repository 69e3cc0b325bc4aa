"""What a team does next on its case, as buttons: the newest message that it has carries them."""

from dataclasses import replace

from bot.cases.buttons import case_button
from bot.incidents.table import HELD, LIVE, NEXT, RESOLVED, Incident
from bot.outbox.letters import Rows
from bot.register.districts import District

STEP_OF = "button-step-of"
"""The key of a button that says whose step it is."""


def moves(incident: Incident, team_id: int | None) -> tuple[str, ...]:
    """The names of the moves that come next for a team; none where it holds the case no longer. Pure.

    Who has accepted sees the way on alone: declining after that stands on the order.
    """
    held = incident.of_team(team_id) if team_id is not None else None
    if held is None or incident.state not in LIVE - {RESOLVED}:
        return ()
    if incident.state == HELD:
        return ("resume",) if held is incident.lead else ()
    return NEXT[held.stage] if held.stage == 0 else NEXT[held.stage][:1]


def rows(incident: Incident, district: District, team_id: int | None) -> Rows:
    """The same as one row of buttons; no row where nothing comes next."""
    names = moves(incident, team_id)
    return (tuple(case_button(incident, district, name) for name in names),) if names else ()


def stands_in(buttons: Rows) -> bool:
    """Whether a step with its number is among them. Pure."""
    return any(button.key == STEP_OF for row in buttons for button in row)


def numbered_rows(incident: Incident, district: District, team_id: int | None) -> Rows:
    """The same where several cases may stand in one message: each button says whose it is."""
    return tuple(
        tuple(replace(one, key=STEP_OF, facts={"move": {"word": one.key}, "number": incident.number}) for one in row)
        for row in rows(incident, district, team_id)
    )
