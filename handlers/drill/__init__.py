"""The drill ground: a pretended Telegram on loopback, with people who act in it, for drills and tests."""
