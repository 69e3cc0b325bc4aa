"""The features of the program: the only place that names them all. A new one is one line here."""

from bot.bodies.feature import FEATURE as BODIES
from bot.checklists.feature import FEATURE as CHECKLISTS
from bot.duty.feature import FEATURE as DUTY
from bot.exports.feature import FEATURE as EXPORTS
from bot.handovers.feature import FEATURE as HANDOVERS
from bot.hazards.feature import FEATURE as HAZARDS
from bot.incidents.feature import FEATURE as INCIDENTS
from bot.insight.feature import FEATURE as INSIGHT
from bot.inspections.feature import FEATURE as INSPECTIONS
from bot.inspections.papers.feature import FEATURE as VISIT_PAPERS
from bot.matters.feature import FEATURE as MATTERS
from bot.membership.feature import FEATURE as MEMBERSHIP
from bot.menus.feature import FEATURE as MENUS
from bot.places.feature import FEATURE as PLACES
from bot.positions.feature import FEATURE as POSITIONS
from bot.privacy.feature import FEATURE as PRIVACY
from bot.programs.feature import FEATURE as PROGRAMS
from bot.roster.feature import FEATURE as ROSTER
from bot.screens.checks.feature import FEATURE as CHECKS
from bot.sos.feature import FEATURE as SOS
from bot.trials.feature import FEATURE as TRIALS
from bot.webhooks.feature import FEATURE as WEBHOOKS
from bot.work.features import Feature
from bot.workdays.feature import FEATURE as WORKDAYS

FEATURES: tuple[Feature, ...] = (
    INCIDENTS,
    SOS,
    HANDOVERS,
    TRIALS,
    HAZARDS,
    INSPECTIONS,
    VISIT_PAPERS,
    BODIES,
    DUTY,
    PLACES,
    CHECKLISTS,
    POSITIONS,
    ROSTER,
    WORKDAYS,
    CHECKS,
    MEMBERSHIP,
    INSIGHT,
    MENUS,
    MATTERS,
    PROGRAMS,
    WEBHOOKS,
    EXPORTS,
    PRIVACY,
)
