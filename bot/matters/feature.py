"""What needs a captain, as the desk and the clock know it."""

from bot.matters import needs
from bot.outbox.letters import LetterKind
from bot.work.features import Feature

FEATURE = Feature(
    "matters",
    decides={needs.PURPOSE: needs.decide},
    settles=((50, needs.follow),),
    after_gap=((70, needs.anew_after),),
    undelivered={LetterKind.NEEDS: needs.in_group},
)
