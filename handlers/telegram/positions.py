"""Positions: a live location that somebody shares."""

from datetime import timedelta

from bot.positions import positions
from bot.values.geo import Point
from bot.values.refused import Refused
from handlers.telegram.commands import Said, Wants, wants

_NO_END = 0x7FFFFFFF
"""Telegram's period of a live location that is shared until it is turned off."""


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
        positions.fix,
        point=Point.read(place.latitude, place.longitude),
        at=at,
        accuracy_m=place.horizontal_accuracy,
        live_until=until,
        stopped=message.edit_date is not None and not period_s,
        message_id=message.message_id,
    )
