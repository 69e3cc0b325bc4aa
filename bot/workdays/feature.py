"""Working days as the desk and the clock know them."""

from bot.work.features import Feature
from bot.workdays import anew

FEATURE = Feature("workdays", decides={"workdays": anew.decide}, plans=(anew.plan,))
