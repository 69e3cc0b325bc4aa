"""The register of places for maps and other systems: found, followed as it changes, added to and corrected."""

import asyncio
import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response

from bot.places.asked import changing, looking, pages, views
from bot.places.asked.pages import Key, Page, Wanted
from bot.places.asked.views import Eyes
from bot.places.register import Box, Place, State
from bot.programs import places as programs_places
from bot.register.districts import District
from bot.values.geo import Point
from handlers.web import acting, bodies, place_answers, reporting
from handlers.web.acting import CONFLICT, Acting, Changes, ForCaptain, Visits
from handlers.web.answers import Latitude, Longitude, Refusal
from handlers.web.case_answers import When
from handlers.web.geojson import GeoResponse
from handlers.web.place_answers import (
    Kinds,
    NewPlaceWish,
    PlaceChange,
    PlaceFeature,
    PlaceHistory,
    PlaceRefusal,
    Places,
)
from handlers.web.turned_away import TurnedAway
from handlers.web.unfit import Unfit
from handlers.web.visitors import Reception, Visitor

UNFIT = frozenset(
    {"place-needs-name", "place-no-such-kind", "place-no-such-field", "place-no-such-version", "other-body"}
)
"""Refusals of what a request says, whatever the register holds."""

_EPOCH, _MS = datetime(1970, 1, 1, tzinfo=UTC), timedelta(milliseconds=1)
_AFTER = re.compile(r"^(?:([0-9]{1,13})~|c~)(.{1,64})$", re.DOTALL)
_MATCH = re.compile(r'^(?:W/)?"([0-9]{1,9})(?:-[0-9a-f]*)?"$')
_NUMBER = r"-?[0-9]{1,3}(?:\.[0-9]{1,12})?"

Code = Annotated[str, Path(min_length=1, max_length=64, description="the code on the door")]
InDistrict = Annotated[
    int | None, Query(ge=1, le=2**31 - 1, description="the district's id; left out by whoever belongs to one only")
]
IfMatch = Annotated[str | None, Header(max_length=100, description="the ETag of the place as it was seen")]
IfNoneMatch = Annotated[str | None, Header(max_length=1000, description="the ETag of what is known already")]
UNCHANGED: dict[int | str, dict[str, Any]] = {304: {"description": "Nothing has changed since this ETag"}}
WRONG: dict[int | str, dict[str, Any]] = {422: {"model": Refusal | Unfit, "description": "It cannot be read"}}
WRITTEN: dict[int | str, dict[str, Any]] = {
    **CONFLICT,
    409: {
        "model": PlaceRefusal,
        "description": "Others changed the same field, it seems to be there, or it lies outside",
    },
    422: {"model": PlaceRefusal | Unfit, "description": "What it says does not make a place; nothing was done"},
}
UNSEEN: dict[int | str, dict[str, Any]] = {
    428: {"model": PlaceRefusal, "description": "It does not say which version was seen"}
}


@dataclass(frozen=True)
class Filter:
    """Which places are asked for, and which page of them."""

    kind: Annotated[str | None, Query(max_length=64, description="code of a kind")] = None
    state: Annotated[State | None, Query(description="left out: all but those that are gone")] = None
    bbox: Annotated[
        str | None,
        Query(
            pattern=rf"^{_NUMBER}(?:,{_NUMBER}){{3}}$",
            description="west,south,east,north in degrees; over the dateline west is greater than east",
            openapi_examples={"a street": {"value": "120.27,30.31,120.28,30.32"}},
        ),
    ] = None
    nowhere: Annotated[
        bool, Query(description="only those of which nobody knows where they lie: their geometry is null")
    ] = False
    updated_since: Annotated[
        When | None, Query(description="changed then or later, by when it changed, gone ones too")
    ] = None
    after: Annotated[str | None, Query(max_length=80, description="*next* of the page before")] = None
    limit: Annotated[int, Query(ge=1, le=pages.MOST)] = 200

    def wanted(self, language: str) -> Wanted:
        """For the register; raises TurnedAway."""
        box = None
        if self.bbox is not None:
            west, south, east, north = map(float, self.bbox.split(","))
            if not (-90 <= south <= north <= 90 and -180 <= west <= 180 and -180 <= east <= 180):
                raise TurnedAway(HTTPStatus.UNPROCESSABLE_ENTITY, "place-wrong-box", language)
            box = Box(south, west, north, east)
        return Wanted(self.kind, self.state, box, self.updated_since, self.nowhere)

    def key(self, language: str) -> Key | None:
        """Behind which place the page begins; raises TurnedAway."""
        if self.after is None:
            return None
        found = _AFTER.match(self.after)
        if found is None or (found[1] is not None) is not (self.updated_since is not None):
            raise TurnedAway(HTTPStatus.UNPROCESSABLE_ENTITY, "place-wrong-after", language)
        return (_EPOCH + int(found[1]) * _MS if found[1] is not None else None, found[2])


def _next(key: Key | None) -> str | None:
    if key is None:
        return None
    return f"{'c' if key[0] is None else (key[0] - _EPOCH) // _MS}~{key[1]}"


def router(reception: Reception) -> APIRouter:
    """The routes; those that name no code stand before the one that does."""
    routes = APIRouter(tags=["places"], route_class=bodies.SmallBodyRoute)
    shown = _Shown(reception)
    geo: dict[str, Any] = {"response_class": GeoResponse, "responses": WRONG | UNCHANGED}
    routes.add_api_route("/places", shown.listed, response_model=Places, name="places", **geo)
    routes.add_api_route("/places/near", shown.near, response_model=Places, name="places near", **geo)
    routes.add_api_route("/places/kinds", shown.kinds, response_model=Kinds, name="place kinds", responses=WRONG)
    routes.add_api_route(
        "/places/{code:path}/history", shown.history, response_model=PlaceHistory, name="place history", responses=WRONG
    )
    routes.add_api_route("/places/{code:path}", shown.one, response_model=PlaceFeature, name="place", **geo)
    told: dict[str, Any] = {"response_model": PlaceFeature, "response_class": GeoResponse}
    routes.add_api_route(
        "/places", shown.add, methods=["POST"], status_code=201, responses=WRITTEN, name="add place", **told
    )
    routes.add_api_route(
        "/places/{code:path}", shown.change, methods=["PATCH"], responses=WRITTEN | UNSEEN, name="change place", **told
    )
    return routes


class _Shown:
    """What the routes do."""

    def __init__(self, reception: Reception) -> None:
        self.reception = reception

    async def listed(
        self,
        request: Request,
        visitor: Visits,
        asked: Annotated[Filter, Depends()],
        district: InDistrict = None,
        if_none_match: IfNoneMatch = None,
    ) -> Response:
        """Places as GeoJSON, page by page; with `updated_since` what has changed, also what is gone.

        A page may hold fewer places than were asked for, or none, and yet lead on: one request looks through 5,000 at
        most. The ETag stays the same until the register changes.
        """
        who = acting.looking(self.reception, visitor, _district(visitor, district))
        wanted, key = asked.wanted(visitor.language), asked.key(visitor.language)
        tag = _tag(await who.see(pages.mark), str(request.url.query))
        if _is_known(tag, if_none_match):
            return _unchanged(tag)
        found: Page = await who.see(pages.page, wanted=wanted, after=key, most=asked.limit)
        return _geo(await asyncio.to_thread(_written, found), tag)

    async def near(
        self,
        visitor: Visits,
        lat: Latitude,
        lon: Longitude,
        within: Annotated[int, Query(ge=1, le=2000, description="metres")] = 2000,
        limit: Annotated[int, Query(ge=1, le=pages.MOST_NEAR)] = 10,
        district: InDistrict = None,
    ) -> Response:
        """The places nearest to a point, with how far they are and in which direction the point lies from there."""
        who = acting.looking(self.reception, visitor, _district(visitor, district))
        one, by, found = await who.see(pages.near, point=Point(lat, lon), within_m=float(within), most=limit)
        told = [
            place_answers.feature(one, near.place, by, metres=round(near.metres), compass=near.compass)
            for near in found
        ]
        return _geo(_collection(one, told, None, None), None)

    async def kinds(self, visitor: Visits, district: InDistrict = None) -> Any:
        """The kinds of places that the district has."""
        who = acting.looking(self.reception, visitor, _district(visitor, district))
        found = await who.see(looking.kinds_of)
        told = [{"code": one.code, "name_zh": one.zh, "name_en": one.en, "firm": one.firm} for one in found]
        return {"district": who.seat.district.id, "kinds": told}

    async def one(
        self,
        visitor: Visits,
        code: Code,
        district: InDistrict = None,
        by: ForCaptain = None,
        if_none_match: IfNoneMatch = None,
    ) -> Response:
        """One place. Its ETag is what `If-Match` of a change wants."""
        who = await acting.looking_for(self.reception, visitor, _district(visitor, district), by)
        place, eyes = await who.see(looking.one, code=code)
        tag = _tag_of(place, await who.see(pages.mark))
        if _is_known(tag, if_none_match):
            return _unchanged(tag)
        if eyes is Eyes.CAPTAIN and place.responsible:
            await who.do(looking.note, code=place.code)
        return _geo(_feature(who.seat.district, place, eyes), tag)

    async def history(
        self,
        visitor: Visits,
        code: Code,
        before: Annotated[int | None, Query(ge=1, le=2**53 - 1, description="*next* of the page before")] = None,
        limit: Annotated[int, Query(ge=1, le=100)] = 50,
        district: InDistrict = None,
    ) -> Any:
        """What was changed, when and by whom, the newest first. Of people of the place: that it was, never what."""
        who = acting.looking(self.reception, visitor, _district(visitor, district))
        place, eyes = await who.see(looking.one, code=code)
        found, names = await who.see(looking.history, code=place.code, before=before, most=limit)
        lines = [
            place_answers.line(who.seat.district, one, eyes, names(one.by_id) if one.by_id else None)
            for one in found
            if views.is_told(one, eyes)
        ]
        return {"code": place.code, "lines": lines, "next": found[-1].id if len(found) == limit else None}

    async def add(
        self,
        visitor: Changes,
        wish: NewPlaceWish,
        name: reporting.Name = None,
        district: InDistrict = None,
        by: ForCaptain = None,
    ) -> Response:
        """Register a place: members and captains, programs with a key that captains let change places.

        One of nearly the same name at the same door, or of the same licence or credit code, is answered with 409 and
        its code; with `sure` it is another one.
        """
        who = await acting.moving(self.reception, visitor, _district(visitor, district), by)
        fields = _fields(wish, wish.model_fields_set)
        if visitor.program_id is not None:
            told = json.dumps(wish.model_dump(mode="json"), sort_keys=True)
            new = programs_places.NewPlace(fields, wish.sure, name, hashlib.sha256(told.encode()).hexdigest())
            facts = await self._do(who, programs_places.add, {}, new=new)
        else:
            facts = await self._do(who, changing.add, {}, wish=fields, sure=wish.sure)
        response = await self._now(who, str(facts["code"]), HTTPStatus.CREATED)
        response.headers["Location"] = f"/api/places/{facts['code']}"
        if facts.get("again"):
            response.headers["Idempotent-Replayed"] = "true"
        return response

    async def change(
        self,
        visitor: Changes,
        code: Code,
        wish: PlaceChange,
        district: InDistrict = None,
        by: ForCaptain = None,
        if_match: IfMatch = None,
    ) -> Response:
        """Change fields over the version that was seen; what others changed since stays.

        Where they changed one of the same fields, 409 names both values, and nothing is done. Members correct name,
        point and state; captains, and programs that they let, everything else. That a place is gone captains say.
        """
        who = await acting.moving(self.reception, visitor, _district(visitor, district), by)
        version = _version(visitor, wish.version, if_match)
        fields = _fields(wish, wish.model_fields_set)
        action = programs_places.change if visitor.program_id is not None else changing.change
        asked = {"code": code, "version": version, "wish": fields}
        facts = await self._do(who, action, asked, **asked, sure=wish.sure)
        return await self._now(who, str(facts["code"]), HTTPStatus.OK)

    async def _do(self, who: Acting, action: Any, asked: dict[str, Any], **wants: Any) -> dict[str, Any]:
        """Have the desk do it; returns what it answered. Refusals are the API's, and say no name that a key may not."""
        done = await self.reception.desk.do(action, who.speaker, **wants)
        key, facts = (done.answer.key, done.answer.facts) if done.answer else ("", {})
        if not done.refused:
            return facts
        if key == "place-conflict":
            newest, found = await who.see(changing.conflicts, **asked)
            facts = {"code": asked["code"], "version": asked["version"], "newest": newest}
            refused = who.turned_away("place-api-conflict", facts)
            refused.more |= {"conflicts": found, "version": newest}
            raise refused
        refused = who.turned_away("place-api-gone" if key == "place-is-gone" else key, facts)
        if key == "place-there":
            refused.more["code"] = facts["code"]
        if key in UNFIT:
            refused.status = HTTPStatus.UNPROCESSABLE_ENTITY
        raise refused

    async def _now(self, who: Acting, code: str, status: HTTPStatus) -> Response:
        """A place as it stands after a change; who may only write hears no more than its code."""
        place, eyes = await who.see(looking.one, code=code)
        response = _geo(
            _feature(who.seat.district, place, eyes, alone=False), _tag_of(place, await who.see(pages.mark))
        )
        response.status_code = status
        return response


def _district(visitor: Visitor, district: int | None) -> int:
    """Which one is meant; raises TurnedAway where that could be several."""
    if district is None and len(visitor.seats) != 1:
        raise TurnedAway(HTTPStatus.UNPROCESSABLE_ENTITY, "which-district", visitor.language)
    return district or visitor.seats[0].district.id


def _fields(wish: Any, said: Any) -> dict[str, Any]:
    """The fields that a request names, as plain values; null says nothing, but of *firm* that nobody knows."""
    told = {
        name: value for name, value in wish.model_dump().items() if name in said and name not in {"sure", "version"}
    }
    fields = {name: value for name, value in told.items() if value is not None or name == "firm"}
    if "point" in fields:
        fields["point"] = Point(*fields["point"])
    return fields


def _version(visitor: Visitor, said: int | None, match: str | None) -> int:
    """Which version was seen, as the body or ``If-Match`` says it; raises TurnedAway."""
    found = _MATCH.match(match.strip()) if match is not None else None
    seen = int(found[1]) if found else None
    if match is not None and found is None:
        raise TurnedAway(HTTPStatus.UNPROCESSABLE_ENTITY, "place-wrong-match", visitor.language)
    if said is not None and seen is not None and said != seen:
        raise TurnedAway(HTTPStatus.UNPROCESSABLE_ENTITY, "place-wrong-match", visitor.language)
    version = said if said is not None else seen
    if version is None:
        raise TurnedAway(HTTPStatus.PRECONDITION_REQUIRED, "place-needs-version", visitor.language)
    return version


def _tag(mark: object, query: str = "") -> str:
    return f'W/"{hashlib.sha256(repr((mark, query)).encode()).hexdigest()[:20]}"'


def _tag_of(place: Place, mark: tuple[object, ...]) -> str:
    """Its version, and what else decides how it is read."""
    how = hashlib.sha256(repr(mark[1:]).encode()).hexdigest()[:8]
    return f'"{place.version}-{how}"'


def _is_known(tag: str, known: str | None) -> bool:
    listed = [one.strip().removeprefix("W/") for one in (known or "").split(",")]
    return known is not None and (known.strip() == "*" or tag.removeprefix("W/") in listed)


def _unchanged(tag: str) -> Response:
    return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=_headers(tag))


def _headers(tag: str | None) -> dict[str, str]:
    """A program may keep the answer and asks each time whether it is still true."""
    return {"ETag": tag, "Cache-Control": "private, no-cache"} if tag else {}


def _geo(told: bytes, tag: str | None) -> Response:
    return Response(told, media_type=GeoResponse.media_type, headers=_headers(tag))


def _feature(district: District, place: Place, by: Eyes, *, alone: bool = True) -> bytes:
    return _json(place_answers.feature(district, place, by, alone=alone))


def _written(found: Page) -> bytes:
    told = [place_answers.feature(found.district, place, found.eyes) for place in found.places]
    return _collection(found.district, told, _next(found.next), found.as_of)


def _collection(district: District, told: Sequence[Any], after: str | None, as_of: datetime | None) -> bytes:
    whole = {
        "type": "FeatureCollection",
        "district": district.id,
        "features": told,
        "next": after,
        "as_of": as_of.isoformat() if as_of else None,
    }
    return _json(whole)


def _json(told: Any) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
