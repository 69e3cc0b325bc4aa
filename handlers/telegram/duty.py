"""Duty: its beginning, breaks, and its end."""

from bot.duty import duty as duty_room
from bot.values import spoken_time
from bot.values.refused import Refused
from handlers.telegram.commands import Feature, For, Said, Topic, Wants, wants, whole

FEATURE = Feature("duty")


@FEATURE.command("duty", For.MEMBERS, topic=Topic.SHIFT)
async def duty(said: Said) -> Wants:
    """Begin duty."""
    return wants(duty_room.start_duty)


@FEATURE.command("off", For.MEMBERS, topic=Topic.SHIFT)
async def off(said: Said) -> Wants:
    """End duty."""
    return wants(duty_room.end_duty)


@FEATURE.command("break", For.MEMBERS, "[MINUTES]", topic=Topic.SHIFT)
async def take_break(said: Said) -> Wants:
    """A break, 15 minutes unless said otherwise; back by itself."""
    length, _ = spoken_time.duration(said.words) if said.words else (None, "")
    if said.words and length is None:
        raise Refused("wrong-duration", duration=said.words)
    minutes = round(length.total_seconds() / 60) if length else duty_room.BREAK_MINUTES
    return wants(duty_room.take_break, minutes=minutes)


@FEATURE.command("back", For.MEMBERS, topic=Topic.SHIFT)
async def back(said: Said) -> Wants:
    """Back from a break."""
    return wants(duty_room.end_break)


@FEATURE.button("duty")
async def duty_pressed(said: Said, move: str, choice: str) -> Wants:
    """On duty, off, break, back, one hour more."""
    match move:
        case "duty":
            return wants(duty_room.start_duty)
        case "off":
            return wants(duty_room.end_duty)
        case "off_sure":
            return wants(duty_room.end_duty, sure=True)
        case "break":
            return wants(duty_room.take_break)
        case "break_give" | "break_watch":
            return wants(duty_room.take_break, minutes=whole(choice), held=move.removeprefix("break_"))
        case "back":
            return wants(duty_room.end_break)
        case "longer":
            return wants(duty_room.one_hour_more)
    raise Refused("stale-button")
