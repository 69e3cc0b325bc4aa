"""A checklist as the three sheets of an XLSForm, which :mod:`bot.checklists.forms.reading` reads back as the same."""

from collections.abc import Iterator, Mapping, Sequence

from bot.checklists import starter
from bot.checklists.forms.columns import LANGUAGES, OF_LIST, OWN, labelled
from bot.checklists.model import Called, Checklist, ListItem

RESULT = "result"
"""The list of choices that every item is answered from."""

SURVEY = (
    "type",
    "name",
    labelled("label", "en"),
    labelled("label", "zh"),
    labelled("hint", "en"),
    labelled("hint", "zh"),
    "required",
    *OWN,
)
CHOICES = ("list_name", "name", labelled("label", "en"), labelled("label", "zh"))
SETTINGS = ("form_title", "form_id", "version", "default_language", *OF_LIST)

Row = Sequence[str]


def sheets(wanted: Checklist, departments: Mapping[str, Called]) -> dict[str, list[Row]]:
    """Each sheet by its name, its head first; *departments* are all that there are."""
    return {
        "survey": [SURVEY, *_survey(wanted)],
        "choices": [CHOICES, *_choices(departments)],
        "settings": [SETTINGS, _settings(wanted)],
    }


def _survey(wanted: Checklist) -> Iterator[Row]:
    """Sections as groups, items as choices among the same answers."""
    standing = ""
    for item in wanted.items:
        if item.section != standing:
            if standing:
                yield _row(type="end group")
            called = wanted.section(item.section)
            yield _row(type="begin group", name=called.code, label={"en": called.en, "zh": called.zh})
            standing = item.section
        yield _item(item)
    if standing:
        yield _row(type="end group")


def _item(item: ListItem) -> Row:
    return _row(
        type=f"select_one {RESULT}",
        name=item.code,
        label={"en": item.text_en, "zh": item.text_zh},
        hint={"en": item.hint_en, "zh": item.hint_zh},
        required="yes",
        department=item.department,
        severity=str(item.severity),
        limit=item.limit,
        law=item.basis,
        law_checked=item.basis_verification,
        handbook=item.handbook or "",
        on_the_spot=_said(item.on_the_spot),
        photo=_said(item.photo),
        certified=_said(item.certified),
    )


def _row(**cells: str | Mapping[str, str]) -> Row:
    """The cells of the survey in their order."""
    flat: dict[str, str] = {}
    for name, told in cells.items():
        each = {name: told} if isinstance(told, str) else {labelled(name, code): one for code, one in told.items()}
        flat |= each
    return [flat.get(name, "") for name in SURVEY]


def _said(is_so: bool) -> str:  # noqa: FBT001  # a cell
    return "yes" if is_so else "no"


def _choices(departments: Mapping[str, Called]) -> Iterator[Row]:
    """The answers; then what the cells of our columns may hold, so that nobody has to look that up."""
    lists = {
        RESULT: starter.answers().values(),
        "severity": starter.severities().values(),
        "limit": starter.usual_limits(),
        "department": departments.values(),
    }
    for name, among in lists.items():
        yield from ([name, one.code, one.en, one.zh] for one in among)


def _settings(wanted: Checklist) -> Row:
    told = {name: getattr(wanted, name) for name in OF_LIST if name != "place_kinds"}
    told |= {"form_title": wanted.name_en, "form_id": wanted.code, "version": str(wanted.edition)}
    told |= {"default_language": LANGUAGES["en"], "place_kinds": ", ".join(wanted.place_kinds)}
    return [told[name] for name in SETTINGS]
