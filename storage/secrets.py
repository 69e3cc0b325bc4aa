"""Hashes of secrets that a transaction stored or ended, told to whoever keeps them in memory once it is committed."""

from collections.abc import Iterable

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.work.known import Secret

NEWS = "patrol_secrets"
"""Where they lie at the connection until then."""

News = dict[tuple[Secret, str], bool]
"""Each secret, and whether it opens something now."""


def made(connection: AsyncConnection, kind: Secret, secret_hash: str | None) -> None:
    """A secret of this hash opens something from now on; None: there is none."""
    if secret_hash:
        connection.info.setdefault(NEWS, {})[kind, secret_hash] = True


def ended(connection: AsyncConnection, kind: Secret, hashes: Iterable[str]) -> None:
    """Secrets of these hashes open nothing from now on."""
    for secret_hash in hashes:
        connection.info.setdefault(NEWS, {})[kind, secret_hash] = False


def taken(connection: AsyncConnection) -> News:
    """What was told since the last time; it is forgotten here."""
    found: News = connection.info.pop(NEWS, {})
    return found
