"""What somebody asks of Open311, read from an address or a form; what cannot be meant is refused in a sentence."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from urllib.parse import parse_qsl

from bot.publishing.reading import MOST, SPAN, Asked
from bot.publishing.rule import Status
from bot.values import texts
from handlers.web.case_answers import EARLIEST, LATEST
from handlers.web.open311.troubles import Trouble, wrong

MOST_DEEP = 10_000
"""So many requests of one span can be turned through; more are found by a narrower one."""

MOST_FIELDS = 200
MOST_NAMED = 64
"""Characters of a date or a number that are said back; what is longer was none."""

KEY_FIELD = "api_key"
KEY_HEADERS = ("Authorization", "X-Api-Key")
"""Where a key may stand, beside the field that the standard knows."""

_NAME = re.compile(r"[!-~]{1,128}")

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Fields:
    """The fields of an address or a form; one may come several times."""

    all: Sequence[tuple[str, str]]

    def one(self, name: str) -> str:
        """The value of *name*, the last where there are several, without spaces around; empty where there is none."""
        found = [value for known, value in self.all if known == name]
        return found[-1].strip() if found else ""

    def several(self, name: str) -> list[str]:
        """The values of *name*, parted by commas or sent again and again."""
        found = [one.strip() for known, value in self.all if known == name for one in value.split(",")]
        return [one for one in found if one]


def of_query(query: str) -> Fields:
    """The fields of an address."""
    return _fields(query)


def of_form(kind: str, body: bytes) -> Fields:
    """The fields of a form, which is the only thing that is read; never XML, which can hold traps."""
    if kind.partition(";")[0].strip().lower() != FORM:
        raise wrong("open311-form-only")
    try:
        return _fields(body.decode())
    except UnicodeDecodeError as garbled:
        raise wrong("open311-no-text") from garbled


def _fields(text: str) -> Fields:
    try:
        return Fields(parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS))
    except ValueError as garbled:  # too many of them, or no UTF-8
        raise wrong("open311-no-text") from garbled


def requests(fields: Fields, now: datetime, zone: tzinfo) -> Asked:
    """Which requests are asked for: numbers alone, or a span of at most 90 days with whatever else is said."""
    per_page = _count(fields, "page_size", MOST, MOST)
    page = _count(fields, "page", max(1, MOST_DEEP // per_page), 1)
    if fields.one("service_request_id"):
        return Asked(numbers=numbers(fields.several("service_request_id")), page=page, per_page=per_page)
    since, until = _span(fields, now, zone)
    items = frozenset(texts.line(one) for one in fields.several("service_code"))
    if len(items) > MOST:
        raise wrong("open311-too-many", most=MOST)
    return Asked(
        items=items or None,
        status=_status(fields),
        since=since,
        until=until,
        page=page,
        per_page=per_page,
    )


def numbers(written: Sequence[str]) -> tuple[int, ...]:
    """Numbers of requests; what is no number is none of ours."""
    if len(written) > MOST:
        raise wrong("open311-too-many", most=MOST)
    found = (texts.whole_number(one, digits=9) for one in written)
    return tuple(sorted({one for one in found if one}))


def _count(fields: Fields, name: str, most: int, usual: int) -> int:
    said = fields.one(name)
    if not said:
        return usual
    found = texts.whole_number(said, digits=9)
    if found is None or not 1 <= found <= most:
        raise wrong("open311-count", name=name, said=texts.cut(said, MOST_NAMED), most=most)
    return found


def _status(fields: Fields) -> frozenset[Status] | None:
    said = [one.lower() for one in fields.several("status")]
    unknown = [one for one in said if one not in {*Status}]
    if unknown:
        raise wrong("open311-status", said=texts.cut(unknown[0], MOST_NAMED))
    return frozenset(Status(one) for one in said) or None


def _span(fields: Fields, now: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
    """From when to when; what is left out follows from the other, and from now where neither is said."""
    since, until = (_instant(fields, name, zone) for name in ("start_date", "end_date"))
    if since is None:
        until = until or now
        return until - SPAN, until
    until = until or min(max(now, since), since + SPAN)
    if until < since:
        raise wrong("open311-backwards")
    if until - since > SPAN:
        raise wrong("open311-span", days=SPAN.days)
    return since, until


def _instant(fields: Fields, name: str, zone: tzinfo) -> datetime | None:
    """An instant as the standard writes it; without a zone it is the district's. A plus may have come as a space."""
    said = fields.one(name)
    if not said:
        return None
    try:
        found = datetime.fromisoformat(said.replace(" ", "+") if "T" in said else said)
        aware = found if found.tzinfo else found.replace(tzinfo=zone)
        return min(max(aware.astimezone(UTC), EARLIEST + SPAN), LATEST - SPAN)
    except (ValueError, OverflowError) as garbled:
        raise wrong("open311-date", name=name, said=texts.cut(said, MOST_NAMED)) from garbled


def own_name(headers: Mapping[str, str]) -> str | None:
    """What a program calls this very request; None where it does not."""
    name = headers.get("idempotency-key")
    if name is not None and not _NAME.fullmatch(name):
        raise wrong("open311-own-name")
    return name


def loosely(query: str) -> Fields:
    """The fields of an address as far as they can be read."""
    try:
        return _fields(query)
    except Trouble:
        return Fields([(KEY_FIELD, "")] if KEY_FIELD in query else [])


def key_of(headers: Mapping[str, str], fields: Fields) -> str:
    """The key that was shown in a header of its own or in the field that the standard knows; empty where none was."""
    shown = [headers.get(name, "").strip() for name in KEY_HEADERS if name != "Authorization"]
    return next((one for one in shown if one), "") or fields.one(KEY_FIELD)
