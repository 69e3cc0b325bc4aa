"""Insight as the desk and the clock know it."""

from bot.insight import morning
from bot.work.features import Feature

FEATURE = Feature("insight", decides={"morning": morning.decide}, plans=(morning.plan,))
