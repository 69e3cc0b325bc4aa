"""Files of photos of places: fetched, made anew and kept as those of evidence are, in a folder of their own."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bot.evidence.pieces import Evidence, EvidenceKind
from bot.places.photos.photos import PHOTOS, PlacePhoto
from bot.work.ports import Tx
from handlers.telegram.files.photos import Photos

FOLDER = "place-photos"


class PlacePhotos(Photos):
    """They stay on the disk as long as those of evidence, from when they were fetched, and are fetched again then."""

    @classmethod
    def beside_those(cls, photos: Photos) -> "PlacePhotos":
        """Made of what *photos* has, cleaned and closed together with it."""
        folder = photos.folder.parent / FOLDER
        own = cls(photos.bot, photos.store, photos.clock, folder, photos.keep.days, photos.easel)
        own.has_room = lambda: photos.has_room()  # noqa: PLW0108  # it is set later
        photos.beside = own
        return own

    async def shown(self, photo: PlacePhoto, *, large: bool) -> Path | None:
        """A JPEG file, small or large; None where it cannot be had now."""
        return await self.picture(as_piece(photo, self.clock.now()), large=large)

    async def _with_files(self, tx: Tx, numbers: Sequence[int]) -> Sequence[Evidence]:
        """The photos of these ids."""
        now = self.clock.now()
        return [as_piece(one, now) for one in await tx[PHOTOS].with_files(numbers)]


def as_piece(photo: PlacePhoto, now: datetime) -> Evidence:
    """A photo as files are kept by: as old as its file on the disk, not as what it shows."""
    kind, by_id = EvidenceKind.PHOTO, photo.by_id or 0
    piece = Evidence(photo.district_id, kind, by_id, now, 0, 0, id=photo.id, file_id=photo.file_id)
    return replace(piece, file_unique_id=photo.file_unique_id)
