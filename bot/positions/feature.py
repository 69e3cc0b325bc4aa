"""Positions as the desk and the clock know them."""

from bot.positions import positions, tracker_health
from bot.work.features import Feature

FEATURE = Feature(
    "positions", decides={"live": positions.decide, "jump": positions.settle, "tracker": tracker_health.decide}
)
