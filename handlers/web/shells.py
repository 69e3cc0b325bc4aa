"""The shell of a page: its head, and in it what the page begins with; all that moves comes later."""

import html
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SHELL = Path(__file__).parent / "page" / "page.html"
_GAP = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Look:
    """What a page is made of: its *script*, its *styles*, and what is wanted *soon*; dark first, or *by_day*."""

    script: str
    styles: Sequence[str]
    soon: str = ""
    by_day: bool = False


def filled(
    look: Look, language: str, title: str, noscript: str, boot: Mapping[str, Any], words: Mapping[str, str]
) -> str:
    """The whole text. Every gap is filled in one go: what stands in a name is never taken for one."""
    links = [f'<link rel="stylesheet" href="{one}">' for one in look.styles]
    links += [f'<link rel="modulepreload" href="{look.soon}">'] if look.soon else []
    facts = {
        "language": "zh-CN" if language == "zh" else language,
        "theme": "day" if look.by_day else "night",
        "scheme": "light dark" if look.by_day else "dark light",
        "title": html.escape(title),
        "links": "\n".join(links),
        "noscript": html.escape(noscript),
        "boot": inert(boot),
        "words": inert(words),
        "script": look.script,
    }
    return _GAP.sub(lambda gap: facts[gap[1]], SHELL.read_text(encoding="utf8"))


def inert(value: Any) -> str:
    """JSON that may stand inside a script element: nothing in it can end that element."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c").replace("\u2028", "\\u2028")
