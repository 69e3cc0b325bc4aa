"""Webhooks as the desk knows them."""

from bot.webhooks import gathering
from bot.work.features import Feature

FEATURE = Feature("webhooks", settles=((95, gathering.follow),))
