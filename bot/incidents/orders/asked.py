"""A question goes where the person is: who reported in private is asked there what the group's card asks.

So is whose report came to the group as one of several in a list, which asks nothing. Where another system reported,
captains are: nobody else can say.
"""

from dataclasses import replace

from bot.cases import changes
from bot.cases.buttons import case_button
from bot.incidents import asks, phrases
from bot.incidents.orders import orders
from bot.incidents.store import INCIDENTS
from bot.incidents.table import LIVE, Incident
from bot.outbox.letters import Letter, LetterKind, Priority
from bot.work import mustering, telling
from bot.work.work import Work

PURPOSE, OVER = "asked", "asked-over"
"""How the purpose of such a message begins, what is asked after it; and what it is once that is settled."""


def purpose_of(ask: str) -> str:
    """The purpose of the message that asks this."""
    return f"{PURPOSE}:{asks.name_of(ask)}"


def open_asks(incident: Incident) -> tuple[str, ...]:
    """What is asked in private, the first of it now."""
    if incident.state not in LIVE:
        return ()
    return asks.of_captain(incident.asks) if incident.program_id is not None else asks.of_reporter(incident.asks)


async def follow(work: Work) -> None:
    """At the end of a work, for every incident that it changed."""
    for case in changes.of(work).changed.values():
        if isinstance(case, Incident):
            await _in_private(work, await work.tx[INCIDENTS].get(case.id) or case)


async def _in_private(work: Work, incident: Incident) -> None:
    """The question that is open now is asked of who reported in private; what was asked before says how it goes on.

    Each is a message of its own, which sounds, and has the buttons of the card.
    """
    readers = await _readers(work, incident)
    if not readers:
        return
    open_now = open_asks(incident)
    now = purpose_of(open_now[0]) if open_now else ""
    stands = set[int]()
    for posting in await work.tx.outbox.postings(incident.id, f"{PURPOSE}:"):
        if posting.gone:
            continue
        if posting.purpose == now:
            stands.add(posting.chat_id)
            continue
        language = readers.get(posting.chat_id, work.district.language)
        key = "asked-over" if incident.state in LIVE else "asked-ended"
        state = {"word": f"state-{incident.state.replace('_', '-')}"}
        facts = {"number": incident.number, "state": state, **phrases.what(work, incident)}
        others = case_button(incident, work.district, "items", "0", key="button-other-item")
        buttons = ((others,),) if incident.state in LIVE else ()
        await telling.amend(work, replace(posting, purpose=OVER), key, language=language, buttons=buttons, **facts)
    for user_id, language in readers.items() if now else ():
        await work.post(_letter(work, incident, now, user_id, language, stands=user_id in stands))


async def of_list(work: Work, incident: Incident) -> list[Letter]:
    """What is asked in private once *incident* stands in a list of the group."""
    open_now = open_asks(incident)
    if not open_now or incident.program_id is not None or incident.origin_chat_id == incident.reporter_id:
        return []
    work.at_hand.notes(orders.LISTED).append(incident.id)
    readers = await _readers(work, incident)
    now = purpose_of(open_now[0])
    letters = [_letter(work, incident, now, *reader, stands=False) for reader in readers.items()]
    return [replace(one, district_id=work.district.id) for one in letters]


async def _readers(work: Work, incident: Incident) -> dict[int, str]:
    """Who is asked in private, each with their language."""
    if incident.program_id is not None:
        asked = [one for one in await mustering.captains(work) if one.private_open]
    elif incident.reporter_id is not None and incident.origin_chat_id == incident.reporter_id:
        member = await work.tx.people.member(work.district.id, incident.reporter_id)
        if member is None:
            return {incident.reporter_id: work.district.language}
        asked = [member]
    elif incident.reporter_id is not None and incident.id in work.at_hand.notes(orders.LISTED):
        member = await work.tx.people.member(work.district.id, incident.reporter_id)
        asked = [member] if member is not None and member.private_open else []
    else:
        return {}
    return {one.user_id: one.language or work.district.language for one in asked}


def _letter(work: Work, incident: Incident, purpose: str, user_id: int, language: str, *, stands: bool) -> Letter:
    return Letter(
        district_id=None,
        chat_id=user_id,
        user_id=user_id,
        kind=LetterKind.CARD,
        priority=Priority.EDIT if stands else Priority.NEW_CARD,
        created_at=work.now,
        case_id=incident.id,
        language=language,
        collapse=f"{PURPOSE}:{incident.id}:{user_id}",
        purpose=purpose,
    )
