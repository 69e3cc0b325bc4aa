"""Who may speak to the drill ground: this machine by its own name, and no page of another site."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from handlers.loopback import is_named

FORBIDDEN = 403


class OwnPageOnly:
    """Refuses what a page of another site could have sent through somebody's browser.

    A name that was pointed at this machine shows in ``Host``; another site in ``Sec-Fetch-Site``, or in ``Origin``
    where a browser does not say the former. Programs such as the bot or curl say neither. A link may lead to the page.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == "http" and (why := trouble(scope)):
            await JSONResponse({"ok": False, "error_code": FORBIDDEN, "error": why}, FORBIDDEN)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def trouble(scope: Scope) -> str:
    """Why a request is refused, with what to do instead; empty where it is not."""
    headers = Headers(scope=scope)
    host, origin = headers.get("host", ""), headers.get("origin")
    if not is_named(host):
        return "The drill ground answers only under this machine's own name; open it as http://127.0.0.1 with its port."
    is_link = scope["method"] == "GET" and scope["path"] == "/" and headers.get("sec-fetch-mode") == "navigate"
    is_other = headers.get("sec-fetch-site", "none") not in {"same-origin", "none"} and not is_link
    if is_other or (origin is not None and urlsplit(origin).netloc.lower() != host.lower()):
        return "This came from a page of another site; open the drill ground's own."
    return ""
