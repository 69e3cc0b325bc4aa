"""Calls for help and the welfare check as the desk, the clock and other features know them."""

from bot.cases.kinds import Kind
from bot.outbox.letters import LetterKind
from bot.sos import actions, alerts, newest, show, table, talk, welfare
from bot.sos.table import CALLS, Sos
from bot.work.features import Feature

CALL: Kind[Sos] = Kind(
    table.KIND,
    table.SOS,
    CALLS,
    show=show.call,
    request=actions.move,
    parts=actions.parts,
    dues=table.dues,
    decide={table.AGAIN: actions.told_again, table.CARD: actions.card_anew},
    follows=(actions.teams_stir,),
)

FEATURE = Feature(
    "sos",
    kinds=(CALL,),
    decides={"welfare": welfare.decide},
    waits_for_people=frozenset({"welfare_again", "welfare_captain", "welfare_sos"}),
    settles=((10, welfare.watch_teams),),
    hears=(welfare.heard,),
    fixed=(actions.followed,),
    takes_rest=((10, talk.left_over),),
    after_gap=((30, welfare.ask_anew_after),),
    cards_anew=(alerts.cards_anew,),
    undelivered={LetterKind.SOS: actions.again_in_group},
    foremost=(newest.stays_newest,),
)
