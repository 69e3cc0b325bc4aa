"""The shell of a page: what people are called ends no element of it, and fills no gap."""

import json
import re
from types import SimpleNamespace

import pytest
from starlette.requests import Request

from bot.words import Words
from bot.work.rules import Rules
from handlers.web import centre, shells
from handlers.web.shells import Look
from handlers.web.visitors import Visitor

LOOK = Look("/page/app.js", ("/page/centre.css",))


def test_a_name_stands_as_it_is_whatever_it_says() -> None:
    """A district that is called like a gap of the shell, or like the end of a script, is called so on its page."""
    boot = {"name": "{words}", "districts": ["{script}", "</script><b>", "a\u2028b"]}
    text = shells.filled(LOOK, "zh", "<b>", "", boot, {"key": "{boot}"})
    told = dict(re.findall(r'<script type="application/json" id="(\w+)">(.*)</script>', text))
    assert {name: json.loads(value) for name, value in told.items()} == {"boot": boot, "words": {"key": "{boot}"}}
    assert "<title>&lt;b&gt;</title>" in text
    assert not re.search(r"\{(title|links|theme|scheme|language|noscript)\}", text)


@pytest.mark.parametrize("page", ["centre", "wall", "places", "officers", "checklists", "checks"])
def test_only_pages_with_a_map_load_one(page: str) -> None:
    """The others open without it."""
    desk = SimpleNamespace(rules=Rules(bot_name="patrolbot"))
    app = SimpleNamespace(state=SimpleNamespace(reception=SimpleNamespace(desk=desk)))
    asked = {"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": b"", "app": app}
    request = Request(asked)
    shown = centre.shell(page, request, Visitor(1001, "Chen", "en"), Words(), "")
    assert (b"leaflet" in shown.body) == (page in {"centre", "wall"})
