"""Hazards in the chat: found on the spot, shown, moved by words, buttons and photos."""
