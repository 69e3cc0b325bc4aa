"""Hazards as the desk, the clock and other features know them."""

from bot.cases.kinds import Kind
from bot.hazards import actions, marks, of_visit, parts, rules, table, told
from bot.hazards.again import settling
from bot.hazards.clock import alarms, due, reminders
from bot.hazards.table import HAZARDS, Hazard
from bot.hazards.talk import chat, finding, hears, needing, show, spot
from bot.outbox.letters import LetterKind
from bot.work.features import Feature

HAZARD: Kind[Hazard] = Kind(
    table.KIND,
    rules.HAZARD,
    HAZARDS,
    show=show.hazard,
    request=chat.request,
    parts=parts.parts,
    dues=due.dues,
    decide={
        due.HALF: reminders.soon,
        due.DAY: reminders.soon,
        due.END: reminders.ended,
        due.OVERDUE: reminders.overdue,
        due.WAITS: reminders.waits,
        due.ALARM: alarms.again,
    },
    # Who goes on with it hears before the alarm of an open critical one, which is written into the case.
    follows=(told.follow, alarms.follow),
    of_reply=hears.of_reply,
    retold=show.retold,
    reads=show.reads,
    handed_over=show.handed_over,
    line=show.line,
)

FEATURE = Feature(
    "hazards",
    kinds=(HAZARD,),
    seeks=(actions.found_where,),
    listens=(hears.listens,),
    takes_points=(spot.point,),
    scanned=(spot.scanned,),
    at_door=(marks.at_door,),
    place_offers=(finding.place_offer,),
    case_offers=(finding.case_offer,),
    finds=actions.find,
    unfinds=actions.unfind,
    open_findings=actions.open_findings,
    rechecked=settling.rechecked,
    found_in=of_visit.FOUND_IN,
    dates=(of_visit.dates,),
    undelivered={LetterKind.HAZARD: told.undelivered},
    needs=(needing.matters,),
    days_known=(reminders.days_known,),
)
