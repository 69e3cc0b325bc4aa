"""The first entry: errands as the desk, the clock and other features know them."""

from bot.cases import cards
from bot.cases.kinds import Kind
from bot.work.features import Feature
from tests.fourth_kind.errands import actions, table
from tests.fourth_kind.errands.table import ERRANDS, Errand

KIND: Kind[Errand] = Kind(
    table.KIND,
    table.ERRAND,
    ERRANDS,
    show=actions.show,
    request=actions.request,
    dues=table.dues,
    decide={table.FORGOTTEN: actions.forgotten},
    follows=(cards.follow,),
    release=actions.release,
    handed_over=lambda work, errand: "open",
    line=actions.line,
    card=actions.card,
    on_screen=actions.on_screen,
    topic_words=("跑腿",),
)

FEATURE = Feature("errands", kinds=(KIND,))
