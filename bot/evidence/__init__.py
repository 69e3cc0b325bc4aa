"""Photos, voice, words and papers as pieces: who sent them, when, from where. Their shapes and their memory.

Its face: ``pieces``. ``bot/conversation/listening.py`` decides to which case one goes, and the case's room attaches it.
Kinds of cases, conversation, screens and the memory call it; what a piece is good for is the kind's business.
"""
