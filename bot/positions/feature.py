"""Positions as the desk and the clock know them."""

from bot.positions import positions
from bot.work.features import Feature

FEATURE = Feature("positions", decides={"live": positions.decide})
