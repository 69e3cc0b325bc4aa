"""Roster as the desk and the clock know it."""

from bot.roster import pages
from bot.work.features import Feature

FEATURE = Feature("roster", decides={"roster": pages.decide}, plans=(pages.plan,))
