"""The shell of a page: what people are called ends no element of it, and fills no gap."""

import json
import re

from handlers.web import shells
from handlers.web.shells import Look

LOOK = Look("/page/app.js", ("/page/centre.css",))


def test_a_name_stands_as_it_is_whatever_it_says() -> None:
    """A district that is called like a gap of the shell, or like the end of a script, is called so on its page."""
    boot = {"name": "{words}", "districts": ["{script}", "</script><b>", "a\u2028b"]}
    text = shells.filled(LOOK, "zh", "<b>", "", boot, {"key": "{boot}"})
    told = dict(re.findall(r'<script type="application/json" id="(\w+)">(.*)</script>', text))
    assert {name: json.loads(value) for name, value in told.items()} == {"boot": boot, "words": {"key": "{boot}"}}
    assert "<title>&lt;b&gt;</title>" in text
    assert not re.search(r"\{(title|links|theme|scheme|language|noscript)\}", text)
