"""Rows become GeoJSON (RFC 7946): one collection of features, written as they come, degrees of WGS-84."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

NOT_PROPERTIES = frozenset({"lat", "lon", "coordinates"})
"""The geometry says it."""


class Features:
    """A file that takes rows with ``lat`` and ``lon``; one without them is a feature without geometry."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._count = 0
        out.write(b'{"type":"FeatureCollection","features":[')

    def add(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """The next ones."""
        for row in rows:
            self._out.write(b",\n" if self._count else b"\n")
            self._out.write(json.dumps(feature(row), ensure_ascii=False, allow_nan=False).encode("utf8", "replace"))
            self._count += 1

    def end(self) -> None:
        """Close the collection."""
        self._out.write(b"\n]}\n")


def feature(row: Mapping[str, Any]) -> dict[str, Any]:
    """One row; longitude comes first."""
    lat, lon = row.get("lat"), row.get("lon")
    where = {"type": "Point", "coordinates": [lon, lat]} if lat is not None and lon is not None else None
    rest = {name: value for name, value in row.items() if name not in NOT_PROPERTIES}
    return {"type": "Feature", "geometry": where, "properties": rest}
