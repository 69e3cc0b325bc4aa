"""Names that may mean two: of teams, people and places; the longest one is meant, or it is asked."""

from tests.stories.conftest import GROUP, Street


async def _teams(street: Street, *names: str) -> None:
    for name in names:
        street.captain.say(1001, f"/team new {name}")
        await street.turn(3)


async def _names(street: Street) -> set[str]:
    async with street.house.store.look() as tx:
        return {team.name for team in await tx.teams.all(1)} - {"一队", "二队", "三队"}


async def test_a_team_of_several_words_is_renamed_as_a_whole(street: Street) -> None:
    """Night Shift becomes Late Shift, and 七队 夜班 becomes 七队 早班 beside 七队."""
    await _teams(street, "Night Shift", "七队", "七队 夜班")
    street.captain.say(1001, "/team rename Night Shift Late Shift")
    street.captain.say(1001, "/team rename 七队 夜班 七队 早班")
    await street.turn(3)
    assert await _names(street) == {"Late Shift", "七队", "七队 早班"}


async def test_what_may_be_two_names_is_refused_with_both_and_quotes_settle_it(street: Street) -> None:
    """Nothing is renamed until it is said which."""
    await _teams(street, "七队", "七队 夜班")
    street.captain.say(1001, "/team rename 七队 夜班")
    await street.turn(3)
    told = street.said("two-teams-begin", text="七队 夜班", teams="七队, 七队 夜班", team="七队")
    assert street.private(1001, told)
    assert await _names(street) == {"七队", "七队 夜班"}
    street.captain.say(1001, "/team rename “七队” 八队")
    street.captain.say(1001, "/team handles 七队 夜班 street_stall")
    await street.turn(3)
    assert await _names(street) == {"八队", "七队 夜班"}
    async with street.house.store.look() as tx:
        assert [t.handles for t in await tx.teams.all(1) if t.name == "七队 夜班"] == [("street_stall",)]


async def test_one_name_in_small_letters_is_no_second_team(street: Street) -> None:
    """And it sends the team of that name, though another's begins so."""
    await _teams(street, "Night", "Night Watch", "night")
    assert await _names(street) == {"Night", "Night Watch"}
    number = await street.report()
    street.captain.say(1001, f"/assign {number} night")
    await street.turn(3)
    assert street.private(1001, street.said("assign-sure", number=number, team="Night", doubt="\0").split("\0")[0])


async def test_assign_with_two_names_offers_a_button_for_each(street: Street) -> None:
    """A tap sends; two whole names in one line are asked about as well."""
    number = await street.report()
    street.captain.say(1001, f"/assign {number} 二队 三队")
    await street.turn(3)
    asked = street.private(1001, street.said("assign-which", number=number, team="二队 三队", teams="二队, 三队"))[-1]
    assert len(asked.labels) == 2
    await street.press(1001, asked, next(label for label in asked.labels if "三队" in label))
    await street.turn(3)
    lead = (await street.case(number)).lead
    assert lead is not None
    assert lead.team_id == 3


async def test_add_with_two_whole_names_names_them(street: Street) -> None:
    """Nobody is put into either."""
    said = street.reporter.say(GROUP, "hello")
    street.captain.say(GROUP, "/team add 二队 三队", reply_to=said)
    await street.turn(3)
    told = street.said("two-teams", team="二队 三队", teams="二队, 三队")
    assert street.private(1001, told)
    assert (await street.member(1006)).team_id is None
