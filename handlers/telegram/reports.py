"""Reporting: locations, texts, photos, voice, and the ``/report`` command."""

import mimetypes

from telegram import Document, Message

from bot.conversation import listening, pins
from bot.evidence import wall as evidence_wall
from bot.evidence.pieces import EvidenceKind
from bot.incidents.closing import albums as closing_albums
from bot.incidents.closing import checklist, gate, officers
from bot.incidents.reporting import edits as reporting_edits
from bot.incidents.reporting import form as reporting_form
from bot.incidents.reporting import pieces as reporting_pieces
from bot.preferences import names as preferences_names
from bot.values import texts
from bot.values.geo import Point
from bot.values.refused import Refused
from handlers.telegram import place_files, workdays
from handlers.telegram.commands import Feature, For, Said, Topic, Wants, case_number, wants, whole

FEATURE = Feature("reports")


@FEATURE.command("report", For.MEMBERS, "[PLACE WHAT] [from SOURCE NUMBER]", topic=Topic.REPORT)
async def report(said: Said) -> Wants:
    """A report in words; alone it asks for what is missing."""
    return wants(reporting_form.report, text=said.words, reply_to=said.reply_to)


@FEATURE.command("hide", For.CAPTAINS, "[42] [off]", topic=Topic.SETTINGS)
async def hide(said: Said) -> Wants:
    """A picture that is to stay off the wall: in reply to it, or the one that the wall shows of a case."""
    shown = said.text.strip().lower()
    if shown and preferences_names.value(shown) != "off":
        raise Refused("wall-which")
    return wants(evidence_wall.hide, number=said.number, reply_to=said.reply_to, hidden=not shown)


async def location(said: Said) -> Wants:
    """A static location or a venue."""
    message = _message(said)
    place = message.venue.location if message.venue else message.location
    point = Point.read(place.latitude, place.longitude) if place else None
    title = texts.line(message.venue.title) if message.venue else ""
    forwarded = message.forward_origin is not None
    return wants(pins.pin, point=point, title=title, forwarded=forwarded, reply_to=said.reply_to)


async def text(said: Said) -> Wants:
    """Words that are no command."""
    forwarded = said.message is not None and said.message.forward_origin is not None
    return wants(listening.text, text=said.text, reply_to=said.reply_to, forwarded=forwarded)


def edited(said: Said) -> Wants | None:
    """Other words in a message or under a picture; of commands only a report has words that may be corrected."""
    message = _message(said)
    name = (message.text or "").split()[:1]
    if not name or not name[0].startswith("/"):
        return wants(listening.edited, text=said.text)
    if name[0][1:].partition("@")[0].lower() == "sos":
        return wants(listening.edited, text=said.text, calls=True)
    if name[0][1:].partition("@")[0].lower() == "report":
        return wants(reporting_edits.report_edited, text=said.text)
    return None


async def piece(said: Said) -> Wants:
    """A photo, video, voice note or document."""
    message = _message(said)
    kinds = (
        (EvidenceKind.PHOTO, message.photo[-1] if message.photo else None),
        (EvidenceKind.VIDEO, message.video or message.video_note),
        (EvidenceKind.VOICE, message.voice or message.audio),
        (EvidenceKind.DOCUMENT, message.document),
    )
    kind, file = next((k, f) for k, f in kinds if f is not None)
    told = {
        "kind": kind,
        "file_id": file.file_id,
        "file_unique_id": file.file_unique_id,
        "caption": texts.plain(message.caption or "").strip(),
        "album": message.media_group_id,
        "reply_to": said.reply_to,
        "forwarded": message.forward_origin is not None,
        "is_picture": _is_picture(message.document),
    }
    return await workdays.taken(said) or place_files.taken(said, told) or wants(listening.piece, **told)


def _is_picture(document: Document | None) -> bool:
    """Whether a document is a picture sent as a file, by its kind or by its name."""
    if document is None:
        return False
    kinds = (document.mime_type, mimetypes.guess_type(document.file_name or "")[0])
    return any((kind or "").startswith("image/") for kind in kinds)


def _message(said: Said) -> Message:
    if said.message is None:
        raise Refused("stale-button")
    return said.message


@FEATURE.button("piece")
async def piece_pressed(said: Said, move: str, choice: str) -> Wants:
    """*Not this case*, *which case*, *report it*, what a piece counts as, what is missing, and the second officer."""
    if move == "report":
        return wants(reporting_form.said_before, evidence_id=whole(choice))
    number = case_number(said)
    match move:
        case "drop" | "keep" | "drop_all" | "keep_all":
            action = reporting_pieces.drop if move.startswith("drop") else reporting_pieces.keep
            return wants(action, number=number, evidence_id=whole(choice), whole=move.endswith("_all"))
        case "new":
            return wants(reporting_form.is_new, number=number, evidence_id=whole(choice))
        case "kinds":
            return wants(gate.wanted_kinds, number=number, evidence_id=whole(choice))
        case "is":
            evidence_id, _, key = choice.partition(".")
            return wants(closing_albums.counts, number=number, evidence_id=whole(evidence_id), key=key)
        case "want":
            return wants(gate.request_close, number=number, key=choice)
        case "cannot":
            return wants(gate.refusal, number=number, key=choice)
        case "officer":
            return wants(officers.second_officer, number=number)
    raise Refused("stale-button")


@FEATURE.button("steps")
async def steps_pressed(said: Said, move: str, choice: str) -> Wants:
    """A step of the handbook is done, or is not after all; or all of them once more."""
    if move == "show":
        return wants(checklist.show, number=case_number(said))
    n, _, item = choice.partition(".")
    version, _, code = item.partition(".")
    return wants(checklist.tick, number=case_number(said), n=whole(n), version=whole(version), code=code)


@FEATURE.button("pin")
async def pin_pressed(said: Said, move: str, choice: str) -> Wants:
    """*That was a new case*, under an arrival or a correction read from a pin."""
    return wants(pins.pin_is_new, number=case_number(said), message_id=whole(choice))
