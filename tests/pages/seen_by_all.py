"""What axe-core finds on a page that some people could not read, hear or use: nothing serious may be among it."""

from collections.abc import Iterable
from importlib import resources
from typing import Any

from playwright.async_api import Page

GRAVE = ("critical", "serious")
"""How grave a finding is, in the words of axe-core; the others are advice."""

AXE = (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf8")
WIDE, PHONE = (1440, 900), (390, 844)

_STILL = "*, *::before, *::after { transition: none !important; animation: none !important; }"
"""A colour on its way to another would be measured somewhere between."""


async def findings(page: Page) -> list[str]:
    """Each grave finding on *page* as it is now: the rule, the element, why."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(AXE)
        await page.evaluate(
            "css => { const own = new CSSStyleSheet(); own.replaceSync(css);"
            " document.adoptedStyleSheets = [...document.adoptedStyleSheets, own]; }",
            _STILL,
        )
    told: dict[str, Any] = await page.evaluate("axe.run(document, { resultTypes: ['violations'], preload: false })")
    grave = [one for one in told["violations"] if one["impact"] in GRAVE]
    return [
        f"{one['id']} {node['target']}: {' '.join(node['failureSummary'].split())}"
        for one in grave
        for node in one["nodes"]
    ]


async def everywhere(page: Page, what: str, sizes: Iterable[tuple[int, int]] = (WIDE, PHONE)) -> list[str]:
    """The findings on *page*, named *what*, by day and by night, on every one of *sizes*."""
    found = []
    for width, height in sizes:
        await page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            await page.emulate_media(color_scheme="light" if scheme == "light" else "dark")
            found += [f"{what} {width}px {scheme}: {one}" for one in await findings(page)]
    return found
