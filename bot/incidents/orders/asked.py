"""A question goes where the person is: who reported in private is asked there what the group's card asks."""

from dataclasses import replace

from bot.cases import changes
from bot.incidents import asks, phrases
from bot.incidents.store import INCIDENTS
from bot.incidents.table import LIVE, Incident
from bot.outbox.letters import Letter, LetterKind, Priority
from bot.work import telling
from bot.work.work import Work

PURPOSE, OVER = "asked", "asked-over"
"""How the purpose of such a message begins, what is asked after it; and what it is once that is settled."""


def purpose_of(ask: str) -> str:
    """The purpose of the message that asks this."""
    return f"{PURPOSE}:{asks.name_of(ask)}"


async def follow(work: Work) -> None:
    """At the end of a work, for every incident that it changed."""
    for case in changes.of(work).changed.values():
        if isinstance(case, Incident):
            await _in_private(work, await work.tx[INCIDENTS].get(case.id) or case)


async def _in_private(work: Work, incident: Incident) -> None:
    """The question that is open now is asked of who reported in private; what was asked before says how it goes on.

    Each is a message of its own, which sounds, and has the buttons of the card.
    """
    if incident.reporter_id is None or incident.origin_chat_id != incident.reporter_id:
        return
    open_asks = asks.of_reporter(incident.asks) if incident.state in LIVE else ()
    now = purpose_of(open_asks[0]) if open_asks else ""
    member = await work.tx.people.member(work.district.id, incident.reporter_id)
    language = (member and member.language) or work.district.language
    stands = False
    for posting in await work.tx.outbox.postings(incident.id):
        if posting.gone or not posting.purpose.startswith(f"{PURPOSE}:"):
            continue
        if posting.purpose == now:
            stands = True
            continue
        key = "asked-over" if incident.state in LIVE else "asked-ended"
        state = {"word": f"state-{incident.state.replace('_', '-')}"}
        facts = {"number": incident.number, "state": state, **phrases.what(work, incident)}
        await telling.amend(work, replace(posting, purpose=OVER), key, language=language, **facts)
    if now:
        await work.post(_letter(work, incident, now, language, stands=stands))


def _letter(work: Work, incident: Incident, purpose: str, language: str, *, stands: bool) -> Letter:
    return Letter(
        district_id=None,
        chat_id=incident.reporter_id or 0,
        user_id=incident.reporter_id,
        kind=LetterKind.CARD,
        priority=Priority.EDIT if stands else Priority.NEW_CARD,
        created_at=work.now,
        case_id=incident.id,
        language=language,
        collapse=f"{PURPOSE}:{incident.id}",
        purpose=purpose,
    )
