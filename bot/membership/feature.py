"""Membership as the desk and the clock know it."""

from bot.membership import after_import, enrolment, setting_up, team_commands, terms
from bot.membership.officers import enrolling
from bot.work.features import Feature

FEATURE = Feature(
    "membership",
    decides={"role": terms.decide, "import": after_import.decide},
    settles=((60, setting_up.follow),),
    repeats=(enrolment.dismiss, enrolling.dismiss, team_commands.team_remove),
)
