"""A list as it is read in one country: what rests on the law of another is left out, what is asked stays."""

from dataclasses import replace

from bot.checklists.model import Checklist


def seen(wanted: Checklist, country: str) -> Checklist:
    """*wanted* in *country*: without basis, note and who has to be certified where those are another country's."""
    if wanted.country in {"", country}:
        return wanted
    items = tuple(replace(one, basis="", basis_verification="", certified=False) for one in wanted.items)
    return replace(wanted, items=items, note_zh="", note_en="", subject_zh="", subject_en="", country="")
