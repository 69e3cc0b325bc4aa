"""Exports as the desk and the clock know them."""

from bot.exports import doing
from bot.work.features import Feature

FEATURE = Feature("exports", decides={"export": doing.decide})
"""``export:12/`` is the end of a file's time."""
