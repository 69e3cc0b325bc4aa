"""Checks as other features know them: a line under the list of open cases."""

from bot.screens.checks import lists
from bot.work.features import Feature

FEATURE = Feature("checks", on_board=(lists.on_board,))
