"""Addresses that are a secret themselves: whoever has one needs no other."""

from collections.abc import Callable

from fastapi import APIRouter

from bot.evidence.pieces import Pictures
from handlers.easel import Easel
from handlers.exports.folder import Folder
from handlers.web import calendars, downloads, own_page
from handlers.web.visitors import Reception


def routers(
    reception: Reception, folder: Folder, pictures: Callable[[], Pictures | None], easel: Easel
) -> tuple[APIRouter, ...]:
    """Downloads of exports, whose files lie in *folder*, calendars of people, and pages that places have of visits."""
    own = own_page.router(reception, pictures, easel)
    return downloads.router(reception, folder), calendars.router(reception), own
