"""Cameras in a district file: a list of name, point and link; matched by name, removed only with ``--prune``."""

from dataclasses import replace
from urllib.parse import urlsplit

from bot.evidence import cameras
from bot.evidence.cameras import Camera
from bot.imports.differences import Differences
from bot.register.districts import District
from bot.values import geo
from bot.values.files.tree import Collected, Field
from bot.work.ports import Tx

MOST_LINK = 500
"""Characters of a link."""


def read(row: Field | None, system: str, wrong: Collected) -> tuple[Camera, ...]:
    """The rows, their points as *system* has them; what is wrong with one goes to *wrong*, with its line."""
    found: dict[str, Camera] = {}
    none: list[Field] = []
    for one in wrong.or_else(none, row.rows) if row else none:
        with wrong.each():
            camera = _camera(one, system, wrong)
            if camera.name in found:
                raise one.fail("file-camera-twice", camera=camera.name)
            found[camera.name] = camera
    return tuple(found.values())


def _camera(row: Field, system: str, wrong: Collected) -> Camera:
    fields = row.fields({"name", "point", "link", "coordinates"}, wrong)
    for needed in ("name", "point", "link"):
        if needed not in fields:
            raise row.fail("file-missing-field-in", missing=needed)
    own = fields["coordinates"].one_of(tuple(geo.SYSTEMS)) if "coordinates" in fields else system
    return Camera(fields["name"].called(), geo.SYSTEMS[own](fields["point"].point()), _link(fields["link"]))


def _link(row: Field) -> str:
    """An address that a browser opens and that gives no password away: whoever may look would read it."""
    text = row.text()
    try:
        parts = urlsplit(text)
        is_good = parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
        is_good = is_good and (parts.port is None or parts.port > 0)
    except ValueError:
        is_good = False
    if not is_good or len(text) > MOST_LINK or not text.isprintable() or " " in text:
        raise row.fail("file-wants-link")
    return text


async def bring_in(tx: Tx, district: District, rows: tuple[Camera, ...], told: Differences, *, prune: bool) -> District:
    """The district with the cameras of its file; others stay unless *prune*."""
    before = {one.name: one for one in cameras.of(district)}
    after = {one.name: one for one in rows}
    wanted = after if prune else before | after
    if wanted == before:
        return district
    told.add(
        "import-cameras",
        changed=len([name for name, one in wanted.items() if before.get(name) != one]),
        gone=len(before.keys() - wanted.keys()),
    )
    settings = {name: kept for name, kept in district.settings.items() if name != cameras.KEPT}
    settings |= {cameras.KEPT: cameras.as_kept(wanted.values())} if wanted else {}
    changed = replace(district, settings=settings)
    await tx.districts.save(changed)
    return changed
