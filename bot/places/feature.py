"""The register of places as the desk knows it."""

from bot.work.features import Feature

FEATURE = Feature("places")
