"""Incidents as the desk, the clock and other features know them."""

from bot.cases.kinds import Kind
from bot.incidents import activity, at_door, card, due, find, limits, retold, reuse, rules, table
from bot.incidents.closing import checklist, piece_list
from bot.incidents.needing import matters
from bot.incidents.orders import (
    asked,
    automatic,
    following,
    notices,
    orders,
    sending,
    signs,
    standing_steps,
    support,
    warned,
)
from bot.incidents.reminders import anew, handed_over, old_doors, open_list, reminders, stale
from bot.incidents.reporting import at_place, danger
from bot.incidents.reporting.loose import belonging, lately
from bot.incidents.reporting.nowhere import found
from bot.incidents.requests import confirming, reporters, requests
from bot.incidents.store import INCIDENTS
from bot.incidents.table import Incident
from bot.incidents.talk import spoken
from bot.outbox.letters import LetterKind
from bot.work import activity as work_activity
from bot.work.features import Feature

INCIDENT: Kind[Incident] = Kind(
    table.KIND,
    rules.INCIDENT,
    INCIDENTS,
    show=card.incident,
    request=requests.move,
    parts=find.parts,
    dues=due.of,
    together=reminders.decide,
    decide=reminders.DECISIONS,
    # In this order: the teams are looked at anew before orders go to them; what has lost its reason goes before what
    # is said next; the card is written last, as the case stands then. Another move may follow only after all that.
    follows=(
        following.stir_teams,
        at_door.follow,
        following.end_reminders,
        reminders.end_department,
        activity.forget,
        following.mind_teams,
        standing_steps.follow,
        checklist.guide,
        notices.tell,
        warned.follow,
        piece_list.follow,
        reporters.ask_captain_instead,
        reporters.hear_the_end,
        danger.follow,
        found.follow,
    ),
    meant=find.guessed,
    of_reply=find.case_of_reply,
    entry=limits.item_of,
    entry_button=checklist.back_to_steps,
    retold=retold.line,
    release=support.release,
    waits=sending.waits,
    critical=limits.is_critical,
    handed_over=handed_over.listed,
    line=handed_over.line,
    outside=table.outside,
    located=found.key_at,
)

FEATURE = Feature(
    "incidents",
    kinds=(INCIDENT,),
    decides={
        "untouched": stale.decide,
        old_doors.SUBJECT: old_doors.decide,
        lately.SUBJECT: belonging.decide,
        reuse.SUBJECT: reuse.decide,
    },
    waits_for_people=frozenset(
        {"accept_half", "accept", "support_accept_half", "support_accept", "arrive", "arrive_twice"}
    ),
    # Where a case is comes before who is sent there.
    seeks=(at_door.find_where, sending.seek, danger.seek),
    # What a case is called comes before what is said of it.
    settles=(
        (20, stale.begin_all),
        (22, at_door.tell_relinked),
        (25, asked.follow),
        (30, open_list.follow),
        (35, old_doors.begin_anew),
    ),
    hears=(work_activity.note,),
    signs=(signs.of_life,),
    positioned=(automatic.read_position,),
    takes_rest=((20, spoken.hint_left_over),),
    greets=(confirming.button,),
    place_offers=(at_place.offer,),
    after_gap=((20, anew.orders_anew), (50, anew.confirmations_anew)),
    cards_anew=(anew.cards_anew,),
    undelivered={LetterKind.ORDER: orders.in_group},
    repeats=(requests.move,),
    needs=(matters.of_incidents,),
    at_door=(at_door.marks,),
    begins=(old_doors.begin,),
)
