"""Small pages of one card, in both languages at once: whoever comes to sign in has no language yet."""

import html
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi.responses import HTMLResponse

from bot.words import Words

STYLE, ICON = "/page/sign-in.css", "/page/icon.svg"


def card(
    words: Words,
    title: str,
    line: str,
    *,
    status: int = HTTPStatus.OK,
    button: str = "",
    script: str = "",
    headers: Mapping[str, str] | None = None,
    **facts: Any,
) -> HTMLResponse:
    """A page with a title, a sentence and, where *button* is a key, a form with one button that posts to itself."""
    languages = sorted(words.languages, reverse=True)

    def said(key: str, tag: str) -> str:
        told = ((one, html.escape(words.say(one, key, **facts))) for one in languages)
        return "".join(f'<{tag} lang="{one}">{text}</{tag}>' for one, text in told)

    form = f'<form method="post"><button type="submit">{said(button, "span")}</button></form>' if button else ""
    code = f'<script src="{script}" defer></script>' if script else ""
    page = (
        f'<!doctype html><html lang="{languages[0]}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f'<title>Patrolbot</title><link rel="icon" href="{ICON}" type="image/svg+xml">'
        f'<link rel="stylesheet" href="{STYLE}">{code}</head>'
        f'<body><main class="card"><div class="mark" aria-hidden="true"></div>'
        f'<h1>{said(title, "span")}</h1><div class="lines" id="lines">{said(line, "p")}</div>{form}'
        "</main></body></html>"
    )
    return HTMLResponse(page, status, dict(headers or {}))
