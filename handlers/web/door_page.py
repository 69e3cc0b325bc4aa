"""The page of a label as HTML: no script is needed for anything on it, one helps to compare where the phone is."""

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from fastapi.responses import HTMLResponse

from bot.places.labels import leading
from bot.places.labels.at_the_door import Here, Known, state_word
from bot.places.register import State
from bot.words import Words
from handlers.telegram.writing import notes

STYLE, SCRIPT, ICON = "/page/place-door.css", "/page/place-door.js", "/page/icon.svg"
POLICY = {"Referrer-Policy": "strict-origin"}
"""As for signing in: browsers say where a form of ours comes from."""


@dataclass(frozen=True)
class Inside:
    """What people of the district see besides. *name* is who looks; *leaves*: this browser is theirs for a while."""

    name: str
    known: Known
    may_report: bool
    leaves: bool
    said: str = ""


@dataclass
class Page:
    """Puts one page together, in one language."""

    words: Words
    language: str
    bot_name: str
    parts: list[str] = field(default_factory=list)
    first: list[str] = field(default_factory=list)
    """What stands under the head of the page, before all else that may be done."""

    def say(self, key: str, **facts: Any) -> str:
        """A sentence as it may stand in HTML."""
        return html.escape(self.words.say(self.language, key, **notes.bare(facts)))

    def fact(self, value: Any) -> str:
        """A fact of the words, the same way."""
        return html.escape(self.words.fact(self.language, notes.bare(value)))

    def add(self, tag: str, text: str, kind: str = "") -> None:
        """One element; what is written from the right, such as a name in Arabic, is read from the right."""
        about = ' dir="auto"' + (f' class="{kind}"' if kind else "")
        self.parts.append(f"<{tag}{about}>{text}</{tag}>")

    def link(self, to: str, text: str, kind: str = "button") -> None:
        """A link that looks like a button."""
        self.parts.append(f'<a class="{kind}" href="{html.escape(to)}">{text}</a>')

    def add_visits(self, here: Here, numbers: Iterable[int], *, by_digits: bool) -> None:
        """Buttons to visits here: a tap says that the door's code was scanned, and leads to the page of the visit.

        *by_digits*: this browser opens no other page; the visit begins, and goes on in the chat.
        """
        for number in numbers:
            text = self.say("visit-web-here" if by_digits else "visit-web-at-door", number=number)
            button = f'<button type="submit" class="main" name="number" value="{number}">{text}</button>'
            self.first.append(f'<form method="post" action="{html.escape(to(here, "visit"))}">{button}</form>')

    def form(self, to: str, within: str) -> None:
        """A form that posts to a path of ours."""
        self.parts.append(f'<form method="post" action="{html.escape(to)}">{within}</form>')

    def made(self, title: str, status: int = HTTPStatus.OK, headers: Mapping[str, str] | None = None) -> HTMLResponse:
        """The whole."""
        page = (
            f'<!doctype html><html lang="{self.language}"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
            f'<title>{title}</title><link rel="icon" href="{ICON}" type="image/svg+xml">'
            f'<link rel="stylesheet" href="{STYLE}"><script src="{SCRIPT}" defer></script></head>'
            f"<body><main>{''.join(self.parts)}</main></body></html>"
        )
        robots = {"X-Robots-Tag": "noindex, nofollow", "Vary": "Accept-Language, Cookie"}
        return HTMLResponse(page, status, {**POLICY, **robots, **(headers or {})})


def of(here: Here) -> str:
    """The address of a place's page, its district named: others may have the same code."""
    return f"{leading.path(here.place.code)}?d={here.district.id}"


def to(here: Here, deed: str) -> str:
    """The path to which a form of the page posts."""
    return f"{leading.path(here.place.code)}/{deed}?d={here.district.id}"


def sentence(
    page: Page, code: str, key: str, status: int, headers: Mapping[str, str] | None = None, **facts: Any
) -> HTMLResponse:
    """A page that says one thing."""
    title = page.say("label-page-title", code=code)
    page.add("h1", title)
    page.add("p", page.say(key, code=code, **facts), "say")
    return page.made(title, status, headers)


def choose(page: Page, code: str, each: Iterable[Here]) -> HTMLResponse:
    """Which of several districts."""
    title = page.say("label-page-title", code=code)
    page.add("h1", title)
    page.add("p", page.say("door-choose", code=code), "say")
    for one in each:
        page.link(of(one), page.fact(one.district.name))
    return page.made(title)


def stranger(
    page: Page, here: Here, *, wrong: str = "", status: int = HTTPStatus.OK, note: str = "", is_known: bool = False
) -> HTMLResponse:
    """What everybody may see: name, kind, state, how to report; and how people of the district get further.

    *is_known*: somebody of the district looks at what everybody sees.
    """
    _head(page, here)
    if note:
        page.add("p", page.say(note), "say")
    if not _is_over(page, here):
        _how(page, here)
    if is_known:
        page.link(of(here), page.say("door-inside"), "quiet")
    else:
        _members(page, here, wrong)
    return page.made(page.say("label-page-title", code=here.place.code), status)


def _head(page: Page, here: Here) -> None:
    """Name, number, kind, state where that is known; of what bears somebody's name the address instead."""
    page.add("p", page.fact(here.district.name), "district")
    page.add("h1", page.fact(here.public_name))
    _what(page, here, *([] if here.place.state is State.UNKNOWN else [state_word(here.place.state)]))


def _what(page: Page, here: Here, *state: Any) -> None:
    each = [f'<b class="code">{html.escape(here.place.code)}</b>']
    each += [page.fact(one) for one in (here.kind, *state)]
    page.add("p", " · ".join(each), "what")
    page.parts += page.first


def _is_over(page: Page, here: Here) -> bool:
    if here.place.is_there:
        return False
    if here.into is not None:
        code = here.into.code
        page.add("p", page.say("door-merged", code=code), "say")
        page.link(of(Here(here.district, here.into)), page.say("door-onward", code=code), "button main")
    else:
        page.add("p", page.say("door-gone"), "say")
    return True


def _how(page: Page, here: Here) -> None:
    call = here.district.land.call_first
    page.add("h2", page.say("door-how-title"))
    page.add("p", page.say("door-how-danger", call=call) if call else page.say("door-how-danger-any"), "danger")
    page.add("p", page.say("door-how-else", district=here.district.name, code=here.place.code))


def _members(page: Page, here: Here, wrong: str) -> None:
    """For the patrol: the chat with the bot, or six digits from it."""
    code, bot = here.place.code, page.bot_name
    page.parts.append(f"<details{' open' if wrong else ''}><summary>{page.say('door-member-title')}</summary>")
    if bot:
        page.link(leading.chat(bot, code), page.say("door-member-telegram"))
    page.add("p", page.say("door-member-how", bot=f"@{bot}", code=code))
    if wrong:
        page.parts.append(f'<p class="wrong" role="alert">{wrong}</p>')
    field_ = (
        f'<label for="digits">{page.say("door-digits")}</label><input id="digits" name="digits" inputmode="numeric" '
        'autocomplete="one-time-code" pattern="[0-9 ]{6,9}" maxlength="9" required>'
    )
    page.form(to(here, "digits"), f'{field_}<button type="submit">{page.say("door-enter")}</button>')
    page.parts.append("</details>")


def inside(page: Page, here: Here, seen: Inside) -> HTMLResponse:
    """What people of the district see: what is known at the door first, then what they may do here."""
    place = here.place
    page.add("p", page.say("door-as", name=seen.name, district=here.district.name), "district")
    page.add("h1", page.fact(place.name))
    _what(page, here, state_word(place.state))
    if place.address:
        page.add("p", page.fact(place.address), "where")
    if seen.said:
        page.parts.append(f'<p class="done" role="status">{seen.said}</p>')
    is_over = _is_over(page, here)
    _known(page, seen.known)
    _location(page, here)
    if seen.may_report and not is_over:
        field_ = (
            f'<label for="words">{page.say("door-report-words")}</label>'
            '<textarea id="words" name="words" rows="2" maxlength="1000"></textarea>'
        )
        page.form(to(here, "report"), f'{field_}<button type="submit" class="main">{page.say("door-report")}</button>')
    if page.bot_name:
        page.link(leading.chat(page.bot_name, place.code), page.say("door-telegram"))
    page.link(f"{leading.path(place.code)}?d={here.district.id}&as=all", page.say("door-public"), "quiet")
    if seen.leaves:
        page.form(to(here, "leave"), f'<button type="submit" class="quiet">{page.say("door-leave")}</button>')
    return page.made(page.fact(place.name))


def _known(page: Page, known: Known) -> None:
    """How it stands, and each thing to know with who says so and since when; what makes the colour stands out."""
    page.add("h2", page.say("door-known-title"))
    page.add("p", page.say(f"label-colour-{known.look}"), f"colour {known.look}")
    if known.lines:
        each = (f"<b>{page.fact(line)}</b>" if is_reason else page.fact(line) for line, is_reason in known.lines)
        page.add("ul", "".join(f'<li dir="auto">{one}</li>' for one in each))


def _location(page: Page, here: Here) -> None:
    """Where the place is registered, for the script: what it compares it with never leaves the phone."""
    point = here.place.point
    if point is None:  # nothing to compare it with
        return
    metres, accuracy = (page.words.say(page.language, "metres", value=one) for one in ("%m", "%a"))
    told = {
        "lat": f"{point.lat:.6f}",
        "lon": f"{point.lon:.6f}",
        "far": page.words.say(page.language, "door-far", metres=metres, accuracy=accuracy),
        "near": page.words.say(page.language, "door-near", metres=metres),
        "nowhere": page.words.say(page.language, "door-nowhere"),
    }
    data = " ".join(f'data-{name}="{html.escape(value)}"' for name, value in told.items())
    ask = f'<button type="button" class="quiet">{page.say("door-there")}</button>'
    page.parts.append(f'<div id="there" hidden {data}>{ask}<p role="status"></p></div>')
