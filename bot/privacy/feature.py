"""What is stored about people as the desk and the clock know it."""

from bot.privacy import erasing
from bot.work.features import Feature

FEATURE = Feature("privacy", decides={"erase": erasing.decide})
"""``erase:1001/`` is the next slice of erasing somebody."""
