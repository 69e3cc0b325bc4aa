"""Addresses that are a secret themselves: whoever has one needs no other."""

from fastapi import APIRouter

from handlers.exports.folder import Folder
from handlers.web import calendars, downloads
from handlers.web.visitors import Reception


def routers(reception: Reception, folder: Folder) -> tuple[APIRouter, ...]:
    """Downloads of exports, whose files lie in *folder*, and calendars of people."""
    return downloads.router(reception, folder), calendars.router(reception)
