"""Duty, positions and teams."""

from datetime import timedelta

from bot import duty as duties
from bot import enrolment, spoken_time, team_list, teamwork
from bot.geo import Point
from bot.refused import Refused
from handlers.telegram.commands import Feature, For, Said, Topic, Wants, wants, whole

FEATURE = Feature("teams")

_NO_END = 0x7FFFFFFF
"""Telegram's period of a live location that is shared until it is turned off."""


@FEATURE.command("duty", For.MEMBERS, topic=Topic.SHIFT)
async def duty(said: Said) -> Wants:
    """Begin duty."""
    return wants(duties.start_duty)


@FEATURE.command("off", For.MEMBERS, topic=Topic.SHIFT)
async def off(said: Said) -> Wants:
    """End duty."""
    return wants(duties.end_duty)


@FEATURE.command("break", For.MEMBERS, "[MINUTES]", topic=Topic.SHIFT)
async def take_break(said: Said) -> Wants:
    """A break, 15 minutes unless said otherwise; back by itself."""
    words = said.text or (str(said.number) if said.number is not None else "")
    length, _ = spoken_time.duration(words) if words else (None, "")
    if words and length is None:
        raise Refused("wrong-duration", duration=words)
    minutes = round(length.total_seconds() / 60) if length else duties.BREAK_MINUTES
    return wants(duties.take_break, minutes=minutes)


@FEATURE.command("back", For.MEMBERS, topic=Topic.SHIFT)
async def back(said: Said) -> Wants:
    """Back from a break."""
    return wants(duties.end_break)


@FEATURE.command("teams", For.REGISTERED)
async def teams(said: Said) -> Wants:
    """Teams with state, members on duty and age of position."""
    return wants(team_list.teams)


@FEATURE.button("teams")
async def teams_turned(said: Said, move: str, choice: str) -> Wants:
    """Another page of the teams, or the same once more."""
    return wants(team_list.teams, page=whole(choice))


@FEATURE.command("team", For.CAPTAINS, "new|rename|base|add|remove|handles …", topic=Topic.PEOPLE)
async def team(said: Said) -> Wants:
    """Make and change teams."""
    what, _, rest = said.text.partition(" ")
    user_id = said.reply_user.user_id if said.reply_user else None
    words = rest.split()
    match what:
        case "new":
            return wants(enrolment.team_new, name=rest.strip())
        case "rename" if len(words) >= 2:
            return wants(enrolment.team_rename, name=words[0], new=" ".join(words[1:]))
        case "base" if words:
            return wants(enrolment.team_base, name=rest.strip())
        case "add" if words:
            return wants(enrolment.team_add, name=rest.strip(), user_id=user_id)
        case "remove":
            return wants(enrolment.team_remove, user_id=user_id)
        case "handles" if words:
            return wants(enrolment.team_handles, name=words[0], handles=tuple(words[1:]))
    raise Refused("team-how")


@FEATURE.button("duty")
async def duty_pressed(said: Said, move: str, choice: str) -> Wants:
    """On duty, off, break, back, one hour more."""
    match move:
        case "duty":
            return wants(duties.start_duty)
        case "off":
            return wants(duties.end_duty)
        case "off_sure":
            return wants(duties.end_duty, sure=True)
        case "break":
            return wants(duties.take_break)
        case "break_give" | "break_watch":
            return wants(duties.take_break, minutes=whole(choice), held=move.removeprefix("break_"))
        case "back":
            return wants(duties.end_break)
        case "longer":
            return wants(duties.one_hour_more)
    raise Refused("stale-button")


@FEATURE.button("team")
async def team_pressed(said: Said, move: str, choice: str) -> Wants:
    """The team that a person just enrolled joins; the confirming taps of a change of teams."""
    return wants(enrolment.team_add, team_id=whole(choice), user_id=said.number, sure=move == "join_sure")


async def live(said: Said) -> Wants:
    """A live location, or an edit of one; its last edit has no period."""
    message = said.message
    if message is None or message.location is None:
        raise Refused("not-a-position")
    place, at = message.location, said.speaker.said_at
    period = place.live_period
    period_s = period.total_seconds() if isinstance(period, timedelta) else period
    until = None
    if period_s:
        until = message.date + timedelta(days=365 if period_s >= _NO_END else 0, seconds=period_s % _NO_END)
    return wants(
        teamwork.fix,
        point=Point.read(place.latitude, place.longitude),
        at=at,
        accuracy_m=place.horizontal_accuracy,
        live_until=until,
        stopped=message.edit_date is not None and not period_s,
        message_id=message.message_id,
    )
