"""Delivery of updates to a webhook: one POST after the other, in order, again until it is taken with a 2xx."""

import asyncio

import httpx

from handlers.drill.botapi.telegram import DrillTelegram

ATTEMPT_SECONDS = 10.0
PAUSE_SECONDS = 1.0
LOOK_EVERY_SECONDS = 0.05


async def deliver(world: DrillTelegram) -> None:
    """Post waiting updates to the webhook whenever one is set; runs until it is cancelled."""
    while True:
        await world.webhook.wanted.wait()
        async with httpx.AsyncClient(timeout=ATTEMPT_SECONDS) as client:
            while world.webhook.url:
                await _step(world, client)


async def _step(world: DrillTelegram, client: httpx.AsyncClient) -> None:
    waiting = world.updates.pending
    if not waiting:
        await asyncio.sleep(LOOK_EVERY_SECONDS)
    elif await _posted(world, client, waiting[0]):
        world.updates.take(offset=waiting[0]["update_id"] + 1, limit=1)
    else:
        await asyncio.sleep(PAUSE_SECONDS)


async def _posted(world: DrillTelegram, client: httpx.AsyncClient, update: dict[str, object]) -> bool:
    hook = world.webhook
    headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
    try:
        answer = await client.post(hook.url, json=update, headers=headers)
    except httpx.HTTPError as problem:
        hook.last_error, hook.last_error_at = f"Connection failed: {type(problem).__name__}", world.clock.now()
        return False
    if not answer.is_success:
        hook.last_error = f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}"
        hook.last_error_at = world.clock.now()
    return answer.is_success
