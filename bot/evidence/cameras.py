"""Cameras of others that stand near a case: where they are and where one looks through them; nothing is kept of it.

They come with the district's file. Captains and viewers may look, and each look is written down: who, when, which.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from bot.cases import kinds
from bot.cases.case import Case
from bot.privacy.port import PRIVACY
from bot.register.districts import District
from bot.register.people import RoleName
from bot.values import geo
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer
from bot.work.work import Work

KEPT = "cameras"
"""The district's setting that holds them."""

LOOK = "camera"
"""What is written down of a look."""

NEAR_M, MOST = 500, 4
"""A camera farther away than this shows nothing of a case; so many of the nearest are offered."""


@dataclass(frozen=True)
class Camera:
    """One camera. *link* leads to its picture, http or https."""

    name: str
    point: Point
    link: str

    @property
    def code(self) -> str:
        """How a page names it: as long as its name is the same, so is this."""
        return hashlib.sha256(self.name.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class NearCamera:
    """A camera with its distance in metres, and the direction from there to the case (eight keys)."""

    camera: Camera
    metres: float
    compass: str


def of(district: District) -> tuple[Camera, ...]:
    """All cameras of a district."""
    rows = district.settings.get(KEPT, ())
    return tuple(Camera(row["name"], Point(*row["point"]), row["link"]) for row in rows)


def as_kept(cameras: Iterable[Camera]) -> list[dict[str, object]]:
    """As the district's setting has them."""
    return [{"name": c.name, "point": [c.point.lat, c.point.lon], "link": c.link} for c in cameras]


def near(point: Point | None, cameras: Iterable[Camera]) -> list[NearCamera]:
    """Those near *point*, the nearest first."""
    if point is None:
        return []
    found = [NearCamera(c, geo.metres(c.point, point), geo.compass(c.point, point)) for c in cameras]
    return sorted((c for c in found if c.metres <= NEAR_M), key=lambda one: one.metres)[:MOST]


def may_look(work: Work) -> bool:
    """Captains and viewers of the district; nobody else, and no program."""
    return work.who.is_captain or RoleName.VIEWER in work.who.roles


async def link(work: Work, *, number: int, code: str) -> str:
    """Where one looks through a camera near a case; Refused who may not, or where there is none."""
    _, camera = await _offered(work, number, code)
    return camera.link


@action(Right.REGISTERED, "cameras.look")
async def look(work: Work, *, number: int, code: str) -> Answer:
    """Somebody looks through a camera near a case: written down before they are led there."""
    case, camera = await _offered(work, number, code)
    await work.tx[PRIVACY].looked(work.district.id, work.who.user_id, LOOK, case.id, work.now, camera.name)
    return QUIET


async def _offered(work: Work, number: int, code: str) -> tuple[Case, Camera]:
    """The case with *number* and the camera near it; Refused."""
    if not may_look(work):
        raise Refused("camera-not-yours")
    case: Case | None = await kinds.by_number(work, number)
    if case is None:
        raise Refused("no-such-case", number=number)
    for one in near(case.point, of(work.district)):
        if one.camera.code == code:
            return case, one.camera
    raise Refused("no-such-camera", number=number)
