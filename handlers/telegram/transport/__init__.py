"""The way in and out: updates are stored and worked off in lanes, letters are sent at the pace of Telegram."""
