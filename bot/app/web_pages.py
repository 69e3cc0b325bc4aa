"""All that the web server answers. It is loaded late: a bot without pages starts without their libraries."""

from functools import partial

from fastapi import FastAPI

from bot.app.house import House
from bot.app.settings import Web
from handlers.imports.forms import Forms
from handlers.telegram.transport.hook import Hook
from handlers.web import (
    api,
    centre,
    checklists,
    checks_pages,
    health,
    own_page,
    place_door,
    positions,
    secret_addresses,
    server,
    signing_in,
    turned_away,
    visit_page,
    webhook,
)
from handlers.web.open311 import routes as open311
from handlers.web.threshold import Threshold
from handlers.web.visitors import Reception


def made(house: House, web: Web) -> FastAPI:
    """The routes of every feature, behind the threshold that all visitors pass."""
    reception = Reception(house.desk, house.board.for_pages(), web, house.words, house.store.known)
    reception.turns.street_at_work = lambda: house.door.street.is_at_work
    routers = [
        health.router(house.care.watch, house.care.tally, web, house.words),
        signing_in.router(reception, house.application.bot.token),
        positions.router(reception),
        open311.router(reception),
        centre.router(house.feed, house.words, web.tiles),
        *secret_addresses.routers(reception, house.exports.folder, lambda: house.photos, house.photos.easel),
        place_door.router(reception),
        visit_page.router(reception, lambda: house.photos, house.photos.easel),
        checks_pages.router(reception, lambda: house.photos, web.tiles),
        checklists.router(reception, Forms(lambda: house.imports), web.tiles),
    ]
    if isinstance(house.intake, Hook):
        routers.append(webhook.router(house.intake, web.webhook_secret or ""))
    app = server.create_app(routers, image_origins=web.tile_origins)
    app.state.large = partial(own_page.may_be_large, reception.known)
    Threshold.before(app, reception)
    api.described(app, api.router(reception, lambda: house.photos, lambda: house.place_photos))
    server.with_scripts(app)
    turned_away.hear_of(app, house.words, reception.language_of)
    return app
