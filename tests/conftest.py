"""What all tests share: none of them reads this machine's own settings or .env."""

import os

import pytest


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take settings out of the environment, so that a developer's own token never reaches a test."""
    for name in os.environ:
        if name.upper().startswith("PATROL_") or name.upper() in {
            "TELEGRAM_BOT_TOKEN",
            "TELEGRAM_API_URL",
            "DATABASE_URL",
        }:
            monkeypatch.delenv(name)
