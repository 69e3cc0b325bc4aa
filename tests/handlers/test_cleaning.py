"""What is kept only for a time is deleted step by step, and no step stands in the way of another."""

import pytest

from handlers.process import cleaning


async def test_a_step_that_fails_holds_up_no_other() -> None:
    """A folder that cannot be read, for one; at the end it is said which, so that whoever watches hears of it."""
    gone: list[str] = []

    async def fails() -> int:
        raise PermissionError

    async def goes() -> int:
        gone.append("files")
        return 3

    with pytest.raises(cleaning.NotAllClean, match=r"^files, tracks$"):
        await cleaning.each([("files", fails), ("tracks", fails), ("files", goes), ("papers", goes)])
    assert gone == ["files", "files"]
    assert await cleaning.each([("files", goes), ("files", goes), ("papers", goes)]) == {"files": 6, "papers": 3}
