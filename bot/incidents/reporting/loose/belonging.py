"""Whose report a loose piece is: of the one that stands, of the one whose location comes next, or of none yet."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.evidence.pieces import EVIDENCE, Evidence, EvidenceKind
from bot.handbook.danger.judging import Verdict
from bot.incidents import table
from bot.incidents.closing import albums
from bot.incidents.orders import orders
from bot.incidents.reporting import danger, pieces
from bot.incidents.reporting.loose import lately, moving_over, saying
from bot.incidents.reporting.loose.lately import Row, Said
from bot.incidents.store import INCIDENTS
from bot.incidents.table import LIVE, OPEN, Incident
from bot.register.people import Who
from bot.work import questions as work_questions
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer, answer
from bot.work.drafts import Draft
from bot.work.features import FEATURES
from bot.work.schedule import Occasion
from bot.work.work import Work

TALK_S = 15
"""Words that mean nothing to us and were said so long before the location are perhaps no part of the report."""


# --- which case a piece belongs to


async def newest(work: Work) -> Incident | None:
    """What the one who speaks reported last in this chat, in the last two minutes, if it is not over."""
    since = work.who.said_at - timedelta(seconds=table.BELONGS_S)
    mine = await work.tx[INCIDENTS].reported_by(work.district.id, work.who.user_id, since)
    mine = [one for one in mine if one.origin_chat_id == work.who.chat_id and one.state in LIVE]
    return mine[-1] if mine else None


def is_told(incident: Incident) -> bool:
    """Whether somebody has said what it is: by words that count, or by a tap."""
    return incident.item is not None or (bool(incident.words) and pieces.TALK not in incident.marks)


async def belongs(work: Work, new: Evidence) -> Answer:
    """To the report of the last two minutes, or to the next; else it waits; in private a picture begins a report.

    What may be no case's piece at all keeps nobody's place.
    """
    stored = await work.tx[EVIDENCE].add(replace(new, point=None))
    if stored is None:
        return QUIET
    if (form := await work_questions.open_draft(work, "report")) and new.kind is not EvidenceKind.TEXT:
        return await _to_form(work, form, stored)
    if incident := await newest(work):
        await _to(work, incident, stored)
        return QUIET
    if work.who.in_private and new.kind is not EvidenceKind.TEXT:
        data = {"text": "", "source": None, "ref": None, "pieces": [stored.id]}
        who = work.who
        await work.tx.drafts.put(Draft(who.user_id, who.chat_id, "report", work.now, 0, work.district.id, data))
        return moving_over.where()
    if work.who.in_private:
        for take in work.at_hand[FEATURES].takes_rest:
            if told := await take(work, stored):
                return told
        return answer("private-what", facts_keyboard="location")
    return QUIET


async def _to_form(work: Work, form: Draft, stored: Evidence) -> Answer:
    """A picture while it is asked where: it is of that report, and the words said before stay.

    One more a moment after the question gets a sign only: the question stands right above.
    """
    data = {**form.data, "pieces": [*form.data.get("pieces", []), stored.id]}
    last = datetime.fromisoformat(form.data.get("last", form.started_at.isoformat()))
    await work.tx.drafts.put(replace(form, data={**data, "last": work.who.said_at.isoformat()}))
    if work.who.said_at - last <= timedelta(seconds=lately.SERIES_S):
        return Answer("", silent=True, reaction="reaction-kept")
    return moving_over.where() if work.who.in_private and not stored.album else QUIET


async def _to(work: Work, incident: Incident, stored: Evidence) -> None:
    """To a report that stands: the first words at once, also danger, and what a team waits for; the rest may wait."""
    if not is_told(incident):
        return await _add(work, incident, stored, Said(stored.id, incident.id, sure=True))
    if _needs_no_words(incident) and not danger.is_said(work, stored.text):
        return await lately.add(work, lately.waiting(work, stored, incident))
    return await _add(work, incident, stored, Said(stored.id, incident.id))


def _needs_no_words(incident: Incident) -> bool:
    """A team goes there or was there."""
    return incident.state != OPEN or incident.lead is not None


async def _add(work: Work, incident: Incident, stored: Evidence, said: Said) -> None:
    """A piece is with its case; what the case was before is remembered, and who sent it is told."""
    await lately.add(work, await _put(work, incident, stored, said))
    if not stored.album:  # the others of it are acknowledged with it
        await saying.added(work, incident, stored, card_says_it=said.sure)


async def _put(work: Work, incident: Incident, stored: Evidence, said: Said) -> Said:
    before = lately.before(incident)
    album = await albums.with_it(work, stored)
    await work.tx[EVIDENCE].attach_all([piece.id for piece in album], incident.id, "report")
    await pieces.recognise(work, incident, stored.text)
    now = await work.tx[INCIDENTS].get(incident.id) or incident
    if before.item == now.item and danger.is_said(work, stored.text):
        await saying.to_teams(work, now, "danger-added", words=stored.text)
    await orders.refresh_all(work, now, moved=True)
    return replace(lately.at(said), before=before, made=now.item)


# --- no location came


@action(Right.HOUSE, "belonging.decide")
async def decide(work: Work, *, occasion: Occasion) -> None:
    """A piece has waited for a location in vain: it goes to the report that stood, and that is said."""
    user_id, chat_id = (int(part) for part in occasion.subject.rstrip("/").split(":")[1:])
    due = [one for one in await lately.of(work, user_id, chat_id) if one.until and one.until <= work.now]
    is_due = any(one.evidence_id == occasion.n for one in due)
    if await work.tx.occasions.decide(occasion.id, work.now, "done" if is_due else "moot") and is_due:
        await _settle(work, user_id, chat_id, due)


async def no_location(work: Work) -> None:
    """The one who speaks corrected the place of their report: what waited is of that one."""
    who = work.who
    waits = [one for one in await lately.of(work, who.user_id, who.chat_id) if one.until]
    await _settle(work, who.user_id, who.chat_id, waits)


async def _settle(work: Work, user_id: int, chat_id: int, due: list[Said]) -> None:
    """In the name of who sent them; what has another case meanwhile stays there."""
    house, known = work.who, {one.evidence_id: one for one in await lately.of(work, user_id, chat_id)}
    put: dict[int, tuple[Incident, Evidence]] = {}
    for said, piece in await lately.standing(work, due):
        incident = await work.tx[INCIDENTS].get(said.case_id)
        if incident is not None and incident.state in LIVE:
            work.who = await _sender(work, piece)
            known[piece.id] = await _put(work, incident, piece, said)
            put[incident.id] = incident, piece
    left = [lately.at(one) if one in due else one for one in known.values()]
    await lately.keep(work, user_id, chat_id, left)
    for incident, piece in put.values():
        work.who = await _sender(work, piece)
        await saying.added(work, incident, piece)
    work.who = house


async def _sender(work: Work, piece: Evidence) -> Who:
    """Who sent a piece, as they were when they did."""
    member = await work.tx.people.member(work.district.id, piece.by_id)
    member = member if member and member.left_at is None else None
    return replace(
        work.who,
        user_id=piece.by_id,
        name=member.name if member else "",
        language=member.language if member else None,
        chat_id=piece.chat_id,
        message_id=piece.message_id,
        said_at=piece.taken_at,
        channel="private" if piece.chat_id == piece.by_id else "group",
        member=member,
        is_owner=piece.by_id in work.rules.owners,
        roles=member.role_names(work.now) if member else frozenset(),
    )


# --- a location came


async def cry_before(work: Work) -> str:
    """Words of danger of the last two minutes that went to a report that stood: perhaps they are of the one to come."""
    who, since = work.who, work.who.said_at - timedelta(seconds=table.BELONGS_S)
    said = await lately.standing(work, await lately.of(work, who.user_id, who.chat_id))
    late = [p.text for s, p in said if not (s.until or s.sure) and p.taken_at >= since and danger.is_said(work, p.text)]
    return late[-1] if late else ""


@dataclass(frozen=True)
class Before:
    """What was said before a location: *pieces* that are of its report, *former*: those of them with another case.

    *talk* are pieces among them that mean nothing and count as its words only until something better is said.
    """

    pieces: tuple[Evidence, ...]
    former: tuple[Row, ...] = ()
    talk: tuple[int, ...] = ()

    @property
    def loose(self) -> tuple[Evidence, ...]:
        """Those that had no case."""
        moved = {piece.id for _, piece in self.former}
        return tuple(one for one in self.pieces if one.id not in moved)

    def words(self, more: str) -> str:
        """What was said, and *more* at the end; what means nothing only where there is nothing else."""
        said = [one.text for one in self.pieces if one.text and one.id not in self.talk]
        told = " ".join([*said, more]).strip()
        return told or " ".join(one.text for one in self.pieces if one.text)


async def before_location(work: Work, words: str = "", also: tuple[int, ...] = ()) -> Before:
    """What the one who speaks said for the report that begins now; *also* are pieces that are known to be of it."""
    who = work.who
    said = await lately.of(work, who.user_id, who.chat_id)
    taken = lately.burst(await lately.standing(work, said), who.said_at)
    moved = {piece.id for _, piece in taken}
    await no_location_for(work, [one for one in said if one.until and one.evidence_id not in moved])
    given = [piece for piece in await work.tx[EVIDENCE].some(also) if piece.case_id is None]
    own = {one.id: one for one in (*given, *await _loose(work), *(piece for _, piece in taken))}
    found = tuple(sorted(own.values(), key=lambda one: (one.taken_at, one.message_id)))
    return _without_talk(work, found, tuple((s, p) for s, p in taken if not s.until), words, {one.id for one in given})


async def no_location_for(work: Work, waits: list[Said]) -> None:
    """These waited too long before the location came: they are of the report before."""
    if waits:
        await _settle(work, work.who.user_id, work.who.chat_id, waits)


async def _loose(work: Work) -> list[Evidence]:
    """Pieces of the one who speaks, in this chat, of the last two minutes, that have no case.

    What was said before a report that came in between was not meant for this one.
    """
    who, since = work.who, work.who.said_at - timedelta(seconds=table.BELONGS_S)
    mine = await work.tx[INCIDENTS].reported_by(work.district.id, who.user_id, since)
    last = max((one.origin_message_id or 0 for one in mine if one.origin_chat_id == who.chat_id), default=0)
    loose = await work.tx[EVIDENCE].loose(work.district.id, who.user_id, who.chat_id, since)
    return [one for one in loose if one.message_id > last]


def _without_talk(
    work: Work, found: tuple[Evidence, ...], former: tuple[Row, ...], words: str, sure: set[int]
) -> Before:
    """Old words that mean nothing to us stay out of it, and stand in only where nothing better was said."""
    early = work.who.said_at - timedelta(seconds=TALK_S)
    talk = {one.id for one in found if one.taken_at < early and one.id not in sure and _says_nothing(work, one)}
    if words or any(one.text and one.id not in talk for one in found):
        meant = tuple(one for one in found if one.id not in talk)
        return Before(meant, tuple((said, piece) for said, piece in former if piece.id not in talk))
    return Before(found, former, tuple(talk))


def _says_nothing(work: Work, piece: Evidence) -> bool:
    """A text in which nothing is recognised."""
    if piece.kind is not EvidenceKind.TEXT:
        return False
    judged = danger.judge(work, piece.text)
    return judged.verdict is Verdict.HARMLESS and danger.item_of(work, piece.text, judged) is None
