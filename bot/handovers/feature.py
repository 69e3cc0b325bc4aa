"""Handovers of shifts as the desk, the clock and other features know them."""

from bot.cases.kinds import Kind
from bot.handovers import picture, shift, show, table
from bot.handovers.table import HANDOVERS, Handover
from bot.work.features import Feature

HANDOVER: Kind[Handover] = Kind(
    table.KIND,
    table.HANDOVER,
    HANDOVERS,
    show=show.handover,
    request=shift.request,
    dues=table.dues,
    decide={table.OPEN_NAME: shift.nobody_took},
)

FEATURE = Feature(
    "handovers",
    kinds=(HANDOVER,),
    stays=(shift.keeps,),
    after_gap=((10, picture.note_gap_after), (70, shift.offered_anew_after)),
)
