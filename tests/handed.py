"""What somebody is handed of themselves, all pages of it."""

from typing import Any

from bot.privacy.port import PRIVACY, Place
from bot.work.ports import Tx


async def of(tx: Tx, user_id: int, most: int = 50) -> dict[str, list[dict[str, Any]]]:
    """Every row that names the person, by table; *most* rows a page."""
    found: dict[str, list[dict[str, Any]]] = {}
    after: Place | None = None
    while True:
        page = await tx[PRIVACY].page(user_id, after, most)
        found.setdefault(page.table, []).extend(dict(row) for row in page.rows)
        after = page.after
        if after is None:
            return {table: rows for table, rows in found.items() if rows}
