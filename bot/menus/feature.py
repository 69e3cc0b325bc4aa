"""Menus as the desk and the clock know them."""

from bot.menus import menus
from bot.work.features import Feature

FEATURE = Feature("menus", decides={"menu": menus.decide})
