"""Visits as the desk and the clock know them."""

from bot.cases.kinds import Kind
from bot.inspections import at_place, marks, parts, rules, show, table, within
from bot.inspections.course import due, following, told
from bot.inspections.planning import mine, moving
from bot.inspections.table import VISITS, Visit
from bot.inspections.visiting import spot, standing
from bot.inspections.visiting.hearing import listening
from bot.inspections.visiting.shown import card
from bot.outbox.letters import LetterKind
from bot.work.features import Feature

INSPECTION: Kind[Visit] = Kind(
    table.KIND,
    rules.INSPECTION,
    VISITS,
    show=card.visit,
    request=moving.request,
    parts=parts.parts,
    dues=due.dues,
    decide={
        due.WANTED: due.wanted,
        due.LATE: due.late,
        due.SOON: due.soon,
        due.OPENS: due.opens,
        due.OVER: due.over,
        due.STANDS: due.stands,
        due.CLOSES: due.closes,
    },
    follows=(following.follow, marks.follow, standing.follow),
    retold=show.retold,
    reads=show.reads,
    handed_over=show.listed_in,
    line=show.line,
)

FEATURE = Feature(
    "inspections",
    kinds=(INSPECTION,),
    undelivered={LetterKind.VISIT: told.undelivered, LetterKind.VISIT_STEP: told.undelivered},
    seeks=(at_place.found_where,),
    fixed=(spot.fixed,),
    scanned=(spot.scanned,),
    at_door=(marks.at_door,),
    listens=(listening.listens, moving.listens),
    takes_points=(spot.located,),
    place_offers=(spot.offers, mine.offer),
    case_offers=(within.offer,),
)
"""``visits`` have no card in the patrol's group: who goes where is told to those whom it concerns, in private."""
