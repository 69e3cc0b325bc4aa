"""Programs of other systems as the desk knows them."""

from bot.programs import keys, reporting
from bot.work.features import Feature

FEATURE = Feature("programs", settles=((90, reporting.settled),), repeats=(keys.end,))
