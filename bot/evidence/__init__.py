"""Photos, voice, words and papers as pieces: who sent them, when, from where, and what case they belong to.

Its face: ``pieces``.
Kinds of cases, conversation, screens and the memory call it; what a piece is good for is the kind's business.
"""
