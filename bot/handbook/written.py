"""A handbook written as a YAML file that :mod:`bot.handbook.file` reads back as the same.

Fields stand in the order of the models of :mod:`bot.handbook`; those that are empty by default and empty are left out.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml
from pydantic import BaseModel

from bot.handbook.book import Handbook

_BREAKS = re.compile(r"[\r\x85\u2028\u2029\ufeff]")
"""What YAML would take for the end of a line; in double quotes it is written by its number."""

_BLANK_END = re.compile(r"(^|\n)\n\Z")
"""Blank lines at the end: written as lines, they would want the mark that ends a document, in the middle of a file."""

WIDTH = 120
"""Columns, where a text has a space to break at."""


class _Dumper(yaml.SafeDumper):
    """Indents lists below what holds them, and writes texts of several lines as such."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002
        """One level more."""
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = '"' if _BREAKS.search(text) or _BLANK_END.search(text) else "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def pieces(book: Handbook, chat_id: int | None) -> Iterator[str]:
    """The file piece by piece: its head, then each item, retired ones too. *chat_id* is that of its district."""
    papers = book.papers
    head: dict[str, Any] = {"district": chat_id} if chat_id else {}
    head |= {name: _plain(getattr(papers, name)) for name in type(papers).model_fields if getattr(papers, name)}
    yield _dumped(head) if head else ""
    yield "items:\n" if book.own else "items: []\n"
    for item in book.own:
        yield _dumped({"items": [_plain(item)]}).removeprefix("items:\n")


def _dumped(data: Any) -> str:
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH, default_flow_style=False)


def _plain(value: Any) -> Any:
    """*value* without what is empty and would be empty where it is not written."""
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        told = {name: getattr(value, name) for name, field in fields.items() if not field.exclude}
        empty = {name for name, one in told.items() if not one and one == fields[name].get_default()}
        return {name: _plain(one) for name, one in told.items() if name not in empty}
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value
