"""Trials as the desk and the clock know them."""

from bot.cases import cards
from bot.cases.kinds import Kind
from bot.outbox.letters import LetterKind
from bot.trials import actions, table, told
from bot.trials.table import TRIALS, Trial
from bot.work.features import Feature

TRIAL: Kind[Trial] = Kind(
    table.KIND,
    table.TRIAL,
    TRIALS,
    show=told.show,
    request=actions.request,
    dues=table.dues,
    decide={table.ENDS: actions.ran_out},
    follows=(told.follow, cards.follow),
    card=told.card,
    on_screen=told.on_screen,
)

FEATURE = Feature(
    "trials",
    kinds=(TRIAL,),
    seeks=(actions.without_captain,),
    undelivered={LetterKind.TRIAL: actions.in_group},
)
