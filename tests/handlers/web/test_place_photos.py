"""Photos of places on pages: by right, made anew, written down when opened; their files go as those of evidence do."""

import httpx

from bot.places.photos.photos import PHOTOS
from bot.places.register import Place
from handlers.telegram.files.of_places import FOLDER
from tests import handed
from tests.handlers.test_pictures import SECRET, jpeg
from tests.handlers.web.people import signed_in
from tests.handlers.web.programs import a_key, showing
from tests.stories.conftest import CENTRE, Street, put_places

SHOP = Place("K7M4QX", "通盛路便利店", "shop", CENTRE)


async def a_photo(street: Street) -> str:
    """The address of the picture of a photo that a member sent."""
    async with street.house.store.begin() as tx:
        await put_places(tx, SHOP)
    await street.say(1002, f"/place photo {SHOP.code}")
    street.wang.send_photo(1002, data=jpeg())
    await street.turn(3)
    async with street.house.store.look() as tx:
        [kept] = await tx[PHOTOS].of(1, [SHOP.code], 5)
    return f"/api/districts/1/place-photos/{kept.id}/picture"


async def hidden(street: Street, *, hidden: bool = True) -> None:
    """As a captain has it."""
    async with street.house.store.begin() as tx:
        [kept] = await tx[PHOTOS].with_files([1])
        at = street.clock.now() if hidden else None
        await tx[PHOTOS].hide(kept.id, 1001 if hidden else None, at)


async def test_a_photo_is_shown_to_who_is_registered_and_hidden_ones_to_captains(
    served: Street, asking: httpx.AsyncClient
) -> None:
    """Without what the camera wrote; opened large it is a look; strangers and programs get none."""
    address = await a_photo(served)
    asking.headers.pop("Authorization", None)
    assert (await asking.get(address)).status_code == 401
    await signed_in(served, asking, 1007)
    answer = await asking.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")
    assert SECRET.encode() not in answer.content
    assert "private" in answer.headers["cache-control"]
    assert (await asking.get(address, params={"size": "large"})).status_code == 200
    async with served.house.store.look() as tx:
        looks = (await handed.of(tx, 1007)).get("looks", [])
    assert [(row["what"], row["about"]) for row in looks] == [("place-photo", SHOP.code)]
    await hidden(served)
    assert (await asking.get(address)).status_code == 404
    await signed_in(served, asking, 1001)
    assert (await asking.get(address)).status_code == 200
    assert (await asking.get("/api/districts/1/place-photos/99/picture")).status_code == 404
    await hidden(served, hidden=False)
    async with showing(served, await a_key(served, "12345 hotline")) as hotline:
        assert (await hotline.get(address)).status_code == 403


async def test_its_files_go_in_time_and_come_again(served: Street, asking: httpx.AsyncClient) -> None:
    """Nothing that belongs to no photo stays in the folder; what went is fetched anew when somebody looks."""
    address = await a_photo(served)
    await signed_in(served, asking, 1007)
    assert (await asking.get(address)).status_code == 200
    folder = served.house.photos.folder.parent / FOLDER
    (folder / "99-0123456789abcdef-320.jpg").write_bytes(b"x")
    (folder / "stray").write_bytes(b"x")
    assert await served.house.photos.clean() == 2
    assert len(list(folder.iterdir())) == 2
    served.house.place_photos.keep *= 0
    await served.clock.turn(1)
    assert await served.house.photos.clean() == 2
    served.house.place_photos.keep = served.house.photos.keep
    assert (await asking.get(address)).status_code == 200
