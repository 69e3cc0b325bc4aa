"""What the street has in hand, and that who waits for Telegram has nothing in hand."""

import pytest

from handlers.telegram.transport.street import Street


def test_what_waits_for_others_is_not_at_work() -> None:
    """Of two that are in hand one waits: the street is at work as long as the other is."""
    street = Street()
    assert not street.is_at_work
    with street.in_hand():
        with street.in_hand(), street.away():
            assert street.is_at_work
        with street.away():
            assert not street.is_at_work
        assert street.is_at_work
    assert not street.is_at_work


def test_what_fails_is_not_in_hand_any_more() -> None:
    """Neither while it was worked on nor while it waited."""
    street = Street()
    with pytest.raises(LookupError), street.in_hand(), street.away():
        raise LookupError
    assert not street.is_at_work
