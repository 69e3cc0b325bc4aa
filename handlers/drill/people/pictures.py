"""Photos for those who have none: street scenes drawn by ourselves, before and after somebody put them in order.

Each scene is a street front with something on the pavement. A *turn* gives the same scene another hour, other shop
signs and other places of things; a few turns are kept, so that a busy drill draws nothing twice.
"""

import io
import math
import random
from collections.abc import Callable, Sequence
from functools import lru_cache

from handlers.drill.world.errors import Mistake

WIDTH, HEIGHT = 800, 600
FINE = 2
"""Drawn so many times as large, then reduced: smooth edges."""
TURNS = 3
HORIZON, KERB = 330, 505
"""Where the pavement begins and where it ends, in points from the top."""

Colour = tuple[int, int, int]
Dot = tuple[float, float]
Dots = Sequence[Dot]

SKIES: tuple[tuple[Colour, Colour], ...] = (
    ((150, 196, 232), (226, 238, 245)),
    ((132, 160, 196), (243, 214, 190)),
    ((168, 186, 200), (222, 226, 226)),
)
WALLS: tuple[Colour, ...] = ((222, 206, 184), (201, 190, 178), (186, 196, 202), (214, 190, 170), (196, 204, 186))
SIGNS: tuple[Colour, ...] = ((196, 66, 58), (46, 108, 152), (38, 122, 96), (208, 140, 46), (112, 78, 142))
BRANDS: tuple[Colour, ...] = ((247, 200, 32), (36, 132, 214), (52, 178, 116))
DARK, SHADE = (46, 50, 56), (120, 120, 116)


class Sheet:
    """Paper to draw on in points, whatever its true size."""

    def __init__(self) -> None:
        from PIL import Image, ImageDraw

        self.image = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE))
        self.pen = ImageDraw.Draw(self.image)

    def box(self, x: float, y: float, width: float, height: float, fill: Colour, round_: float = 0) -> None:
        """A rectangle by its upper left corner."""
        corners = (x * FINE, y * FINE, (x + width) * FINE, (y + height) * FINE)
        self.pen.rounded_rectangle(corners, round_ * FINE, fill=fill)

    def disc(self, x: float, y: float, rx: float, ry: float, fill: Colour) -> None:
        """An ellipse by its centre."""
        self.pen.ellipse(((x - rx) * FINE, (y - ry) * FINE, (x + rx) * FINE, (y + ry) * FINE), fill=fill)

    def shape(self, dots: Dots, fill: Colour) -> None:
        """A polygon."""
        self.pen.polygon([(x * FINE, y * FINE) for x, y in dots], fill=fill)

    def line(self, dots: Dots, fill: Colour, width: float) -> None:
        """A line with round joints."""
        self.pen.line([(x * FINE, y * FINE) for x, y in dots], fill=fill, width=round(width * FINE), joint="curve")

    def as_jpeg(self) -> bytes:
        """The finished picture."""
        from PIL import Image

        kept = io.BytesIO()
        self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(kept, "JPEG", quality=84)
        return kept.getvalue()


def mixed(first: Colour, second: Colour, part: float) -> Colour:
    """A colour between two."""
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(first, second, strict=True))
    return red, green, blue


def _street(sheet: Sheet, chance: random.Random, turn: int) -> None:
    """Sky, a row of houses with shops, pavement, kerb and road."""
    above, below = SKIES[turn % len(SKIES)]
    for y in range(0, HORIZON, 6):
        sheet.box(0, y, WIDTH, 6, mixed(above, below, y / HORIZON))
    x = -chance.uniform(10, 60)
    while x < WIDTH:
        width = chance.uniform(150, 230)
        _house(sheet, chance, x, width)
        x += width
    sheet.box(0, HORIZON, WIDTH, KERB - HORIZON, (203, 199, 192))
    for i in range(1, 7):
        y = HORIZON + (KERB - HORIZON) * (i / 7) ** 1.5
        sheet.line([(0, y), (WIDTH, y)], (188, 184, 177), 1.2)
    for i in range(-8, 25):
        sheet.line([(400 + (i * 50 - 400) * 0.8, HORIZON), (400 + (i * 50 - 400) * 1.5, KERB)], (190, 186, 179), 1.2)
    sheet.box(0, HORIZON, WIDTH, 5, (170, 166, 160))
    sheet.box(0, KERB, WIDTH, 12, (226, 223, 216))
    sheet.box(0, KERB + 12, WIDTH, HEIGHT - KERB, (96, 98, 102))
    for x in range(-40, WIDTH, 190):
        sheet.shape([(x, 570), (x + 96, 570), (x + 90, 579), (x - 8, 579)], (226, 226, 220))


def _house(sheet: Sheet, chance: random.Random, x: float, width: float) -> None:
    wall, sign = chance.choice(WALLS), chance.choice(SIGNS)
    top = chance.uniform(20, 90)
    sheet.box(x, top, width - 3, HORIZON - top, wall)
    sheet.box(x, top, width - 3, 9, mixed(wall, DARK, 0.25))
    for row in range(2):
        for column in range(3):
            at, y = x + 14 + column * (width - 22) / 3, top + 24 + row * 62
            if y + 44 < HORIZON - 130:
                sheet.box(at, y, (width - 60) / 3, 40, mixed(wall, DARK, 0.3), 2)
                sheet.box(at + 3, y + 3, (width - 60) / 3 - 6, 34, (132, 160, 178), 1)
    sheet.box(x + 8, HORIZON - 122, width - 19, 30, sign, 3)
    for i in range(4):
        sheet.box(x + 26 + i * (width - 60) / 4, HORIZON - 114, 16, 14, mixed(sign, (255, 255, 255), 0.75), 2)
    sheet.box(x + 12, HORIZON - 86, width - 27, 86, mixed(wall, DARK, 0.62))
    sheet.box(x + 16, HORIZON - 82, (width - 35) * 0.62, 78, (150, 178, 186))
    sheet.shape(
        [(x + 30, HORIZON - 82), (x + 54, HORIZON - 82), (x + 34, HORIZON - 4), (x + 18, HORIZON - 4)], (176, 200, 206)
    )


def _bike(sheet: Sheet, x: float, y: float, size: float, lean: float, colour: Colour) -> None:
    """A bicycle standing at (x, y), or lying where *lean* is large; *size* 1 is 110 points long."""

    def at(along: float, up: float) -> Dot:
        turned = math.radians(lean)
        flat = 0.45 if abs(lean) > 50 else 1.0
        return (
            x + size * (along * math.cos(turned) + up * math.sin(turned)),
            y - size * flat * (up * math.cos(turned) - along * math.sin(turned)),
        )

    shadow = mixed((203, 199, 192), DARK, 0.22)
    sheet.disc(x, y + 3 * size, 60 * size, 7 * size, shadow)
    for wheel in (-34, 34):
        rim = [at(wheel + 23 * math.cos(a), 24 + 23 * math.sin(a)) for a in [i * math.pi / 16 for i in range(33)]]
        sheet.line(rim, DARK, 4.5 * size)
        for i in range(4):
            part = i * math.pi / 4
            ends = [(23 * math.cos(part), 23 * math.sin(part)), (-23 * math.cos(part), -23 * math.sin(part))]
            sheet.line([at(wheel + dx, 24 + dy) for dx, dy in ends], (150, 152, 154), 1 * size)
    frame = [at(-34, 24), at(-12, 58), at(24, 54), at(-2, 24), at(-34, 24)]
    sheet.line(frame, colour, 6 * size)
    sheet.line([at(-2, 24), at(-14, 64)], colour, 6 * size)
    sheet.line([at(34, 24), at(24, 54), at(21, 72)], colour, 6 * size)
    sheet.line([at(12, 74), at(30, 72)], DARK, 5 * size)
    sheet.line([at(-24, 66), at(-4, 66)], DARK, 7 * size)
    sheet.shape([at(28, 64), at(50, 64), at(46, 44), at(32, 44)], mixed(colour, DARK, 0.35))


def _bikes(sheet: Sheet, chance: random.Random, tidy: bool) -> None:
    if tidy:
        sheet.shape([(70, 392), (730, 392), (756, 480), (44, 480)], (214, 211, 205))
        for line in (
            [(70, 392), (730, 392)],
            [(44, 480), (756, 480)],
            [(70, 392), (44, 480)],
            [(730, 392), (756, 480)],
        ):
            sheet.line(line, (250, 250, 246), 5)
        for i in range(8):
            _bike(sheet, 128 + i * 78, 462, 0.92, 0, BRANDS[i // 3 % 3])
        return
    spots = [(chance.uniform(60, 740), y) for y in (378, 392, 404, 418, 430, 446, 458, 472, 486, 496, 520)]
    for x, y in spots:
        fallen = chance.random() < 0.4
        lean = chance.choice((-74, 74)) if fallen else chance.uniform(-14, 14)
        _bike(sheet, x, y, 0.62 + (y - 370) / 240, lean, chance.choice(BRANDS))


def _crate(sheet: Sheet, chance: random.Random, x: float, y: float, size: float) -> None:
    wood = (176, 128, 82)
    sheet.box(x, y - 34 * size, 74 * size, 34 * size, wood, 2)
    for i in range(3):
        sheet.box(x, y - (34 - i * 12) * size, 74 * size, 8 * size, mixed(wood, (255, 236, 200), 0.3), 1)
    fruit = chance.choice(((214, 74, 52), (238, 158, 44), (118, 170, 68), (240, 206, 74)))
    for row, count in ((0, 6), (1, 5)):
        for i in range(count):
            sheet.disc(
                x + (9 + i * 11 + row * 5) * size,
                y - (36 + row * 8) * size,
                7 * size,
                7 * size,
                mixed(fruit, (255, 255, 255), 0.12 * (i % 2)),
            )


def _stall(sheet: Sheet, chance: random.Random, tidy: bool) -> None:
    if tidy:
        sheet.disc(420, 448, 110, 10, (192, 188, 181))
        _bin(sheet, 690, 452, 0.9, open_=False)
        return
    x = chance.uniform(180, 320)
    sheet.disc(x + 170, 492, 230, 14, mixed((203, 199, 192), DARK, 0.25))
    sheet.line([(x + 150, 480), (x + 150, 215)], (92, 92, 96), 7)
    cloth = chance.choice(SIGNS)
    rim = [(x - 60 + i * 70, 262) for i in range(7)]
    for i in range(6):
        shade = cloth if i % 2 else (244, 240, 232)
        sheet.shape([(x + 150, 190), rim[i], (rim[i][0] + 35, 276), rim[i + 1]], shade)
    sheet.box(x, 414, 300, 16, (140, 100, 66), 2)
    sheet.box(x + 10, 430, 280, 56, (98, 128, 146), 3)
    for wheel in (54, 246):
        sheet.disc(x + wheel, 486, 17, 17, DARK)
        sheet.disc(x + wheel, 486, 8, 8, (170, 172, 174))
    for i in range(3):
        _crate(sheet, chance, x + 14 + i * 96, 414, 1.1)
    for i in range(3):
        _crate(sheet, chance, x - 110 + i * 232, 498, 1.15)


def _bin(sheet: Sheet, x: float, y: float, size: float, *, open_: bool) -> None:
    green = (62, 116, 84)
    sheet.disc(x + 34 * size, y + 2, 48 * size, 7 * size, mixed((203, 199, 192), DARK, 0.25))
    sheet.shape([(x, y - 92 * size), (x + 68 * size, y - 92 * size), (x + 60 * size, y), (x + 8 * size, y)], green)
    sheet.box(x + 14 * size, y - 70 * size, 40 * size, 26 * size, (224, 232, 222), 3)
    lid = mixed(green, DARK, 0.3)
    if open_:
        sheet.shape(
            [
                (x - 4, y - 96 * size),
                (x + 6, y - 100 * size),
                (x - 22 * size, y - 150 * size),
                (x - 30 * size, y - 144 * size),
            ],
            lid,
        )
    else:
        sheet.box(x - 5 * size, y - 104 * size, 78 * size, 14 * size, lid, 5)


def _bag(sheet: Sheet, x: float, y: float, size: float, colour: Colour) -> None:
    sheet.disc(x, y - 26 * size, 36 * size, 30 * size, colour)
    sheet.shape(
        [
            (x - 12 * size, y - 50 * size),
            (x + 12 * size, y - 50 * size),
            (x + 5 * size, y - 66 * size),
            (x - 9 * size, y - 68 * size),
        ],
        mixed(colour, (255, 255, 255), 0.12),
    )
    sheet.disc(x - 12 * size, y - 36 * size, 9 * size, 6 * size, mixed(colour, (255, 255, 255), 0.28))


def _garbage(sheet: Sheet, chance: random.Random, tidy: bool) -> None:
    for i in range(2):
        _bin(sheet, 250 + i * 104, 444, 1.35, open_=not tidy)
    if tidy:
        return
    for i in range(2):
        _bag(sheet, 296 + i * 104, 330, 0.9, (70, 74, 84))
    sheet.disc(400, 492, 300, 16, mixed((203, 199, 192), DARK, 0.2))
    for i in range(13):
        colour = chance.choice(((58, 62, 70), (72, 88, 120), (208, 206, 198), (96, 66, 66)))
        row = i % 3
        x = 150 + (i / 13) * 480 + chance.uniform(-26, 26)
        _bag(sheet, x, 452 + row * 24, chance.uniform(0.85, 1.25), colour)
    for _ in range(3):
        x, y = chance.uniform(140, 600), chance.uniform(476, 500)
        sheet.shape([(x, y), (x + 70, y - 8), (x + 78, y - 44), (x + 6, y - 38)], (188, 150, 104))
        sheet.line([(x + 36, y - 5), (x + 41, y - 41)], (156, 118, 76), 3)
    for _ in range(26):
        x, y = chance.uniform(110, 690), chance.uniform(462, 520)
        sheet.disc(x, y, 4, 2.5, chance.choice(((236, 232, 222), (196, 86, 66), (92, 132, 172))))


def _fire_lane(sheet: Sheet, chance: random.Random, tidy: bool) -> None:
    lane: Dots = [(150, 366), (650, 366), (726, 500), (74, 500)]
    sheet.shape(lane, (206, 190, 150))
    for i in range(1, 10):
        sheet.line([(150 + i * 50, 366), (74 + i * 65.2, 500)], (232, 184, 40), 7)
    for i in range(4):
        sheet.line([lane[i], lane[(i + 1) % 4]], (204, 56, 44), 7)
    sheet.box(706, 250, 8, 150, (120, 124, 128))
    sheet.disc(710, 246, 30, 30, (204, 56, 44))
    sheet.disc(710, 246, 22, 22, (246, 246, 242))
    sheet.line([(694, 262), (726, 230)], (204, 56, 44), 7)
    if not tidy:
        _car(sheet, chance.uniform(170, 250), 488, chance.choice(((232, 234, 236), (70, 92, 126), (150, 52, 48))))


def _car(sheet: Sheet, x: float, y: float, paint: Colour) -> None:
    sheet.disc(x + 185, y + 4, 205, 15, mixed((206, 190, 150), DARK, 0.4))
    roof = [(x + 62, y - 78), (x + 112, y - 128), (x + 246, y - 128), (x + 306, y - 78)]
    sheet.shape(roof, mixed(paint, DARK, 0.18))
    sheet.shape([(x + 80, y - 80), (x + 118, y - 119), (x + 174, y - 119), (x + 174, y - 80)], (110, 136, 150))
    sheet.shape([(x + 182, y - 80), (x + 182, y - 119), (x + 242, y - 119), (x + 288, y - 80)], (124, 150, 164))
    sheet.box(x, y - 84, 370, 62, paint, 22)
    sheet.box(x + 6, y - 44, 358, 20, mixed(paint, DARK, 0.22), 9)
    sheet.box(x + 342, y - 72, 26, 14, (250, 240, 200), 6)
    sheet.box(x + 2, y - 72, 18, 16, (208, 60, 50), 6)
    sheet.line([(x + 178, y - 80), (x + 178, y - 28)], mixed(paint, DARK, 0.35), 2)
    for wheel in (82, 288):
        sheet.disc(x + wheel, y - 22, 34, 34, DARK)
        sheet.disc(x + wheel, y - 22, 17, 17, (190, 192, 194))
        sheet.disc(x + wheel, y - 22, 5, 5, SHADE)


SCENES: dict[str, Callable[[Sheet, random.Random, bool], None]] = {
    "bikes": _bikes,
    "stall": _stall,
    "garbage": _garbage,
    "fire_lane": _fire_lane,
}
NAMES = tuple(f"{scene}-{when}" for scene in SCENES for when in ("before", "after"))
"""Every picture by name: a scene, before or after it was put in order."""


@lru_cache(maxsize=len(NAMES) * TURNS)
def drawn(name: str, turn: int = 0) -> bytes:
    """The picture of that name as a JPEG; the same turn gives the same street."""
    if name not in NAMES:
        raise Mistake(f"There is no picture {name!r}; choose one of {', '.join(NAMES)}.")
    scene, _, when = name.rpartition("-")
    sheet = Sheet()
    _street(sheet, random.Random(f"street {scene} {turn % TURNS}"), turn)
    SCENES[scene](sheet, random.Random(f"{scene} {turn % TURNS}"), when == "after")
    return sheet.as_jpeg()


def taken(name: str, turn: int, mark: str) -> bytes:
    """The same as a photo of its own, from a step to the side and a step nearer: *mark* says which."""
    from PIL import Image

    chance = random.Random(mark)
    with Image.open(io.BytesIO(drawn(name, turn % TURNS))) as whole:
        width, height = (round(side * chance.uniform(0.6, 0.85)) for side in whole.size)
        left, top = chance.randint(0, whole.width - width), chance.randint(0, whole.height - height)
        seen = whole.crop((left, top, left + width, top + height)).resize(whole.size)
    made = io.BytesIO()
    seen.save(made, "JPEG", quality=85)
    return made.getvalue()
