"""What the memory keeps: the only place that names all rooms of it. A new one is one line here."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from bot.health import figures as health_figures
from bot.privacy import by_value as privacy_by_value
from bot.privacy import port as privacy_port
from storage import (
    at_doors,
    by_value,
    calendars,
    checklists,
    checks,
    days,
    districts,
    drafts,
    evidence,
    exports,
    finding,
    handbooks,
    handovers,
    hazards,
    history,
    inbox,
    incidents,
    inspections,
    kept,
    numbers,
    occasions,
    officers,
    outbox,
    own_files,
    people,
    place_editions,
    place_finding,
    place_imports,
    place_links,
    place_notes,
    place_pages,
    place_past,
    place_photos,
    place_shown,
    privacy,
    programs,
    publishing,
    rosters,
    signing_in,
    sos,
    teams,
    trackers,
    trials,
    visit_addresses,
    visit_wishes,
    webhooks,
)
from storage.rooms import Room, Rooms

ROOMS: tuple[Room[Any], ...] = (
    # what every room of the brain needs
    districts.ROOM,
    people.ROOM,
    teams.ROOM,
    occasions.ROOM,
    history.ROOM,
    drafts.ROOM,
    inbox.ROOM,
    outbox.ROOM,
    kept.ROOM,
    # the features, a line for each
    place_finding.ROOM,
    place_editions.ROOM,
    place_past.ROOM,
    place_shown.ROOM,
    place_notes.ROOM,
    place_notes.MERGED,
    place_photos.ROOM,
    place_links.ROOM,
    place_links.COLOURS,
    at_doors.ROOM,
    place_pages.ROOM,
    place_imports.ROOM,
    incidents.ROOM,
    sos.ROOM,
    handovers.ROOM,
    trials.ROOM,
    inspections.ROOM,
    visit_wishes.ROOM,
    visit_addresses.ROOM,
    hazards.ROOM,
    checks.ROOM,
    officers.ROOM,
    evidence.ROOM,
    own_files.ROOM,
    handbooks.ROOM,
    rosters.ROOM,
    trackers.ROOM,
    programs.ROOM,
    signing_in.ROOM,
    days.ROOM,
    finding.ROOM,
    webhooks.ROOM,
    publishing.ROOM,
    exports.ROOM,
    calendars.ROOM,
    checklists.ROOM,
)
"""Who keeps what."""


def over_all(rooms: Sequence[Room[Any]]) -> Rooms:
    """With those that look into every room: what is known of one person, and what is counted."""
    personal = (privacy.OF_CASES, privacy.PERSONAL, *(room.personal for room in rooms))
    kinds = [room.rows for room in rooms if room.rows is not None]
    return Rooms(
        (
            *rooms,
            Room(privacy_port.PRIVACY, partial(privacy.SqlPrivacy, personal=personal)),
            Room(privacy_by_value.COPIES, partial(by_value.SqlCopies, personal=personal)),
            Room(health_figures.NUMBERS, partial(numbers.SqlNumbers, kinds=kinds)),
        )
    )
