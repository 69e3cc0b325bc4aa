"""Keys for the pages, for trackers and for calendars: asked for in chat, sent in private."""

import unicodedata

from bot.access import sign_in
from bot.outbox.letters import LetterKind
from bot.positions import trackers
from bot.roster import calendar as roster_calendar
from bot.values.refused import Refused
from bot.words import spoken_words
from handlers.telegram.commands import Feature, For, Said, Topic, Wants, Where, wants
from handlers.telegram.writing.secret_notes import SecretNotes

FEATURE = Feature("access", {LetterKind.KEY: lambda means: SecretNotes(means.desk, means.plain, means.address)})


@FEATURE.command("dashboard", For.DISTRICT)
async def dashboard(said: Said) -> Wants:
    """A one-time link to the command centre."""
    return wants(sign_in.dashboard)


@FEATURE.command("tracker", For.MEMBERS, "[off]", topic=Topic.SETTINGS)
async def tracker(said: Said) -> Wants:
    """A key for a GPS tracker of one's own, or its end."""
    word = said.text.strip().lower()
    if word not in {"", "off"}:
        raise Refused("tracker-how")
    return wants(trackers.off if word else trackers.ask)


@FEATURE.command("calendar", For.PLANNED, "[off]", where=Where.PRIVATE, topic=Topic.SHIFT)
async def calendar(said: Said) -> Wants:
    """One's own shifts and visits in the calendar of one's phone, or their end."""
    word = unicodedata.normalize("NFKC", said.text).strip().casefold()
    if word and word not in spoken_words.written("calendar-ends"):
        raise Refused("calendar-how")
    return wants(roster_calendar.off if word else roster_calendar.ask)


@FEATURE.button("calendar")
async def calendar_pressed(said: Said, move: str, choice: str) -> Wants:
    """End it, under its address."""
    if move != "off":
        raise Refused("stale-button")
    return wants(roster_calendar.off)
