"""Checks as other features know them: a line under the list of open cases, and their figures."""

from bot.screens.checks import in_chat, lists
from bot.work.features import Feature

FEATURE = Feature("checks", on_board=(lists.on_board,), figures=(in_chat.figures,))
