"""The handbook of a district as it is asked: items by code, as they read in a version; with those built in besides."""

from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache

from bot.handbook.model import Item, Law, Papers, Wordings
from bot.values.refused import Refused


def _built_in(code: str, severity: str, zh: list[str], en: list[str], words: Wordings) -> Item:
    """An item by its name, its short name and its group's name in both languages."""
    said = list(zip(("name", "short", "category"), zh, en, strict=True))
    fields = {f"{name}_zh": one for name, one, _ in said} | {f"{name}_en": other for name, _, other in said}
    group = en[2].lower().replace(" ", "_")
    return Item.model_validate({**fields, "code": code, "severity": severity, "category": group, "words": words})


@lru_cache(maxsize=1000)
def _gone(code: str, version: int) -> Item:
    return Item(code=code, name_zh=code, name_en=code, category="other", severity="low", retired=True, version=version)


FIGHT = Wordings(zh=["打架", "斗殴", "冲突", "打人"], en=["fight", "fighting", "brawl"])
HURT = Wordings(zh=["受伤", "晕倒", "流血", "昏迷"], en=["injured", "bleeding", "unconscious", "collapsed"])
SAFETY = ("公共安全", "Public safety")

BUILT_IN = (
    _built_in("other", "low", ["其他"] * 3, ["Other"] * 3, Wordings()),
    _built_in(
        "fight", "critical", ["打架/冲突", "打架冲突", SAFETY[0]], ["Fight or conflict", "Fight", SAFETY[1]], FIGHT
    ),
    _built_in("injured", "critical", ["人员受伤"] * 2 + [SAFETY[0]], ["Person injured", "Injured", SAFETY[1]], HURT),
)
"""The items that every district has besides its handbook."""


class Handbook:
    """All items of a district, found by code.

    *items* are those that a new case can be about, *own* the district's, retired ones too; *earlier* are the readings
    that cases may still be handled under. *papers_by* holds the papers of every version, *papers* the present ones.
    *version* is the district's own, 0 where there is none.
    """

    def __init__(
        self,
        items: Iterable[Item],
        papers: Papers | None = None,
        version: int = 0,
        earlier: Iterable[Item] = (),
        papers_by: Mapping[int, Papers] | None = None,
        built_in: tuple[Item, ...] = BUILT_IN,
    ) -> None:
        self.own = tuple(items)
        self.items: tuple[Item, ...] = (*(item for item in self.own if not item.retired), *built_in)
        self.papers = papers or Papers()
        self.version = version
        self.earlier = tuple(earlier)
        self.papers_by = dict(papers_by or {version: self.papers})
        self._by_code = {item.code: item for item in (*self.own, *built_in)}
        self._readings = {(item.code, item.version): item for item in (*self.earlier, *self._by_code.values())}

    @property
    def edition(self) -> int:
        """The newest edition of what the program brings along: 0, then -1, and so on down."""
        return min(0, *self.papers_by)

    def item(self, code: str, version: int | None = None) -> Item:
        """The item with *code*, retired ones too, as it read in *version*; Refused where there is none."""
        now = self._by_code.get(code)
        found = now if version is None else self._readings.get((code, version), now)
        if found is None:
            raise Refused("no-such-item", item=code)
        return found

    def reading(self, code: str | None, version: int) -> Item:
        """The item of a case as it read in *version*; ``other`` while none is known.

        One that nothing is known of any more is called by its code, and retired.
        """
        if not code:
            return self.item("other")
        if code in self._by_code or (code, version) in self._readings:
            return self.item(code, version)
        return _gone(code, version)

    def laws_of(self, item: Item) -> Mapping[str, Law]:
        """The laws by code as they were when *item* came to read as it does."""
        return self.papers_by.get(item.version, self.papers).laws

    def category(self, code: str) -> dict[str, str]:
        """The name of a category as a fact for the words; its code where it has none."""
        both = self.papers.categories.get(code)
        return {"name_zh": both.zh, "name_en": both.en} if both else {"name_zh": code, "name_en": code}

    @cached_property
    def order(self) -> Mapping[str, int]:
        """Where each item stands in the handbook."""
        return {item.code: i for i, item in enumerate(self.items)}

    def likeliest(self, counts: Mapping[str, int], n: int = 8) -> list[Item]:
        """The *n* items reported most often by *counts*, filled up in the handbook's own order; never *other*."""
        ranked = sorted(
            (i for i in self.items if i.code != "other"), key=lambda i: (-counts.get(i.code, 0), self.order[i.code])
        )
        return ranked[:n]
