"""Whether a report is of a case that is known already, and what whoever is asked sees of that one."""

from dataclasses import dataclass, replace

from bot.cases.buttons import case_button
from bot.evidence.pieces import EVIDENCE, EvidenceKind
from bot.handbook.model import Item
from bot.incidents import find
from bot.incidents.store import INCIDENTS
from bot.incidents.table import SAME_CASE_M, Incident, State
from bot.values import formats, geo, texts
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.work import Work

ASK = "same"

MOST_WORDS = 120
"""UTF-16 units of the words of the case that is known already."""


@dataclass(frozen=True)
class Original:
    """The case that a report may be the same as: its words, how many seconds ago it was reported, its photos."""

    number: int
    words: str
    age_s: float
    photos: tuple[str, ...]


async def same_nearby(work: Work, point: Point, item: Item, own: int | None) -> tuple[str, ...]:
    """Another live case of the same item within 50 m: *same* or *new*."""
    for other in reversed(await work.tx[INCIDENTS].live(work.district.id)):
        if other.id == own or other.item != item.code or other.point is None or other.state == State.RESOLVED:
            continue
        if geo.metres(point, other.point) <= SAME_CASE_M:
            return (f"same:{other.number}",)
    return ()


async def original(work: Work, incident: Incident) -> Original | None:
    """What it is asked to be the same as, where that is the open question."""
    name, _, number = incident.asks[0].partition(":") if incident.asks else ("", "", "")
    if name != ASK:
        return None
    other = await work.tx[INCIDENTS].by_number(incident.district_id, int(number))
    if other is None:
        return None
    pieces = await work.tx[EVIDENCE].of_case(other.id)
    photos = tuple(p.file_id for p in pieces if p.kind == EvidenceKind.PHOTO and p.file_id)
    words = texts.cut(texts.line(other.words), MOST_WORDS)
    return Original(other.number, words, (work.now - other.reported_at).total_seconds(), photos)


@action(Right.MEMBER, "asking.original")
async def look(work: Work, *, number: int) -> Answer:
    """The newest photo of the case that is known already, with the question beneath what is said of it."""
    incident = await find.find(work, number)
    found = await original(work, incident)
    if found is None or not found.photos:
        raise Refused("question-settled", number=number)
    yes = case_button(incident, work.district, "ask", f"{ASK}:yes", key="button-same-yes")
    no = case_button(incident, work.district, "ask", f"{ASK}:no", key="button-same-no")
    said = {"word": "original-words", "words": found.words} if found.words else ""
    return answer(
        "original",
        ((replace(yes, facts={"value": found.number}), no),),
        turns=True,
        number=number,
        value=found.number,
        age=formats.duration_word(found.age_s),
        words=said,
        file=["photo", found.photos[-1]],
    )
