"""The pretended Telegram itself: people, chats, messages, files, and what of it the bot gets to hear."""
