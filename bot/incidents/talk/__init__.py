"""What people say about incidents without a command: moves in plain words, by radio, and questions.

Its face: ``spoken``.
Conversation calls it; it asks the requests for the moves.
"""
