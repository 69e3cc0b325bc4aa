"""Checklists as the desk knows them."""

from bot.checklists import editions
from bot.work.features import Feature

FEATURE = Feature("checklists", begins=(editions.keep,))
"""What comes along with the program is kept at every start with it."""
