"""Photos, voice, words and papers: who sent them, when, from where; what of them a wall shows; cameras near a case.

Its face: ``pieces``, ``wall`` and ``cameras``. ``bot/conversation/listening.py`` decides to which case one goes, and
the case's room attaches it.
Kinds of cases, conversation, screens and the memory call it; what a piece is good for is the kind's business.
"""
