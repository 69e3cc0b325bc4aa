"""Answers of Open311 as JSON and as XML: one value, written in either form."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as ET

from bot.values import texts

FORMS = {"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8"}
"""The forms by the ending of an address, with their types."""

ONE_OF = {
    "services": "service",
    "attributes": "attribute",
    "service_requests": "request",
    "errors": "error",
    "endpoints": "endpoint",
    "formats": "format",
    "discovery": "",
    "service_definition": "",
}
"""What the elements of a list are called in XML."""

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, however it is written."""


def write(value: Any, root: str, form: str) -> bytes:
    """*value* as *form*; *root* is the outermost element of XML, which JSON does without."""
    clean = _clean(value)
    if form == "json":
        return json.dumps(clean, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    xml: bytes = ET.tostring(_element(root, clean), encoding="utf-8", xml_declaration=True)
    return xml


def _clean(value: Any) -> Any:
    """Without letters that an answer cannot carry: of other systems' texts nothing is believed."""
    if isinstance(value, str):
        return _NO_XML.sub("", texts.whole(value))
    if isinstance(value, Mapping):
        return {name: _clean(one) for name, one in value.items()}
    if isinstance(value, Sequence):
        return [_clean(one) for one in value]
    return value


def _element(name: str, value: Any) -> ET.Element:
    element = ET.Element(name)
    if isinstance(value, Mapping):
        element.extend(_element(inner, one) for inner, one in value.items())
    elif isinstance(value, list):
        element.extend(_element(ONE_OF[name], one) for one in value)
    elif value is not None:
        element.text = str(value).lower() if isinstance(value, bool) else str(value)
    return element
