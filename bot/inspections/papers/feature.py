"""Papers of visits as the desk and the clock know them."""

from bot.inspections.papers import address, asking, days
from bot.work.features import Feature

FEATURE = Feature(
    "visit papers",
    decides={asking.PURPOSE: asking.ends},
    own_page=address.address,
    paper=asking.record_of,
    dates=(days.dates,),
)
"""``visit-paper:12/`` is the end of the time of papers of a visit."""
