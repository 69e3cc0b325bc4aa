"""The Telegram door: updates in, letters out."""
