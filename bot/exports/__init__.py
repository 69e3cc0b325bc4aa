"""Cases and tracks as files for other programs: asked for by right, written beside the bot, handed out for a time.

Its face: ``asking``, ``fetching``; ``doing`` for whoever writes the files, ``port`` for the memory.
"""
