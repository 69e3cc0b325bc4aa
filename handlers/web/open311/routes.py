"""The routes of Open311 GeoReport v2, each as JSON and as XML."""

from collections.abc import Sequence
from http import HTTPStatus

from fastapi import APIRouter, Request, Response

from bot.handbook.model import Item
from bot.publishing import reading
from bot.publishing.reading import Asked, Part, Some
from bot.publishing.rule import Published
from bot.values import texts
from handlers.web import bodies
from handlers.web.open311 import answering, asked, posted, told
from handlers.web.open311.answering import Told
from handlers.web.open311.asked import MOST_NAMED, Fields
from handlers.web.open311.asking import Askers, Asking
from handlers.web.open311.troubles import Trouble, missing
from handlers.web.open311.written import FORMS
from handlers.web.visitors import Reception

MOST_BYTES = 64_000
"""More than any form needs."""


def router(reception: Reception) -> APIRouter:
    """All of them. Without a key they tell what is published, and nothing where that is off."""
    routes = APIRouter(prefix=told.ROOT, include_in_schema=False)
    door = _Door(reception)
    routes.add_api_route("/discovery.{form}", door.discovery, methods=["GET"])
    routes.add_api_route("/services.{form}", door.services, methods=["GET"])
    routes.add_api_route("/services/{code}.{form}", door.definition, methods=["GET"])
    routes.add_api_route("/requests.{form}", door.requests, methods=["GET"])
    routes.add_api_route("/requests.{form}", door.report, methods=["POST"])
    routes.add_api_route("/requests/{number}.{form}", door.request, methods=["GET"])
    routes.add_api_route("/tokens/{number}.{form}", door.token, methods=["GET"])
    routes.add_api_route("/{path:path}", door.nothing, methods=["GET", "POST"])
    return routes


class _Door:
    """What the routes do."""

    def __init__(self, reception: Reception) -> None:
        self.reception = reception
        self.words = reception.words
        self.askers = Askers(reception)

    async def discovery(self, request: Request, form: str) -> Response:
        """What there is; it says nothing of any district."""

        async def tell(language: str) -> Told:
            self.askers.pace(request)
            address = self.reception.web.public_url or str(request.base_url).rstrip("/")
            return told.discovery(address, self.words.say(language, "open311-key-how")), "discovery"

        return await answering.answer(self.reception, request, form, tell)

    async def services(self, request: Request, form: str) -> Response:
        """The items of the handbook: those that are published, or with a key all of them."""

        async def tell(language: str) -> Told:
            asking = await self._looking(request, language)
            items, book = await asking.see(reading.services, everything=asking.visitor is not None)
            return [told.service(item, book, self.words, language) for item in items], "services"

        return await answering.answer(self.reception, request, form, tell)

    async def definition(self, request: Request, code: str, form: str) -> Response:
        """One of them."""

        async def tell(language: str) -> Told:
            return told.definition(await _item(await self._looking(request, language), code)), "service_definition"

        return await answering.answer(self.reception, request, form, tell)

    async def requests(self, request: Request, form: str) -> Response:
        """Cases, newest report first."""

        async def tell(language: str) -> Told:
            asking = await self._looking(request, language)
            wanted = asked.requests(asking.fields, self.reception.board.clock.now(), asking.district.zone)
            return self._requests(asking, await _cases(asking, wanted))

        return await answering.answer(self.reception, request, form, tell)

    async def request(self, request: Request, number: str, form: str) -> Response:
        """One case by its number."""

        async def tell(language: str) -> Told:
            asking = await self._looking(request, language)
            return self._requests(asking, [await _case(asking, number)])

        return await answering.answer(self.reception, request, form, tell)

    async def token(self, request: Request, number: str, form: str) -> Response:
        """The number that a token stands for: itself."""

        async def tell(language: str) -> Told:
            case = await _case(await self._looking(request, language), number)
            return told.token(case.number), told.REQUESTS

        return await answering.answer(self.reception, request, form, tell)

    async def report(self, request: Request, form: str) -> Response:
        """A case, reported by a program with a key."""

        async def tell(language: str) -> Told:
            body = await bodies.read(request, MOST_BYTES)
            if body is None:
                raise Trouble(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "open311-too-large", most=MOST_BYTES)
            sent = asked.of_form(request.headers.get("content-type", ""), body)
            fields = Fields((*asked.of_query(request.url.query).all, *sent.all))
            asking = await self.askers.who(request, fields, language)
            name = asked.own_name(request.headers)
            return await posted.report(asking, name), told.REQUESTS

        return await answering.answer(self.reception, request, form, tell, HTTPStatus.CREATED)

    async def nothing(self, request: Request, path: str) -> Response:
        """Any other address."""
        return await answering.answer(self.reception, request, path.rpartition(".")[2], self._nothing)

    async def _nothing(self, language: str) -> Told:
        raise missing("open311-form", forms=", ".join(FORMS))

    async def _looking(self, request: Request, language: str) -> Asking:
        return await self.askers.who(request, asked.of_query(request.url.query), language)

    def _requests(self, asking: Asking, cases: Sequence[Published]) -> Told:
        return told.requests(cases, asking.district.zone, self.words, asking.language), told.REQUESTS


async def _item(asking: Asking, code: str) -> Item:
    """The item of a code, where who asks may know of it."""
    items, _ = await asking.see(reading.services, everything=asking.visitor is not None)
    found: Item | None = next((item for item in items if item.code == code), None)
    if found is None:
        raise missing("open311-no-service", said=texts.cut(texts.line(code), MOST_NAMED))
    return found


async def _cases(asking: Asking, wanted: Asked) -> Sequence[Published]:
    """One page, a stretch of the district's cases at a time."""
    look = reading.public if asking.visitor is None else reading.whole
    part, found = Part(skipped=(wanted.page - 1) * wanted.per_page, most=wanted.per_page), list[Published]()
    async with asking.turn():
        while True:
            some: Some[Published] = await asking.look(look, asked=wanted, part=part)
            found += some.cases
            if some.after is None or len(found) >= wanted.per_page:
                return found
            part = Part(some.after, part.skipped - some.skipped, wanted.per_page - len(found))


async def _case(asking: Asking, number: str) -> Published:
    """One case, where who asks may know of it."""
    found = await _cases(asking, Asked(numbers=asked.numbers([number]), per_page=1))
    if not found:
        raise missing("open311-no-request", said=texts.cut(texts.line(number), MOST_NAMED))
    return found[0]
