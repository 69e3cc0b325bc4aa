"""What a picture or a file may cost: 128 MB while it is read, however small it is and whatever it unpacks to."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import feeding
from tests.faults.feeding import FILES, Swallow

MOST_MB = 128


@pytest.fixture(scope="module")
def swallow() -> Iterator[Swallow]:
    """Has a file read in a process of its own."""
    with feeding.swallowing() as ask:
        yield ask


LONG = {"a million cells", "more cells", "shared texts", "styles", "a large tree"}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.long] if name in LONG else []) for name in FILES]
)
def test_no_file_takes_more_than_its_memory(name: str, swallow: Swallow, tmp_path: Path) -> None:
    """It is read, or refused with a sentence."""
    reader, called, made, wanted = FILES[name]
    file = tmp_path / called
    file.write_bytes(made())
    told, megabytes = swallow(reader, file)
    assert told == wanted
    assert megabytes < MOST_MB
