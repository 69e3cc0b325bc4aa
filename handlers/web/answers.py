"""What every route of the API may answer besides its own: refusals, in words and as codes."""

from typing import Annotated, Any

from fastapi import Path
from pydantic import BaseModel, Field


class Refusal(BaseModel):
    """Why something was not done. *refused* is a stable code, *sentence* says it in the visitor's language.

    *sure* is true where the same request goes through with ``"sure": true``; *needs* names a fact that is missing.
    """

    refused: str
    sentence: str
    sure: bool = False
    needs: str | None = None


class Trouble(BaseModel):
    """What is wrong with a request that cannot even be read."""

    detail: str


TURNED_AWAY: dict[int | str, dict[str, Any]] = {
    401: {"model": Refusal, "description": "Nobody is signed in, or the token is wrong"},
    403: {"model": Refusal, "description": "Not this visitor's to see or to do"},
    404: {"model": Refusal, "description": "There is no such thing in this district"},
    429: {
        "model": Refusal,
        "description": "Too often, or too many wrong keys; Retry-After says how many seconds to wait",
    },
}
"""Answers of every route."""

DistrictId = Annotated[int, Path(ge=1, le=2**31 - 1, description="the district's own id, not a chat's")]
Number = Annotated[int, Path(ge=1, le=2**31 - 1, description="the case's number in the district")]


class ItemName(BaseModel):
    """An item of the handbook."""

    code: str
    name_zh: str
    name_en: str


Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Pair = tuple[Latitude, Longitude]
"""Latitude and longitude in degrees, WGS-84."""
