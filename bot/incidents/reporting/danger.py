"""Words of danger: a case is critical at once, or the reporter is asked with one tap while the lead is on its way."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from bot.cases import changes
from bot.cases.case import Change
from bot.cases.rulebook import Facts
from bot.dispatch import matching
from bot.handbook import search as handbook_search
from bot.handbook.book import BUILT_IN
from bot.handbook.danger import judging as handbook_danger
from bot.handbook.danger.judging import Judgement, Verdict
from bot.handbook.model import Item
from bot.handbook.versions import BOOK
from bot.incidents import captains, limits
from bot.incidents.asks import UNANSWERED, Danger, holding, without_danger
from bot.incidents.asks import danger as asked
from bot.incidents.orders import orders, sending
from bot.incidents.store import INCIDENTS
from bot.incidents.table import LIVE, MOST_WORDS, OPEN, WITH_TEAM, Incident
from bot.work.schedule import Occasion
from bot.work.work import Work

SILENCE_S = 30
"""After so many seconds without an answer support is sent as on *yes*."""

SAID_NO = "no_danger"
"""The mark of a case whose reporter said that nobody is in danger."""

_MAKE_CRITICAL = frozenset({"recategorise", "prioritise"})

_GRAVE = frozenset(item.code for item in BUILT_IN if item.severity == "critical")

_RANK = {Verdict.HARMLESS: 0, Verdict.DOUBT: 1, Verdict.GRAVE: 2}

_AGAIN = re.compile(r"(.)\1{3,}", re.DOTALL)


def judge(work: Work, text: str) -> Judgement:
    """What the words are taken for, with the district's own wordings."""
    return handbook_danger.judge(_heard_of(text), handbook_danger.of(work.at_hand[BOOK]))


def perhaps(work: Work, text: str) -> Judgement:
    """The same of words that may be about something else: grave ones leave a doubt."""
    judged = judge(work, text)
    return replace(judged, verdict=Verdict.DOUBT) if judged.verdict is Verdict.GRAVE else judged


def is_said(work: Work, text: str) -> bool:
    """Whether the words speak of danger, or may."""
    return bool(text) and judge(work, text).verdict is not Verdict.HARMLESS


def is_grave(work: Work, text: str) -> bool:
    """Whether the words report danger without a doubt: nobody waits then for what is still asked."""
    return bool(text) and judge(work, text).verdict is Verdict.GRAVE


def says_more(work: Work, text: str, before: str) -> bool:
    """Whether words speak of danger, or may, that those *before* did not, or of what was only in doubt there."""
    return _RANK[judge(work, text).verdict] > _RANK[judge(work, before).verdict]


def _heard_of(text: str) -> str:
    """As much as a case keeps, without a letter held down: reading a text takes no time, whatever a stranger sends."""
    return _AGAIN.sub(r"\1\1\1", text[:MOST_WORDS])


def item_of(work: Work, text: str, judged: Judgement, named: Item | None = None) -> Item | None:
    """What a report is about: danger before all else, and no danger by a word alone; None where nothing is known."""
    book = work.at_hand[BOOK]
    text = _heard_of(text)
    found = named or handbook_search.recognise(book, text)
    if judged.verdict is Verdict.GRAVE and judged.item and (found is None or found.severity != "critical"):
        return book.item(judged.item)
    if judged.verdict is not Verdict.GRAVE and named is None and found is not None and found.code in _GRAVE:
        return next((one.item for one in handbook_search.search(book, text, 3) if one.item.code not in _GRAVE), None)
    return found


def ask(work: Work, judged: Judgement, item: Item | None) -> tuple[str, ...]:
    """The question, where the words leave a doubt and nothing else makes the case critical."""
    if judged.verdict is not Verdict.DOUBT or judged.item is None or (item and item.severity == "critical"):
        return ()
    until = work.now + timedelta(seconds=SILENCE_S)
    return (Danger(judged.item, until, " ".join(judged.words)).ask,)


async def heard(work: Work, incident: Incident, said: str, *, may_name: bool) -> tuple[Incident, Item | None]:
    """Words that come after the report: what they make of the case, or the question put to it.

    Nobody is asked twice; who said that nobody is in danger is asked again only by grave words. These name an item only
    where that makes the case critical: not the one that it has, and not against a severity that a captain set.
    """
    if incident.state not in LIVE or limits.is_critical(work, incident):
        return incident, None
    judged = judge(work, said)
    is_grave = judged.verdict is Verdict.GRAVE
    said_no = bool(incident.marks.get(SAID_NO))
    named = work.at_hand[BOOK].item(judged.item) if is_grave and may_name and judged.item else None
    if named and not said_no and _would_be_critical(incident, named):
        return incident, named
    new = ask(work, perhaps(work, said), None)
    if not new or asked(incident.asks) or (said_no and not is_grave):
        return incident, None
    stored = await work.tx[INCIDENTS].keep(replace(incident, asks=(*new, *incident.asks), asked_until=None))
    changes.note(work, stored)
    work.stir()
    return stored, None


def _would_be_critical(incident: Incident, item: Item) -> bool:
    return incident.severity is None and incident.item != item.code and item.severity == "critical" and not item.retired


async def denied(work: Work, incident: Incident) -> Incident:
    """*No*: whatever else is asked while no team is sent is asked now."""
    marks = {**{k: v for k, v in incident.marks.items() if k != UNANSWERED}, SAID_NO: True}
    asked_until = _others_until(work, incident)
    stored = await work.tx[INCIDENTS].keep(replace(incident, marks=marks, asked_until=asked_until))
    changes.note(work, stored)
    return stored


def _others_until(work: Work, incident: Incident) -> datetime | None:
    """How long the questions that are left without the one about danger are asked."""
    waits = incident.state == OPEN and holding(incident.asks)
    return work.now + timedelta(seconds=work.rules.ask_s) if waits else incident.asked_until


async def follow(work: Work, change: Change[Incident], facts: Facts) -> None:
    """A move has made a case critical: nothing is asked about danger any more, and the next nearest is sent along.

    What made the move goes on with the case as it is stored then.
    """
    incident = change.case
    if change.move not in _MAKE_CRITICAL or not limits.is_critical(work, incident):
        return
    if asked(incident.asks):
        left = replace(incident, asks=without_danger(incident.asks))
        incident = await work.tx[INCIDENTS].keep(replace(left, asked_until=_others_until(work, left)))
        changes.note(work, incident)
    if incident.state in WITH_TEAM and not incident.support:
        await sending.send_support(work, incident.id)


async def nobody_answered(work: Work, incident: Incident, occasion: Occasion) -> None:
    """Thirty seconds of silence: support is sent along, and captains hear it; the question stays.

    Where nobody can go it is remembered: support is sent along with the lead, or as soon as somebody is free.
    """
    question = asked(incident.asks)
    if question is None:
        return
    is_sent = incident.state in WITH_TEAM and not incident.support
    sent = await sending.send_support(work, incident.id) if is_sent else None
    if not sent and not incident.support:
        now = await work.tx[INCIDENTS].get(incident.id) or incident
        changes.note(work, await work.tx[INCIDENTS].keep(replace(now, marks={**now.marks, UNANSWERED: True})))
    key = "danger-unanswered" if sent or incident.support else "danger-unanswered-nobody"
    team = sent.team.name if sent else ""
    await captains.hear(work, incident, key, "ask", words=question.words, team=team)
    await orders.card(work, await work.tx[INCIDENTS].get(incident.id) or incident)


async def seek(work: Work) -> None:
    """Support that nobody was free for when silence wanted it goes as soon as somebody is; nobody is pulled for it."""
    if not work.look_for_teams or work.district_or_none is None:
        return
    for incident in await work.tx[INCIDENTS].live(work.district.id):
        is_owed = UNANSWERED in incident.marks and incident.state in WITH_TEAM and not incident.support
        if is_owed and incident.point and matching.nearest(incident.point, await sending.candidates(work, incident)):
            await sending.send_support(work, incident.id)
