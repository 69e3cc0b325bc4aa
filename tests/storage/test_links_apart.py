"""A link to sign in and digits for one place's page: a newer one voids the older of its own sort, and no other."""

from bot.access.keys import SIGN_INS, Link, fingerprint
from bot.places.labels import digits

from .conftest import BOTH, CAPTAIN, NOW, WANG, Town

DATABASES = BOTH


async def test_digits_and_links_leave_each_other_alone(town: Town) -> None:
    """Asked for in either order, each stands until one of its own sort comes."""
    kept = digits.kept("digits", town.district.id, "K7M2QX", fingerprint("123456"))
    async with town.store.begin() as tx:
        sign_ins = tx[SIGN_INS]
        for one, who in ((fingerprint("a"), CAPTAIN), (kept, CAPTAIN), (fingerprint("b"), WANG)):
            await sign_ins.add_link(Link(one, who, NOW))

        async def unused() -> list[bool]:
            found = [await sign_ins.link(one) for one in (fingerprint("a"), kept, fingerprint("b"))]
            return [one is not None and one.used_at is None for one in found]

        await sign_ins.void_links(CAPTAIN, NOW, marked=digits.MARK)
        assert await unused() == [True, False, True]
        await sign_ins.add_link(Link(f"{digits.MARK}other", CAPTAIN, NOW))
        await sign_ins.void_links(CAPTAIN, NOW)
        assert await unused() == [False, False, True]
        other = await sign_ins.link(f"{digits.MARK}other")
        assert other is not None
        assert other.used_at is None
