"""A case's page for who confirms: the criterion, each piece, the pair, pictures used before."""

import pytest
from playwright.async_api import Page, expect

from handlers.drill.world import files
from tests.handlers.web.test_closing_shown import with_a_pair
from tests.pages.conftest import Opens
from tests.stories.conftest import Street
from tests.stories.test_closing_by_evidence import NEXT, SHOTS, STALL, ended_with, name, on_scene

pytestmark = pytest.mark.asyncio(loop_scope="session")

SIZES = pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
CONTRAST = """names => names.map(name => {
    const light = colour => colour.match(/[\\d.]+/g).slice(0, 3)
        .map(v => v / 255).map(v => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
    const behind = one => {
        const colour = getComputedStyle(one).backgroundColor;
        return /, 0\\)$/.test(colour) ? behind(one.parentElement) : colour;
    };
    const one = document.querySelector(name);
    const [high, low] = [light(getComputedStyle(one).color), light(behind(one))].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
})"""
TEXTS = [
    ".proof h3", ".proof .count", ".criterion", ".proof > q", ".proof small", ".proof li.there i", ".pill.there",
    ".pill.waived", ".flagged .used", ".pair figcaption",
]  # fmt: skip


async def _stands(page: Page) -> dict[str, str]:
    found = await page.locator(".proof li").evaluate_all("rows => rows.map(row => [row.dataset.piece, row.className])")
    return dict(found)


@SIZES
async def test_an_open_case_says_what_closing_will_demand(
    ground: Street, opens: Opens, width: int, height: int
) -> None:
    """Each piece by its name, and the handbook's sentence; what comes in is there without a reload."""
    number = await on_scene(ground)
    page = await opens(f"{ground.house.web_url}/?language=en#{number}", width, height)
    proof = page.locator(".case-panel .proof")
    item = ground.house.desk.books.built_in.item(STALL)
    assert item.closure is not None
    await expect(proof.locator(".criterion")).to_contain_text(item.closure.en)
    await expect(proof.locator("h3")).to_contain_text(ground.said("outcome-fixed"))
    assert await _stands(page) == dict.fromkeys(SHOTS, "missing")
    for key in SHOTS:
        await expect(proof.locator(f'[data-piece="{key}"] .pill')).to_have_text("missing")
        await expect(proof.locator(f'[data-piece="{key}"]')).to_contain_text(name(ground, STALL, key))
    ground.wang.send_photo(1002)
    await ground.turn(2)
    await expect(proof.locator(f'[data-piece="{SHOTS[0]}"] .pill')).to_have_text("there")
    await expect(proof.locator(".count")).to_have_text("1/3")
    assert await page.locator(".pair").count() == 0
    assert await page.evaluate("document.documentElement.scrollWidth") <= width


@SIZES
@pytest.mark.parametrize("theme", ["day", "night"])
async def test_who_confirms_sees_all_that_it_rests_on(
    ground: Street, opens: Opens, width: int, height: int, theme: str
) -> None:
    """The waiver with its reason and who, the pair large, where a picture was used before; it can all be read."""
    data = files.draw(77)
    first = await ended_with(ground, data)
    number = await with_a_pair(ground, data, "fixed all moved inside")
    page = await opens(f"{ground.house.web_url}/?language=en&theme={theme}#{number}", width, height)
    panel = page.locator(".case-panel")
    await expect(panel.locator(".proof h3")).to_contain_text(ground.said("outcome-fixed"))
    await expect(panel.locator(".proof > q")).to_have_text("all moved inside")
    assert await _stands(page) == {SHOTS[0]: "there", SHOTS[1]: "waived", SHOTS[2]: "there"}
    await expect(panel.locator(f'[data-piece="{SHOTS[1]}"] small')).to_contain_text("too dark · 钱队")
    image = panel.locator(".pair img")
    await expect(image).to_have_js_property("complete", value=True)
    assert await image.evaluate("img => img.naturalWidth > 2 * img.naturalHeight")
    box, whole = await image.bounding_box(), await panel.bounding_box()
    assert box is not None
    assert whole is not None
    assert box["width"] >= whole["width"] - 40
    assert box["width"] >= min(600, width - 40)
    confirm = panel.locator('[data-move="confirm"]')
    await expect(confirm).to_be_in_viewport()
    bar = await panel.locator(".moves").bounding_box()
    assert bar is not None
    assert box["y"] + box["height"] <= bar["y"]
    assert min(await page.evaluate(CONTRAST, TEXTS)) >= 4.5
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
    await panel.locator(".pair button").click()
    large = page.locator(".large img")
    await expect(large).to_have_js_property("complete", value=True)
    await expect(page.locator(".large p")).to_contain_text(ground.said("screen-pair"))
    await page.keyboard.press("Escape")
    await panel.locator(".proof .used").click()
    await expect(panel.locator("h2")).to_contain_text(f"#{first} ")
    assert await panel.locator(".used").count() == 0


async def test_a_used_picture_is_flagged_while_somebody_looks(ground: Street, opens: Opens) -> None:
    """One more photo than is asked for changes no count: it is on the page all the same, and among the newest."""
    data = files.draw(77)
    first = await ended_with(ground, data)
    number = await on_scene(ground, near=NEXT)
    for _ in SHOTS:
        ground.wang.send_photo(1002)
        await ground.turn(2)
    page = await opens(f"{ground.house.web_url}/?language=en#{number}")
    await expect(page.locator(".case-panel .thumbs img")).to_have_count(len(SHOTS))
    assert await page.locator(".used, .flagged").count() == 0
    ground.wang.send_photo(1002, data=data)
    await ground.turn(2)
    said = ground.said("screen-seen-in", n=first)
    await expect(page.locator(".proof .used")).to_have_text(said)
    await expect(page.locator(".thumbs .used")).to_have_text(said)
    await expect(page.locator(".pictures .newest .flagged")).to_contain_text(said)
    await page.locator(".thumbs .face").nth(len(SHOTS)).click()
    await expect(page.locator(".large .flagged")).to_contain_text(said)


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_it_is_said_in_the_language_of_the_reader(ground: Street, opens: Opens, language: str) -> None:
    """The criterion, the pieces and how they stand, a tap's reason too."""
    number = await on_scene(ground)
    ground.captain.press_data(ground.card(number), f"incident:1.{number}:waive:{SHOTS[0]}")
    await ground.turn(2)
    page = await opens(f"{ground.house.web_url}/?language={language}#{number}")
    item = ground.house.desk.books.built_in.item(STALL)
    assert item.closure is not None
    say = ground.house.words.say
    await expect(page.locator(".criterion")).to_contain_text(item.closure.zh if language == "zh" else item.closure.en)
    waived = page.locator(f'[data-piece="{SHOTS[0]}"]')
    await expect(waived.locator(".pill")).to_have_text(say(language, "screen-piece-waived"))
    await expect(waived.locator("small")).to_contain_text(say(language, "reason-no-photo"))
