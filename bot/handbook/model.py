"""The handbook 执法手册: what a case can be about, what is to be done by whom and why, and what closing demands.

These are the fields of a handbook file too, see :mod:`bot.handbook.file`. Items are versioned: *version* is that of the
handbook with which an item, or a law that it names, came to read as it does. From 1 on they are the district's own;
0, -1 and so on down are the editions that the program brought along, the first, the second.
"""

from functools import cached_property
from typing import Annotated, Literal, cast, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot.values.files.tree import TRUTH

SEVERITIES = ("low", "medium", "high", "critical")

CODE = r"^[a-z][a-z0-9_]{1,31}$"
"""What a code looks like: it stands in buttons, which hold 64 bytes."""

Text = Annotated[str, Field(min_length=1)]
Country = Annotated[str, Field(pattern=r"^([A-Z]{2})?$")]
"""An ISO 3166 code of the country on whose law something rests, and where alone it is shown; empty: everywhere."""
ShortZh = Annotated[str, Field(max_length=6)]
ShortEn = Annotated[str, Field(max_length=12)]
"""What stands on a button, as long as two buttons in a row have room for."""
Officers = Literal["anyone", "certified", "two_certified"]
"""Who may: any patrol member, a certified officer, or two of them together."""
Verification = Literal["text", "secondary", "unverified"]
"""How far a legal text was checked: read in full, quoted by another page, or not confirmed (never shown as fact)."""
Mode = Literal[
    "self",
    "self_then_transfer",
    "self_then_mediate_or_police",
    "check_catalogue",
    "joint",
    "report_to_department",
    "transfer",
]
"""How far the team's own powers go."""
OutcomeCode = Literal["fixed", "minor", "ordered", "penalty", "unfounded", "nobody", "gone", "duplicate"]
"""How a case was resolved: fixed on the spot, a first minor offence corrected at once, ordered to correct, a penalty
that officers decided on, unfounded, nobody there, gone on arrival, a duplicate. Stable codes, shown in words."""


def _truth(value: object) -> object:
    """True or false as people write it in quotes; anything else is left to the check."""
    return TRUTH.get(value.strip().lower(), value) if isinstance(value, str) else value


Truth = Annotated[bool, BeforeValidator(_truth)]


class Part(BaseModel):
    """A part of a handbook: frozen, exact types, no other fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Both(Part):
    """The same in Chinese and English."""

    zh: Text
    en: Text

    @property
    def named(self) -> dict[str, str]:
        """As a fact for the words."""
        return {"name_zh": self.zh, "name_en": self.en}


class Law(Part):
    """A law that items name by its code; *country* is whose law it is."""

    name_zh: Text
    name_en: Text
    version: Text
    verification: Verification
    country: Country = ""


def no_surer(own: Verification, law: Law | None) -> Verification:
    """How far something said of *law* was checked: no surer than the text of the law itself."""
    marks: tuple[Verification, ...] = get_args(Verification)
    return max(own, law.verification, key=marks.index) if law else own


class Basis(Part):
    """What one law says about an item. *articles* as they are cited."""

    law: Text
    law_zh: str = ""
    articles: Text
    says_zh: Text
    says_en: Text
    verification: Verification


class CommonRule(Part):
    """A rule for all items, with the law that it rests on."""

    key: Annotated[str, Field(pattern=CODE)]
    zh: Text
    en: Text
    basis: Text
    verification: Verification
    country: Country = ""


class Minutes(Part):
    """Suggested minutes: to accept and to arrive from the order, to close from the report."""

    accept: Annotated[int, Field(ge=1, le=30)] = 1
    arrive: Annotated[int, Field(ge=1, le=240)] = 3
    close: Annotated[int, Field(ge=1, le=10_080)] = 10


class Authority(Part):
    """Who may order a correction, who may punish, and how far the team's own powers go."""

    can_order_correction: list[Text] = []
    can_punish: list[Text] = []
    mode: Mode = "self"
    note_zh: str = ""


class Step(Part):
    """One step; *by* says for whom it is reserved."""

    n: Annotated[int, Field(ge=1, le=20)]
    zh: Text
    en: Text
    by: Officers = "anyone"
    country: Country = ""


class Shot(Part):
    """A photo (or *takes* ``recording``: a video or voice note) that closing asks for."""

    key: Annotated[str, Field(pattern=CODE)]
    zh: Text
    en: Text
    required: Truth = True
    takes: Literal["photo", "recording"] = "photo"
    country: Country = ""

    @property
    def is_after(self) -> bool:
        """It shows what the team has achieved, not what it found."""
        return self.key.startswith("after")


class Needs(Part):
    """The evidence of an item: photos in their order, papers and statements by name."""

    photos: list[Shot] = []
    documents: list[Text] = []
    statements: list[Text] = []


class Recheck(Part):
    """Whether and when somebody looks again; *basis* is ``suggestion``, or the law with its *verification*."""

    required: Truth
    within_hours: Annotated[int, Field(ge=1, le=8_760)]
    basis: Text
    verification: Verification | None = None

    @property
    def is_suggestion(self) -> bool:
        """It rests on no law."""
        return self.basis == "suggestion"

    @property
    def mark(self) -> Verification:
        """How far the law was checked; nobody said so: not at all."""
        return self.verification or "unverified"


class Wordings(Part):
    """What people say about an item: everyday words, each clear by itself, or what it is learned from all together."""

    zh: list[Text] = []
    en: list[Text] = []


class Reserved(Part):
    """Moves and outcomes that are not for everyone: penalties are for two certified officers unless it is said."""

    moves: dict[Literal["accept", "resolve", "take"], Officers] = {}
    outcomes: dict[OutcomeCode, Officers] = {"ordered": "certified", "penalty": "two_certified"}

    def officers(self, name: str) -> Officers:
        """For whom a move or an outcome is; no two of them have the same name."""
        return cast("dict[str, Officers]", {**self.moves, **self.outcomes}).get(name, "anyone")


class Item(Part):
    """One item of the handbook. *category* is the group that it belongs to.

    *country*: whose law its legal basis, penalty, powers, papers and what is reserved rest on.
    """

    code: Annotated[str, Field(pattern=CODE)]
    name_zh: Text
    name_en: Text
    category: Text
    severity: Literal["low", "medium", "high", "critical"]
    short_zh: ShortZh = ""
    short_en: ShortEn = ""
    id: str = ""
    category_zh: str = ""
    category_en: str = ""
    responsible_party_zh: str = ""
    suggested_minutes: Minutes | None = None
    can_close_on_site: Truth = True
    legal_basis: list[Basis] = []
    penalty_reference_zh: str = ""
    penalty_verification: Verification | None = None
    authority: Authority = Authority()
    steps: list[Step] = []
    evidence: Needs = Needs(photos=[Shot(key="photo", zh="现场照片", en="Photo of the scene")])
    closure: Both | None = None
    recheck: Recheck | None = None
    escalate_when_zh: str = ""
    words: Wordings = Wordings()
    said: Wordings = Wordings()
    reserved: Reserved = Reserved()
    retired: Truth = False
    country: Country = ""
    version: Annotated[int, Field(exclude=True)] = 0

    @property
    def group(self) -> str:
        """What it belongs to."""
        return self.category

    @property
    def named(self) -> dict[str, str]:
        """Its name as a fact for the words."""
        return {"name_zh": self.name_zh, "name_en": self.name_en}

    @property
    def short(self) -> dict[str, str]:
        """Its short name as a fact for the words; its whole name where it has none."""
        return {"name_zh": self.short_zh or self.name_zh, "name_en": self.short_en or self.name_en}

    @property
    def penalty_mark(self) -> Verification:
        """How far the penalty that is referred to was checked; nobody said so: not at all."""
        return self.penalty_verification or "unverified"

    @property
    def work_minutes(self) -> float:
        """How long it usually takes on scene: what the suggested minutes leave after accepting and the way."""
        minutes = self.suggested_minutes or Minutes()
        return max(2.0, float(minutes.close - minutes.arrive - minutes.accept))

    @cached_property
    def suggested_limits(self) -> dict[str, int]:
        """The suggested minutes as limits in seconds; empty where it suggests none."""
        return {} if self.suggested_minutes is None else {n: m * 60 for n, m in self.suggested_minutes}

    @property
    def department(self) -> str:
        """Who else is in charge where the matter is outside the team's powers; empty where that is nobody."""
        is_own = self.authority.mode == "self" or not self.authority.can_punish
        return "" if is_own else self.authority.can_punish[0]


class DangerLists(Part):
    """Wordings of one language: of violence, of a person hurt or in danger, of doubt, and of what is harmless."""

    violence: list[Text] = []
    person: list[Text] = []
    doubt: list[Text] = []
    harmless: list[Text] = []


class Danger(Part):
    """A district's own wordings by which reports of danger are recognised, see :mod:`bot.handbook.danger`."""

    zh: DangerLists | None = None
    en: DangerLists | None = None


class Papers(Part):
    """What a handbook holds besides its items. *english* has what texts of one language mean, by these."""

    meta: dict[str, str | dict[str, str]] = {}
    laws: dict[str, Law] = {}
    categories: dict[str, Both] = {}
    common_rules: list[CommonRule] = []
    danger: Danger | None = None
    english: dict[str, Text] = {}

    def both(self, zh: str) -> dict[str, str]:
        """A text that the items have in Chinese alone, with its English where there is one, as a fact for the words."""
        return {"name_zh": zh, "name_en": self.english.get(zh, zh)}
