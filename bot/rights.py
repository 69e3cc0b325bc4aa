"""Who may do what, before anything else is asked: whatever is not named here is for those who belong and may act.

The desk looks here at the moment of acting, whatever door the wish came through. What stands here is only the first
question; whose case it is, and what its state allows, is decided by the table of moves.
"""

from collections.abc import Callable
from typing import Any

from bot.people import Who
from bot.refused import Refused

ANYBODY = frozenset({
    "languages.choose",  # looks for all their districts itself
    "enrolment.setup",  # asks for an owner itself
    "helping.help_for",
    "looks.refuse",
    "looks.say",
    "looks.unknown_command",
    "pieces.piece",  # these three pass over a stranger in silence
    "pieces.text",
    "teamwork.fix",
    "calling.false_alarm",  # finds the call of who called in private, and refuses everybody else but captains
    "rescue.call",  # finds the district of who calls in private, and refuses a stranger itself
    "privacy.forget_me",  # about nobody but the one who asks
    "privacy.my_data",
    "privacy.notice",
    "signing_in.dashboard",  # looks for all their districts itself
    "signing_in.seen",
    "welcome.in_group",
    "welcome.start",
})  # fmt: skip
"""Actions for strangers too: they change nothing for anybody else."""

REGISTERED = frozenset({
    "looks.case",
    "looks.history",
    "looks.items",
    "looks.note",
    "open_cases.board",
    "reading.categories",
    "reading.category",
    "reading.find",
    "reading.in_line",
    "reading.show",
    "team_list.teams",
    "reports.pin",  # a viewer who called for help says where they are; as a report it is refused there
})  # fmt: skip
"""Actions for all who belong to the district, viewers too."""

CAPTAINS = frozenset({
    "enrolment.dismiss",
    "enrolment.enrol",
    "enrolment.team_add",
    "enrolment.team_base",
    "enrolment.team_handles",
    "enrolment.team_new",
    "enrolment.team_remove",
    "enrolment.team_rename",
    "limit_forms.listed",
    "limiting.settle",
    "moving.pull",
    "moving.seen",
    "notices.to_all",
    "rescue.ask_reason",
    "rescue.move",
    "rostering.whole",
    "shifts.end",
    "shifts.how",
    "shifts.start",
    "shifts.take",
    "shifts.withdraw",
    "topics.put",
    "topics.settle",
    "topics.take_back",
})  # fmt: skip
"""Actions that command."""


def name_of(action: Callable[..., Any]) -> str:
    """An action as it is named here: its module in ``bot`` and its own name."""
    return f"{action.__module__.removeprefix('bot.')}.{action.__name__}"


def check(action: Callable[..., Any], who: Who) -> None:
    """Raise Refused where *who* may not even try. The house itself (the clock, a membership that ended) may."""
    name = name_of(action)
    if who.is_house or name in ANYBODY:
        return
    if who.member is None:
        raise Refused("not-registered")
    if name in CAPTAINS and not who.is_captain:
        raise Refused("captains-only-command")
    if name not in REGISTERED and not who.may_act:
        raise Refused("viewer-may-only-look")
