"""Looks: answers that change nothing, and the views that cards and orders are written from."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rapidfuzz import process

from bot import asking, moving, numbered, pieces, places, proof, reporters, steps, weighing
from bot.actions import Right, action
from bot.cases.apply import Facts
from bot.cases.case import Assignment
from bot.deadlines import deadline_of, is_overdue
from bot.evidence import Evidence
from bot.handbook import Item
from bot.handovers import Handover
from bot.incidents import Incident, State
from bot.limits import severity_of
from bot.places import Near
from bot.proof import Need
from bot.refused import Refused
from bot.sos import Sos
from bot.teams import Standing
from bot.work import QUIET, Answer, Work, answer


@action(Right.ANYBODY, "looks.say")
async def say(work: Work, /, *, key: str, **facts: Any) -> Answer:
    """Only a sentence."""
    return answer(key, **facts)


@action(Right.ANYBODY, "looks.refuse")
async def refuse(work: Work, *, refusal: Refused) -> Answer:
    """A refusal that was found at the door already."""
    raise refusal


NEVER_GUESSED = frozenset({"forgetme", "dismiss", "cancel"})
"""What cannot be taken back is not offered to somebody who meant something else."""


@action(Right.ANYBODY, "looks.unknown_command")
async def unknown_command(work: Work, *, name: str, known: list[str]) -> Answer:
    """A mistyped command gets the nearest right one; in a group only those who belong here are answered."""
    if work.who.member is None and not work.who.in_private:
        return QUIET
    near = process.extractOne(name, [one for one in known if one not in NEVER_GUESSED], score_cutoff=70)
    if near is None:
        raise Refused("unknown-command", name=name)
    raise Refused("unknown-command-near", name=name, near=near[0])


def _registered(work: Work) -> None:
    if work.who.member is None:
        raise Refused("not-registered")


@action(Right.REGISTERED, "looks.case")
async def case(work: Work, *, number: int | None, reply_to: int | None) -> Answer:
    """``/case 42``: everything about one case, of whatever kind."""
    _registered(work)
    one = await numbered.meant(work, number, reply_to, "case")
    await work.tx.privacy.looked(work.district.id, work.who.user_id, "case", one.id, work.now)
    if isinstance(one, Sos):
        return await numbered.call(work, one)
    if isinstance(one, Handover):
        return await numbered.handover(work, one)
    return await _incident(work, one)


async def _incident(work: Work, incident: Incident) -> Answer:
    have, need = await pieces.count(work, incident)
    item = work.item_of(incident)
    reporter = (await work.muster()).members.get(incident.reporter_id or 0)
    return answer(
        "case-whole", number=incident.number, item=item.named,
        severity={"word": f"severity-{severity_of(incident, item)}"}, state=moving.state_word(incident.state),
        place=incident.place or _point_of(incident), reporter=reporter.name if reporter else {"word": "unknown"},
        words=incident.words or "-", reported=numbered.hour(work, incident.reported_at),
        due=numbered.hour(work, deadline_of(incident, work.limits_of(incident))), have=have, need=need,
        resolved=numbered.hour(work, incident.resolved_at), closed=numbered.hour(work, incident.closed_at),
        source=" ".join(filter(None, (incident.source, incident.source_ref))) or "-", held=incident.held_s // 60,
        lines=await numbered.team_lines(work, incident.assignments),
    )  # fmt: skip


@action(Right.REGISTERED, "looks.note")
async def note(work: Work, *, what: str, case_id: int) -> Answer:
    """Write down that somebody looked at a case elsewhere than in chat."""
    await work.tx.privacy.looked(work.district.id, work.who.user_id, what, case_id, work.now)
    return QUIET


@action(Right.REGISTERED, "looks.history")
async def history(work: Work, *, number: int | None, reply_to: int | None) -> Answer:
    """``/history 42``: every change, who, when, what, through which channel; of a case of whatever kind."""
    _registered(work)
    one = await numbered.meant(work, number, reply_to, "history")
    await work.tx.privacy.looked(work.district.id, work.who.user_id, "history", one.id, work.now)
    members = (await work.muster()).members
    lines = []
    for row in await work.tx.history.of_case(one.id):
        record = row.record
        person = members.get(record.by_id or 0)
        lines.append(
            {
                "word": "history-line", "at": numbered.hour(work, record.at),
                "move": {"word": f"move-{_dashed(record.move)}"},
                "why": steps.reason_words(Facts(given=record.facts)),
                "by": person.name if person else {"word": "the-clock"} if not record.by_id else str(record.by_id),
                "channel": {"word": f"channel-{record.channel}"},
                "late": {"word": "entered-at", "at": numbered.hour(work, row.recorded_at)}
                if abs((row.recorded_at - record.at).total_seconds()) > 60 else "",
                "how": {"word": "implied"} if record.implied else {"word": "automatic"} if record.automatic else "",
            }
        )  # fmt: skip
    return answer("history", number=one.number, lines=lines[-40:], count=len(lines))


def _point_of(incident: Incident) -> Any:
    return places.point_word(incident.point) if incident.point else {"word": "unknown"}


def _dashed(name: str) -> str:
    return name.replace("_", "-")


@action(Right.REGISTERED, "looks.items")
async def items(work: Work, *, number: int, page: int) -> Answer:
    """*More*: all items, eight a page."""
    incident = await moving.find(work, number)
    return answer("item-which", buttons=asking.item_buttons(work, incident, page), turns=True, number=number)


# --- views


@dataclass(frozen=True)
class CaseView:
    """Everything that a card or an order shows, read in one go. Distances in metres, times aware UTC."""

    incident: Incident
    item: Item
    severity: str
    near: Near | None
    reporter: str
    reporter_gone: bool
    due_at: datetime
    have: int
    need: int
    missing: tuple[Need, ...]
    flagged: tuple[int, ...]
    evidence: tuple[Evidence, ...]
    teams: dict[int, Standing]
    zone: Any
    language: str
    is_overdue: bool
    likeliest: tuple[Item, ...]
    own_team_may: bool
    now: datetime
    district_id: int
    chat_id: int
    drill: bool

    @property
    def lead(self) -> Assignment | None:
        """The lead's assignment."""
        return self.incident.lead

    def team_name(self, team_id: int) -> str:
        """A team's name, or its id where it was dissolved."""
        standing = self.teams.get(team_id)
        return standing.team.name if standing else str(team_id)

    @property
    def pair(self) -> tuple[Evidence, Evidence] | None:
        """The photos from before and after that show what was achieved, where there are both."""
        return weighing.pair_of(self.incident, self.item, self.evidence)

    @property
    def metres_from_place(self) -> float | None:
        """From the nearest registered place."""
        return self.near.metres if self.near else None


async def view(work: Work, case_id: int) -> CaseView | None:
    """The view of one case; None where it is gone."""
    incident = await work.tx.cases.get(case_id)
    if incident is None:
        return None
    item = work.item_of(incident)
    muster = await work.muster()
    reporter = await work.tx.people.member(work.district.id, incident.reporter_id or 0)
    evidence = await work.tx.evidence.of_case(incident.id)
    found, limits = proof.of(incident, item, evidence), work.limits_of(incident)
    have, need = found.count
    near = places.nearest_place(incident.point, await work.tx.places.all(work.district.id)) if incident.point else None
    return CaseView(
        incident=incident, item=item, severity=severity_of(incident, item), near=near,
        reporter=reporter.name if reporter else "", reporter_gone=await reporters.is_gone(work, incident),
        due_at=deadline_of(incident, limits), is_overdue=is_overdue(incident, limits, work.now),
        have=have, need=need, missing=found.missing, flagged=tuple(p.seen_in for p in evidence if p.seen_in),
        evidence=tuple(evidence),
        teams=dict(muster.standings), zone=work.district.zone, language=work.district.language,
        likeliest=await _likeliest(work, incident), own_team_may=await own_team_may(work, incident, item),
        now=work.now, district_id=work.district.id, chat_id=work.district.chat_id, drill=incident.drill,
    )  # fmt: skip


async def _likeliest(work: Work, incident: Incident) -> tuple[Item, ...]:
    if "item" not in incident.asks or incident.point is None:
        return ()
    hour_of_day = work.now.astimezone(work.district.zone).hour
    counts = await work.tx.cases.item_counts(work.district.id, incident.point, hour_of_day)
    return tuple(work.book.likeliest(counts, 8))


async def own_team_may(work: Work, incident: Incident, item: Item) -> bool:
    """Whether *我们处理* stands on the card: the reporter's own team is free, on duty, and may handle it."""
    if incident.state not in {State.OPEN, State.DISPATCHED} or incident.reporter_id is None:
        return False
    muster = await work.muster()
    reporter = muster.members.get(incident.reporter_id)
    standing = muster.of(reporter.team_id) if reporter else None
    if standing is None or not standing.is_available or [c for c in standing.holds if c != incident.id]:
        return False
    return standing.may_handle(item.code, item.group)
