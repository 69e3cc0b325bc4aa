"""The file of one export while it is written; every function here is run in a thread."""

from collections.abc import Mapping, Sequence
from typing import BinaryIO

from bot.exports import columns
from bot.exports.columns import Cell
from bot.exports.doing import Walk
from bot.exports.port import Export, Fix, Format, What
from bot.exports.tracks import Cutting, Track
from bot.places.register import Place
from bot.words import Words
from handlers.documents.features import Features
from handlers.documents.gpx import GpxTracks
from handlers.documents.place_files import PlaceFile
from handlers.documents.spreadsheets import CsvRows, Rows, XlsxRows
from handlers.exports import cells
from handlers.exports.cells import Cells
from handlers.exports.folder import Folder

CREATOR = "Patrolbot"
NAMES = ("item",)
"""Columns that are names also for programs; their code stands beside them."""


class Writing:
    """Takes rows, or people with the points of their tracks, in the format that was asked for."""

    def __init__(self, export: Export, out: BinaryIO, words: Words) -> None:
        self._out, self._is_whole = out, False
        self._words, self._language = words, export.language
        self._cells = Cells(words, export.language)
        self._table: Rows | None = None
        self._features: Features | None = None
        self._gpx: GpxTracks | None = None
        self._walk, self._cutting = Walk("", ()), Cutting(())
        self._places: PlaceFile | None = None
        if export.what is What.PLACES:
            self._places = PlaceFile(out, str(export.format), words, export.language, personal=export.personal)
            return
        head = self._cells.head(columns.columns(personal=export.personal))
        match export.format:
            case Format.CSV:
                self._table = CsvRows(out, head)
            case Format.XLSX:
                self._table = XlsxRows(out, head, words.say(export.language, "export-of-cases"))
            case Format.GEOJSON:
                self._features = Features(out)
            case Format.GPX:
                self._gpx = GpxTracks(out, CREATOR)

    def rows(self, rows: Sequence[Mapping[str, Cell]]) -> None:
        """The next cases."""
        if self._table is not None:
            self._table.add(self._cells.rows(rows))
        elif self._features is not None:
            self._features.add(cells.codes(rows, named=NAMES, cells=self._cells))

    def places(self, places: Sequence[Place]) -> None:
        """The next places."""
        if self._places is not None:
            self._places.add(places)

    def person(self, walk: Walk) -> None:
        """Whose points come next."""
        self._add(self._cutting.end())
        self._walk, self._cutting = walk, Cutting(walk.stretches)

    def fixes(self, fixes: Sequence[Fix]) -> None:
        """Their next points."""
        self._add(self._cutting.take(fixes))

    def _add(self, tracks: Sequence[Track]) -> None:
        for track in tracks:
            spots = [[(fix.point.lat, fix.point.lon, fix.fixed_at) for fix in one] for one in track.segments]
            off_duty = "" if track.on_duty else self._words.say(self._language, "export-off-duty")
            name = " ".join(filter(None, (self._walk.name, f"{track.begins_at:%Y-%m-%d %H:%MZ}", off_duty)))
            if self._gpx is not None:
                self._gpx.add(name, spots)

    def end(self) -> None:
        """There is nothing more."""
        self._add(self._cutting.end())
        for one in (self._table, self._features, self._gpx, self._places):
            if one is not None:
                one.end()
        self._is_whole = True

    def close(self) -> None:
        """Close the file, whole or not."""
        for one in (self._table, self._places):
            if one is not None and not self._is_whole:
                one.leave()
        self._out.close()


def begin(export: Export, folder: Folder, words: Words) -> Writing:
    """A new file for *export*."""
    out = folder.new(export)
    try:
        return Writing(export, out, words)
    except BaseException:
        out.close()
        raise
