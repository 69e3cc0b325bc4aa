"""Before a case is put on hold or resumed: how long and why, and what a lead asks of the captain."""

from dataclasses import replace

from bot.cases.buttons import case_button
from bot.incidents import holds, phrases, wished
from bot.incidents.requests.wish import Wish
from bot.incidents.table import MOVES
from bot.values.refused import Refused
from bot.work.answer import answer
from bot.work.history import Part
from bot.work.work import Work


async def prepare_hold(work: Work, wish: Wish) -> None:
    """``/hold 42 40m reason [free]``. The lead may ask for it: the captain gets one tap."""
    if wish.facts["reason"] == holds.ASKED:
        wish.facts["reason"] = holds.as_asked(wish.incident.marks)
    if Part.CAPTAIN not in wish.actor.parts and Part.LEAD in wish.actor.parts:
        if wish.incident.state not in MOVES["hold"].start:
            raise Refused("not-now", number=wish.incident.number, move="hold", state=wish.incident.state)
        minutes_asked, reason = int(wish.facts["minutes"] or 30), wish.facts["reason"]
        button = case_button(wish.incident, work.district, "hold", str(minutes_asked))
        asked = replace(wish.incident, marks=holds.asking(wish.incident.marks, reason))
        await wished.wish(
            work,
            asked,
            "hold",
            "ask-hold",
            {"minutes": minutes_asked, "reason": reason},
            by=work.who.name,
            minutes=minutes_asked,
            reason=phrases.because(reason),
            buttons=((button,),),
        )
        wish.done = answer("asked-the-captain", number=wish.incident.number)


async def prepare_resume(work: Work, wish: Wish) -> None:
    """The lead may ask for it: the captain gets one tap."""
    incident, parts = wish.incident, wish.actor.parts
    if Part.CAPTAIN in parts or Part.LEAD not in parts or incident.state not in MOVES["resume"].start:
        return
    await wished.wish(
        work,
        incident,
        "resume",
        "ask-resume",
        {},
        by=work.who.name,
        buttons=((case_button(incident, work.district, "resume"),),),
    )
    wish.done = answer("asked-the-captain", number=incident.number)
