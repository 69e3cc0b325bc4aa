"""How a case begins: the pin, what is asked of who reported, what comes later, and whether it is known already.

Its face: ``reports``, ``form``, ``questions``, ``pieces``, ``duplicates``, ``merging``.
Conversation and the Telegram door call it; it makes its moves through ``orders``.
"""
