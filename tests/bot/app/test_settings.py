"""Settings: read from the environment and .env, refused all at once, and never with a secret."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import settings
from bot.app.settings import Settings, WrongSettings
from bot.words import Words

GOOD_TOKEN = "123456789:AAHletters_and-digits"

WRONG = {
    "TELEGRAM_BOT_TOKEN": ("hunter2-secret", "setting-token"),
    "TELEGRAM_API_URL": ("localhost:8081", "setting-address"),
    "DATABASE_URL": ("mysql://root:hunter2-secret@db/patrol", "setting-database"),
    "PATROL_OWNER_IDS": ("1001,@chief", "setting-ids"),
    "PATROL_LANGUAGE": ("klingon", "setting-language"),
    "PATROL_TIMEZONE": ("Asia/Nowhere", "setting-timezone"),
    "PATROL_COUNTRY": ("Narnia", "setting-country"),
    "PATROL_ACCEPT_SECONDS": ("0", "setting-seconds"),
    "PATROL_ARRIVE_SECONDS": ("3min", "setting-seconds"),
    "PATROL_CLOSE_SECONDS": ("604801", "setting-seconds"),
    "PATROL_REMIND_SECONDS": ("-5", "setting-seconds"),
    "PATROL_CONFIRM_SECONDS": ("1.5", "setting-seconds"),
    "PATROL_ASK_SECONDS": ("soon", "setting-seconds"),
    "PATROL_POSITION_SECONDS": ("nan", "setting-seconds"),
    "PATROL_WELFARE_SECONDS": ("0", "setting-seconds"),
    "PATROL_TRACK_DAYS": ("3651", "setting-days"),
    "PATROL_PHOTO_DAYS": ("3651", "setting-days"),
    "PATROL_BALLAST_MB": ("10001", "setting-megabytes"),
    "PATROL_HTTP_PORT": ("65536", "setting-port"),
    "PATROL_DRILL_PORT": ("web", "setting-port"),
    "PATROL_PUBLIC_URL": ("https://", "setting-address"),
    "PATROL_PROXIES": ("10.0.0.5,hunter2-secret", "setting-proxies"),
    "PATROL_WEBHOOK_SECRET": ("hunter2 secret!", "setting-webhook-secret"),
    "PATROL_API_TOKEN": ("hunter2 secret", "setting-api-token"),
    "PATROL_HEARTBEAT_URL": ("heartbeat", "setting-address"),
    "PATROL_WEBHOOKS_PRIVATE": ("perhaps", "setting-yes-or-no"),
    "PATROL_DATA_DIR": (__file__, "setting-folder"),
    "PATROL_ROUTING_URL": ("ftp://routes", "setting-address"),
    "PATROL_GEOCODER": ("crystal-ball", "setting-geocoder"),
    "PATROL_TILE_URL": ("tiles", "setting-tiles"),
}
CANNOT_BE_WRONG = {"PATROL_HTTP_HOST"}


def load(monkeypatch: pytest.MonkeyPatch, env_file: Path | None = None, **given: str) -> Settings:
    """The settings of an environment that has just these."""
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    return settings.load(env_file)


def test_the_defaults_are_those_of_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing set: the drill ground, Chinese, Shanghai, 60, 180 and 600 seconds, a database in data/."""
    it = load(monkeypatch)
    assert not it.has_token
    assert (it.patrol_language, it.patrol_timezone, it.patrol_owner_ids) == ("zh", "Asia/Shanghai", frozenset())
    assert (it.patrol_accept_seconds, it.patrol_arrive_seconds, it.patrol_close_seconds) == (60, 180, 600)
    assert (it.patrol_remind_seconds, it.patrol_confirm_seconds, it.patrol_ask_seconds) == (300, 600, 30)
    assert (it.patrol_position_seconds, it.patrol_welfare_seconds, it.patrol_track_days) == (900, 1200, 30)
    assert (it.patrol_http_host, it.patrol_http_port, it.patrol_public_url) == ("127.0.0.1", 8080, None)
    assert (it.database, it.patrol_data_dir) == ("sqlite+aiosqlite:///data/patrol.db", Path("data"))
    assert "openstreetmap" in it.patrol_tile_url


@pytest.mark.parametrize(("name", "value", "key"), [(n, *v) for n, v in WRONG.items()])
def test_each_wrong_value_is_told_by_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str, key: str) -> None:
    """A wrong value is refused under the name of its setting, with the sentence that says what is allowed."""
    with pytest.raises(WrongSettings) as wrong:
        load(monkeypatch, **{name: value})
    assert wrong.value.mistakes == ((name, key),)


@pytest.mark.parametrize(("value", "allowed"), [("true", True), ("on", True), ("false", False), ("", False)])
def test_private_receivers_are_allowed_only_in_so_many_words(
    monkeypatch: pytest.MonkeyPatch, value: str, allowed: bool
) -> None:
    """Nothing set means no; the brain knows it too."""
    assert load(monkeypatch, PATROL_WEBHOOKS_PRIVATE=value).rules().webhooks_private is allowed


def test_every_setting_has_its_mistake() -> None:
    """A new setting comes with an example of a wrong value, so that its sentence is seen."""
    assert {n.upper() for n in Settings.model_fields} == set(WRONG) | CANNOT_BE_WRONG


def test_all_mistakes_come_at_once_and_without_values(monkeypatch: pytest.MonkeyPatch) -> None:
    """All mistakes, one answer; no secret and no other value in what is said or raised."""
    with pytest.raises(WrongSettings) as wrong:
        load(monkeypatch, **{name: value for name, (value, _) in WRONG.items()})
    assert {name for name, _ in wrong.value.mistakes} == set(WRONG)
    words = Words(strict=True)
    said = "".join(words.say(lg, key, name=name) for lg in words.languages for name, key in wrong.value.mistakes)
    everything = said + repr(wrong.value) + repr(wrong.value.__context__) * bool(not wrong.value.__suppress_context__)
    assert "hunter2" not in everything
    assert "klingon" not in everything


@pytest.mark.parametrize(
    ("name", "key", "least", "most"),
    [
        ("PATROL_ASK_SECONDS", "setting-seconds", 1, 604800),
        ("PATROL_TRACK_DAYS", "setting-days", 1, 3650),
        ("PATROL_PHOTO_DAYS", "setting-days", 1, 3650),
        ("PATROL_BALLAST_MB", "setting-megabytes", 0, 10000),
        ("PATROL_HTTP_PORT", "setting-port", 0, 65535),
    ],
)
def test_the_sentence_names_the_range_that_is_enforced(
    monkeypatch: pytest.MonkeyPatch, name: str, key: str, least: int, most: int
) -> None:
    """The numbers in the sentence are those of the check: the ends pass, one beyond does not."""
    for value in (least, most):
        assert getattr(load(monkeypatch, **{name: str(value)}), name.lower()) == value
    for value in (least - 1, most + 1):
        with pytest.raises(WrongSettings):
            load(monkeypatch, **{name: str(value)})
    for language in ("zh", "en"):
        said = Words(strict=True).say(language, key, name=name)
        assert f" {least} " in said
        assert str(most) in said


@pytest.mark.parametrize("written", ["1001,1002", " 1001 , 1002 ", "1001，1002", "1001 1002,"])
def test_owner_ids_are_read_as_people_write_them(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    """Commas of either kind and spaces between the ids."""
    assert load(monkeypatch, PATROL_OWNER_IDS=written).patrol_owner_ids == {1001, 1002}


@pytest.mark.parametrize("name", sorted(n.upper() for n in Settings.model_fields if n not in settings.MAY_BE_EMPTY))
def test_an_empty_value_is_a_value_not_set(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """``NAME=`` in a file, as templates write it, leaves the default."""
    field = name.lower()
    assert getattr(load(monkeypatch, **{name: "  "}), field) == Settings.model_fields[field].default


def test_empty_tiles_mean_a_plain_background(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one setting where empty says something."""
    assert load(monkeypatch, PATROL_TILE_URL="").patrol_tile_url == ""


def test_the_environment_goes_before_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What the file sets holds, until the environment says otherwise; Chinese in the file is read as UTF-8."""
    file = tmp_path / ".env"
    file.write_text(
        f"# 令牌\nTELEGRAM_BOT_TOKEN={GOOD_TOKEN}\nPATROL_ASK_SECONDS=20\nPATROL_LANGUAGE=en\n", encoding="utf8"
    )
    it = load(monkeypatch, file, PATROL_ASK_SECONDS="25", PATROL_LANGUAGE="ZH")
    assert it.telegram_bot_token == SecretStr(GOOD_TOKEN)
    assert (it.patrol_ask_seconds, it.patrol_language) == (25, "zh")


def test_a_misspelt_name_in_the_file_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A limit that silently does not hold is worse than a start refused; names of others are left alone."""
    file = tmp_path / ".env"
    file.write_text("PATROL_ACCEPT_SECOND=30\nCOMPOSE_PROJECT=patrol\nPATROL_ASK_SECONDS=x\n", encoding="utf8")
    with pytest.raises(WrongSettings) as wrong:
        load(monkeypatch, file)
    assert wrong.value.mistakes == (
        ("PATROL_ASK_SECONDS", "setting-seconds"),
        ("PATROL_ACCEPT_SECOND", "setting-unknown"),
    )


def test_a_file_that_is_no_text_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A .env saved in another encoding gets a sentence, not a traceback."""
    file = tmp_path / ".env"
    file.write_bytes("PATROL_LANGUAGE=中文".encode("gb18030"))
    with pytest.raises(WrongSettings) as wrong:
        load(monkeypatch, file)
    assert wrong.value.mistakes == ((str(file), "setting-unreadable"),)


@pytest.mark.parametrize(
    ("given", "forgotten"),
    [
        ({}, False),
        ({"DATABASE_URL": "postgresql+asyncpg://db/patrol"}, True),
        ({"PATROL_PUBLIC_URL": "https://patrol.example.org"}, True),
        ({"PATROL_PUBLIC_URL": "https://patrol.example.org", "TELEGRAM_BOT_TOKEN": GOOD_TOKEN}, False),
        ({"PATROL_OWNER_IDS": "1001"}, False),
    ],
)
def test_a_forgotten_token_is_noticed(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], *, forgotten: bool
) -> None:
    """Without a token but with a database or a public address, somebody meant to run for real."""
    assert load(monkeypatch, **given).is_forgotten_token is forgotten


def test_secrets_are_in_no_printed_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Printing the settings shows neither tokens nor the passwords inside addresses."""
    given = {
        "TELEGRAM_BOT_TOKEN": "1:hunter2",
        "DATABASE_URL": "postgresql+asyncpg://patrol:hunter2@db/patrol",
        "PATROL_WEBHOOK_SECRET": "hunter2",
        "PATROL_API_TOKEN": "hunter2",
        "PATROL_ROUTING_URL": "https://routes.example.org/?key=hunter2",
        "PATROL_TILE_URL": "https://tiles.example.org/{z}/{x}/{y}.png?key=hunter2",
    }
    it = load(monkeypatch, **given)
    assert "hunter2" not in f"{it!r} {it}"


def test_the_figures_reach_the_brain(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is set is what the rules say."""
    rules = load(monkeypatch, PATROL_ACCEPT_SECONDS="45", PATROL_OWNER_IDS="7", PATROL_TIMEZONE="Europe/Paris").rules()
    assert (rules.accept_s, rules.owners, rules.timezone, rules.arrive_s) == (45, {7}, "Europe/Paris", 180)


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "en_IE.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "de_DE@euro"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "zh_TW", "LANG": "en_US"}, "zh"),
        ({"LC_ALL": "C.UTF-8", "LANG": "en_US.UTF-8"}, ""),
        ({"LANG": "POSIX"}, ""),
        ({}, ""),
    ],
)
def test_a_terminal_says_which_language_is_read_there(environment: dict[str, str], language: str) -> None:
    """Whoever reads none of ours reads English rather than Chinese; ``C`` says nothing."""
    assert settings.of_terminal(environment) == language


def test_the_command_line_speaks_as_its_terminal_unless_a_language_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """New districts keep what the settings say: a service has no terminal."""
    monkeypatch.setenv("LC_ALL", "en_IE.UTF-8")
    chosen = settings.load(None)
    assert (chosen.spoken, chosen.patrol_language) == ("en", "zh")
    monkeypatch.setenv("PATROL_LANGUAGE", "zh")
    assert settings.load(None).spoken == "zh"
