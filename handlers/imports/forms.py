"""Forms of checklists that a page sends: looked at in the same way as those that come by chat, one after the other."""

import asyncio
import secrets
from collections.abc import Callable

from bot.checklists import importing as checklists
from handlers.imports.places import NO_ROOM, PlaceImports
from handlers.imports.runs import Asked, Told


class Forms:
    """Has a file looked at; *imports* knows where files lie, and who looks at them. Nothing of it stays."""

    def __init__(self, imports: Callable[[], PlaceImports]) -> None:
        self._imports = imports
        self._turn = asyncio.Lock()

    async def looked(self, data: bytes, name: str, district_id: int, user_id: int, language: str) -> Told:
        """The list as plain values under ``list`` with notes as ``lines``; ``refused`` where ``lines`` say why."""
        imports, mark = self._imports(), f"page-{secrets.token_hex(8)}"
        file = f"{mark}.xlsx"
        if not imports.has_room():
            return NO_ROOM
        async with self._turn:
            path = imports.folder.folder / file
            asked = Asked(str(path), name, "", district_id, user_id, language, mark, about=checklists.ABOUT)
            with imports.folder.lent(file):
                try:
                    await asyncio.to_thread(imports.folder.lay, file, data)
                    return await imports.runner(asked, lambda _: None)
                except OSError:  # it took too long, or was ended from outside: there was no memory for it
                    return {"refused": True, "lines": [("places-file-failed", {})]}
                finally:
                    await asyncio.to_thread(path.unlink, missing_ok=True)
