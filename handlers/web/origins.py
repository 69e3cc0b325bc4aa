"""Where a request comes from: whose address, and whether one of our own pages made it."""

import ipaddress
from urllib.parse import urlsplit

from fastapi import Request

from bot.app.settings import Web
from handlers.loopback import is_loopback, is_named

FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")
"""Who comes with one of these comes through a proxy: that the proxy is here says nothing about them."""


def is_from_here(request: Request) -> bool:
    """Whether it comes from this very machine, not through a proxy on it."""
    if request.client is None or any(name in request.headers for name in FORWARDED):
        return False
    return is_loopback(request.client.host)


def names_this_machine(request: Request) -> bool:
    """Whether the browser was sent to this machine by its own name, not by one that somebody pointed at it."""
    return is_named(request.headers.get("host", ""))


def address_of(request: Request, web: Web) -> str:
    """The address to count tries by: who is connected, or, where that is a proxy of ours, whom the proxy saw.

    What anybody else writes into ``X-Forwarded-For`` is not believed. Through several proxies of ours it is read from
    the end, up to the first address that is none of them.
    """
    address = request.client.host if request.client else ""
    seen = [part.strip() for part in ",".join(request.headers.getlist("x-forwarded-for")).split(",")]
    while seen and _is_our_proxy(address, web):
        try:
            address = str(ipaddress.ip_address(seen.pop()))
        except ValueError:
            return address
    return address


def came_by_proxy(request: Request, web: Web) -> bool:
    """Whether it comes from a proxy of ours."""
    return request.client is not None and _is_our_proxy(request.client.host, web)


def is_https(request: Request, web: Web) -> bool:
    """Whether whoever asks reaches us by https: a proxy of ours says so, or says nothing and our address says it."""
    if not came_by_proxy(request, web):
        return False
    said = request.headers.get("x-forwarded-proto", "").rpartition(",")[2].strip().lower()
    return said == "https" if said else (web.public_url or "").startswith("https://")


def _is_our_proxy(address: str, web: Web) -> bool:
    """Named in the settings; with a public address also whatever runs on this machine."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    plain = getattr(found, "ipv4_mapped", None) or found
    return (web.public_url is not None and plain.is_loopback) or any(plain in network for network in web.proxies)


def is_ours(request: Request, web: Web) -> bool:
    """Whether a page of ours made this request: browsers say so, and no page of others can make them lie.

    Over plain http to another machine they say it by the origin only.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin")
    if origin is None:
        return False
    ours = {request.headers.get("host", "").lower()}
    if web.public_url:
        ours.add(urlsplit(web.public_url).netloc.lower())
    return urlsplit(origin).netloc.lower() in ours
