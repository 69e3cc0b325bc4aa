"""A captain's browser at the command centre: lists by several filters, their next pages, a search, figures, cases."""

import asyncio
import statistics
import time
from collections import Counter
from http import HTTPStatus
from typing import Any

import httpx

SECRET = f"captain-{0:040}"
"""What the cookie of the captain's browser holds."""

ROUNDS = 6
FILTERS = ({}, {"live": "false"}, {"item": "street_stall"}, {"item": "no_such"}, {"state": "cancelled"}, {"team": "1"})
NEXT_PAGES, CASES = 5, 5
CHECKS = ("figures", "lists", "pairs")
"""What the page of the checks asks for."""


async def asked(url: str) -> dict[str, Any]:
    """Page after page, as one who reads quickly; how long answers took, in milliseconds, and how many were none."""
    took: list[float] = []
    told: Counter[int] = Counter()
    cookies = {"Cookie": f"patrol_session={SECRET}"}
    async with httpx.AsyncClient(base_url=f"{url}/api/districts/1/", timeout=120, headers=cookies) as client:

        async def get(path: str, **more: str) -> Any:
            begun = time.perf_counter()
            answer = await client.get(path, params=more)
            took.append((time.perf_counter() - begun) * 1000)
            told[answer.status_code] += 1
            await asyncio.sleep(0.05)
            return answer.json() if answer.status_code == HTTPStatus.OK else {}

        for _ in range(ROUNDS):
            await get("figures")
            await get("screen/places", words="school gate")
            await get("teams")
            for what in CHECKS:
                await get(f"{url}/checks/1/{what}")
            for wanted in FILTERS:
                page = await get("cases", **wanted)
                for one in page.get("cases", [])[:CASES]:
                    await get(f"cases/{one['number']}")
                for _ in range(NEXT_PAGES):
                    if not page.get("next"):
                        break
                    page = await get("cases", **wanted, after=page["next"])
    took.sort()
    return {
        "pages": len(took),
        "page_p50": statistics.median(took),
        "page_worst": took[-1],
        "refused": sum(n for status, n in told.items() if status != HTTPStatus.OK),
    }
