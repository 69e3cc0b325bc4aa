"""Duty as the desk and the clock know it."""

from bot.duty import duty
from bot.work.features import Feature

FEATURE = Feature(
    "duty",
    decides={"duty": duty.decide},
    waits_for_people=frozenset({duty.WAITED}),
    after_gap=((40, duty.waits_anew), (60, duty.duties_anew)),
)
