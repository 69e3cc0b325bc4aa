"""Tracks become GPX 1.1: one ``trk`` each, one ``trkseg`` for each piece, hours in UTC, written as they come."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO

from handlers.documents import spreadsheets

if TYPE_CHECKING:
    from gpxpy.gpx import GPX

Spot = tuple[float, float, datetime]
"""Latitude, longitude, hour."""

END = "</gpx>"


class GpxTracks:
    """A file that takes whole tracks; *creator* stands in its head."""

    def __init__(self, out: BinaryIO, creator: str) -> None:
        self._out, self._creator = out, creator
        self._head = self._file().to_xml("1.1").partition(END)[0]
        out.write(self._head.encode())

    def _file(self) -> "GPX":
        from gpxpy.gpx import GPX

        whole = GPX()
        whole.creator = self._creator
        return whole

    def add(self, name: str, segments: Iterable[Sequence[Spot]]) -> None:
        """One track."""
        from gpxpy.gpx import GPXTrack, GPXTrackPoint, GPXTrackSegment

        whole, track = self._file(), GPXTrack(name=spreadsheets.written(name))
        whole.tracks.append(track)
        for spots in segments:
            points = [GPXTrackPoint(lat, lon, time=at.astimezone(UTC)) for lat, lon, at in spots]
            track.segments.append(GPXTrackSegment(points))
        told = whole.to_xml("1.1").removeprefix(self._head)
        self._out.write(told.rpartition(END)[0].encode())

    def end(self) -> None:
        """Close the file."""
        self._out.write(f"{END}\n".encode())
