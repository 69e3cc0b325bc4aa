"""In which script a text is written: what readers of a language cannot read is found, and folded where it is quoted."""

import re
from typing import Any

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]{2,}")

FOREIGN = {
    "en": lambda text: bool(HAN.search(text)),
    "zh": lambda text: bool(LATIN.search(text)) and not HAN.search(text),
}
"""By language: whether its readers cannot read a text."""


def is_foreign(language: str, text: str) -> bool:
    """Whether who reads *language* cannot read *text*: it has letters, and they are of another script."""
    return FOREIGN[language](text) if language in FOREIGN else False


def holds_foreign(language: str, fact: Any) -> bool:
    """The same of a fact of a sentence as it is said in *language*, with those that stand in it."""
    if isinstance(fact, dict):
        own = fact.get(f"name_{language}") or fact.get("name_zh")
        inner = [own] if own is not None else [value for name, value in fact.items() if name != "word"]
        return any(holds_foreign(language, one) for one in inner)
    return isinstance(fact, str) and is_foreign(language, fact)
