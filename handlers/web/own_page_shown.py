"""The page that a place has of its visit, as HTML: no script is needed for anything on it."""

import html
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi.responses import HTMLResponse

from bot.inspections.papers import by_place
from bot.inspections.papers.by_place import Picture
from bot.inspections.papers.own_page import Found, Page
from bot.values.refused import Refused
from bot.words import Words
from handlers import pictures
from handlers.telegram.writing import notes

STYLES, ICON = ("/page/place-door.css", "/page/own-page.css"), "/page/icon.svg"
POLICY = {"Referrer-Policy": "strict-origin", "X-Robots-Tag": "noindex, nofollow", "Vary": "Accept-Language"}
"""Browsers say where a form of ours comes from, and nothing of the address."""


@dataclass
class Wrote:
    """What somebody wrote in the form that goes to *path*, and *why* it was not taken: they need not write it again."""

    path: str
    words: str = ""
    stars: str = ""
    why: Refused | None = None


@dataclass
class Shown:
    """One page being put together. *root* is its address, *language* the one in which it is read.

    *wrote* stands in its form again, where the page has that form.
    """

    page: Page
    root: str
    words: Words
    language: str
    wrote: Wrote | None = None
    parts: list[str] = field(default_factory=list)

    def say(self, key: str, **facts: Any) -> str:
        """A sentence as it may stand in HTML."""
        return html.escape(self.words.say(self.language, key, **notes.bare(facts)))

    def fact(self, value: Any) -> str:
        """A fact of the words, the same way; its lines stay lines."""
        return html.escape(self.words.fact(self.language, notes.bare(value))).replace("\n", "<br>")

    def add(self, tag: str, text: str, kind: str = "") -> None:
        """One element."""
        about = f' class="{kind}"' if kind else ""
        self.parts.append(f"<{tag}{about}>{text}</{tag}>")

    def to(self, path: str) -> str:
        """The address of a part of the page, in the same language."""
        return html.escape(f"{self.root}{path}?language={self.language}")

    def kept(self, path: str) -> Wrote | None:
        """What stands in the form that goes to *path* since it was not taken."""
        return self.wrote if self.wrote is not None and self.wrote.path == path else None


def page(shown: Shown, said: Mapping[str, Any] | None, status: int = HTTPStatus.OK) -> HTMLResponse:
    """The whole page; *said* is the sentence about what was just sent."""
    one = shown.page
    _head(shown)
    below = len(shown.parts)
    if said:
        shown.parts.append(f'<p class="done" id="said" role="status">{shown.fact(dict(said))}</p>')
    shown.add("h2", shown.say("own-page-who"))
    rows = "".join(f"<dt>{shown.fact(row.label)}</dt><dd>{shown.fact(row.value)}</dd>" for row in one.rows)
    shown.add("dl", rows)
    shown.add("h2", shown.say("own-page-found"))
    shown.add("p", shown.fact(one.counted) if one.is_read_out else shown.say("own-page-not-yet"))
    for found in one.found:
        shown.parts.append(_found(shown, found))
    if one.is_signed:
        shown.parts.append(f'<a class="button" href="{shown.to("/record.pdf")}">{shown.say("own-page-record")}</a>')
        _rate(shown)
    if one.may_complain:
        _complain(shown)
    lasts = shown.say("own-page-lasts", at=one.until) if one.until else shown.say("own-page-lasts-open")
    shown.add("p", f"{shown.say('own-page-keeps')} {lasts}", "small")
    if shown.wrote and not any(_refusal(shown, shown.wrote) in part for part in shown.parts):
        shown.parts.insert(below, _refusal(shown, shown.wrote))
    return _made(shown.words, shown.language, shown.say("own-page-title", place=one.place), shown.parts, status)


def _head(shown: Shown) -> None:
    one = shown.page
    other = next((each for each in shown.words.languages if each != shown.language), shown.language)
    to, said = html.escape(f"{shown.root}?language={other}"), html.escape(shown.words.say(other, "own-page-language"))
    link = f'<a lang="{other}" href="{to}">{said}</a>'
    shown.parts.append(f'<p class="district"><span>{shown.fact(one.district)}</span>{link}</p>')
    shown.add("h1", shown.say("own-page-title", place=one.place))
    shown.add("p", shown.say("own-page-number", number=one.number, state=one.state), "what")


def _found(shown: Shown, found: Found) -> str:
    kind = "found over" if found.is_over else "found"
    named = f"#{found.number} · " if found.number is not None else ""
    parts = [f"<h3>{shown.fact(found.text)}</h3>", f'<p class="state">{named}{shown.fact(found.state)}</p>']
    parts += [f"<p>{shown.fact(one)}</p>" for one in found.said]
    parts.append(_photos(shown, found.before, "own-page-photo"))
    if found.after:
        parts.append(f"<p>{shown.say('own-page-after')}</p>{_photos(shown, found.after, 'own-page-photo-after')}")
    if found.number is not None and found.takes_photos:
        parts.append(_mend(shown, found.number))
    if found.number is not None and found.may_hasten:
        parts.append(_form(shown, f"/hazards/{found.number}/hasten", _button(shown, "own-page-hasten")))
    return f'<section class="{kind}">{"".join(parts)}</section>'


def _photos(shown: Shown, ids: tuple[int, ...], key: str) -> str:
    each = []
    for one in ids:
        small, large = (html.escape(f"{shown.root}/photo/{one}?size={size}") for size in ("small", "large"))
        each.append(f'<a href="{large}"><img src="{small}" alt="{shown.say(key)}" loading="lazy"></a>')
    return f'<div class="photos">{"".join(each)}</div>' if each else ""


def _mend(shown: Shown, number: int) -> str:
    photos, words, path = f"photos-{number}", f"mended-{number}", f"/hazards/{number}/mended"
    inside = (
        f"<p>{shown.say('own-page-mend-how', count=by_place.MOST_AT_ONCE)}</p>"
        f'<label for="{photos}">{shown.say("own-page-mend-photos")}</label>'
        f'<input type="file" id="{photos}" name="photos" accept="image/*" multiple required>'
        f'<label for="{words}">{shown.say("own-page-mend-words")}</label>'
        f"{_words(shown, path, words, 2)}"
        f'<button type="submit" class="main">{shown.say("own-page-mend-send")}</button>'
    )
    return _folded(shown, path, "own-page-mend", _form(shown, path, inside, more=' enctype="multipart/form-data"'))


def _rate(shown: Shown) -> None:
    shown.add("h2", shown.say("own-page-rate"))
    if shown.page.stars is not None:
        shown.add("p", shown.say("own-page-rate-done", stars=shown.page.stars))
        return
    kept = shown.kept("/rate")
    chosen = kept.stars if kept else ""
    stars = "".join(
        f'<label><input type="radio" name="stars" value="{n}" required{" checked" if chosen == str(n) else ""}>'
        f'<span aria-hidden="true">{"★" * n}</span><span>{shown.say("own-page-rate-stars", stars=n)}</span></label>'
        for n in range(5, 0, -1)
    )
    inside = (
        f'<fieldset class="stars"><legend class="hidden">{shown.say("own-page-rate")}</legend>{stars}</fieldset>'
        f'<label for="rated">{shown.say("own-page-rate-words")}</label>{_words(shown, "/rate", "rated", 2)}'
        f'<button type="submit" class="main">{shown.say("own-page-rate-send")}</button>'
    )
    shown.parts.append(_form(shown, "/rate", inside))


def _complain(shown: Shown) -> None:
    inside = (
        f"<p>{shown.say('own-page-complain-how')}</p>"
        f'<label for="complaint">{shown.say("own-page-complain-words")}</label>'
        f"{_words(shown, '/complain', 'complaint', 3, more=' required')}"
        f'<button type="submit">{shown.say("own-page-complain-send")}</button>'
    )
    shown.parts.append(_folded(shown, "/complain", "own-page-complain", _form(shown, "/complain", inside)))


def _words(shown: Shown, path: str, name: str, rows: int, more: str = "") -> str:
    """A field for words, with what was written into it before and not taken."""
    kept = shown.kept(path)
    said = html.escape(kept.words) if kept else ""
    most = by_place.MOST_WORDS
    return f'<textarea id="{name}" name="words" rows="{rows}" maxlength="{most}"{more}>\n{said}</textarea>'


def _folded(shown: Shown, path: str, key: str, form: str) -> str:
    is_open = " open" if shown.kept(path) else ""
    return f"<details{is_open}><summary>{shown.say(key)}</summary>{form}</details>"


def _form(shown: Shown, path: str, inside: str, more: str = "") -> str:
    """A form; its address names the form too, so that a browser stands at it again where it was not taken."""
    name, kept = path.strip("/").replace("/", "-"), shown.kept(path)
    why = _refusal(shown, kept) if kept else ""
    return f'<form id="{name}" method="post" action="{shown.to(path)}#{name}"{more}>{why}{inside}</form>'


def _refusal(shown: Shown, wrote: Wrote) -> str:
    said = shown.say(wrote.why.key, **dict(wrote.why.facts)) if wrote.why else ""
    return f'<p class="say wrong" role="alert">{said}</p>'


def _button(shown: Shown, key: str) -> str:
    return f'<button type="submit">{shown.say(key)}</button>'


def sentence(
    words: Words,
    language: str,
    key: str,
    status: int,
    *,
    back: str = "",
    headers: Mapping[str, str] | None = None,
    **facts: Any,
) -> HTMLResponse:
    """A page that says one thing, with the way back where there is one."""
    said = html.escape(words.say(language, key, **notes.bare(facts)))
    parts = [f'<p class="say">{said}</p>']
    if back:
        link = html.escape(f"{back}?language={quote(language)}")
        parts.append(f'<a class="button" href="{link}">{html.escape(words.say(language, "own-page-back"))}</a>')
    return _made(words, language, "Patrolbot", parts, status, headers)


def _made(
    words: Words,
    language: str,
    title: str,
    parts: list[str],
    status: int = HTTPStatus.OK,
    headers: Mapping[str, str] | None = None,
) -> HTMLResponse:
    styles = "".join(f'<link rel="stylesheet" href="{one}">' for one in STYLES)
    text = (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f'<title>{title}</title><link rel="icon" href="{ICON}" type="image/svg+xml">{styles}</head>'
        f'<body class="own"><main>{"".join(parts)}</main></body></html>'
    )
    return HTMLResponse(text, status, {**POLICY, **(headers or {})})


def drawn(data: bytes) -> Picture | pictures.NoPicture:
    """A picture of a stranger made anew, without what a camera wrote into it, or why there is none. For a thread."""
    made = pictures.made_anew(data)
    if isinstance(made, pictures.NoPicture):
        return made
    return Picture(made[pictures.LARGE], pictures.likeness(made[pictures.SMALL]))
