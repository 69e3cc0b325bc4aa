"""Both forms hold whatever text there is, and asking strangers are counted by their address."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.process.clock import HandClock
from handlers.web.open311 import written
from handlers.web.strangers import EACH, REMEMBERED, Strangers

ODD = [
    "<&]]>",
    "&amp;<!DOCTYPE x>",
    "<![CDATA[x]]>",
    "\x00\x0b\x1f\ufffe\uffff",
    "\ud800half",
    "\U0001f6b2",
    '"\\',
    "\r\n\t",
]
"""What breaks XML or JSON that was put together by hand."""


def _both(text: str) -> tuple[str, str]:
    """The same text, read back from either form."""
    value = [{"code": 1, "description": text}]
    root = ET.fromstring(written.write(value, "errors", "xml"))
    return json.loads(written.write(value, "errors", "json"))[0]["description"], root[0][1].text or ""


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_come_back(text: str) -> None:
    """As they were, without what no XML can hold."""
    from_json, from_xml = _both(text)
    kept = "".join(letter for letter in from_json if letter in "\t\n\r" or letter >= " ")
    assert from_json == kept
    assert from_xml == from_json.replace("\r\n", "\n").replace("\r", "\n")
    assert all(letter in from_json for letter in text if " " <= letter < "\ud800")


@given(st.text(max_size=60))
def test_any_text_comes_back(text: str) -> None:
    """Whatever somebody writes."""
    from_json, from_xml = _both(text)
    assert from_xml == from_json.replace("\r\n", "\n").replace("\r", "\n")
    assert set(from_json) <= set(text) | {"\ufffd"}


def test_lists_and_nothing_are_written_as_the_standard_has_them() -> None:
    """Truth in small letters, an empty element for nothing, a list by what it holds."""
    value = {"service_code": "x", "metadata": False, "attributes": [], "group": None}
    assert written.write(value, "service_definition", "xml").endswith(
        b"<service_definition><service_code>x</service_code><metadata>false</metadata>"
        b"<attributes /><group /></service_definition>"
    )
    assert json.loads(written.write(value, "service_definition", "json")) == value


def _strangers(**more: Any) -> tuple[Strangers, HandClock]:
    clock = HandClock(datetime(2026, 3, 2, tzinfo=UTC))
    return Strangers(clock, **more), clock


async def test_a_stranger_waits_and_nobody_else() -> None:
    """Until the first of the minute is a minute ago; all addresses of one network of IPv6 are one."""
    strangers, clock = _strangers()
    assert [strangers.wait_s("192.0.2.1") for _ in range(EACH)] == [0] * EACH
    await clock.turn(20)
    assert strangers.wait_s("192.0.2.1") == 40
    assert strangers.wait_s("192.0.2.2") == 0
    await clock.turn(40)
    assert strangers.wait_s("192.0.2.1") == 0
    assert [strangers.wait_s(f"2001:db8::{n}") for n in range(EACH)] == [0] * EACH
    assert strangers.wait_s("2001:db8::ffff") > 0


async def test_a_clock_that_was_put_back_locks_nobody_out() -> None:
    """What was asked in a time to come is no reason to wait."""
    strangers, clock = _strangers(each=1)
    assert strangers.wait_s("192.0.2.1") == 0
    clock._now -= timedelta(hours=1)
    assert strangers.wait_s("192.0.2.1") == 0


def test_few_are_remembered() -> None:
    """Of many the one who asked longest ago is forgotten."""
    strangers, _ = _strangers(each=1)
    for n in range(REMEMBERED + 5):
        strangers.wait_s(f"10.{n >> 16}.{n >> 8 & 255}.{n & 255}")
    assert len(strangers._asked) == REMEMBERED
