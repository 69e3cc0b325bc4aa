"""Bodies as the desk and the clock know them."""

from bot.bodies import notices
from bot.work.features import Feature

FEATURE = Feature("bodies", decides={notices.KIND: notices.decide})
