"""The desk: the only place where anything changes, one transaction for each thing that somebody wants.

Its face is ``desk.Desk`` and the list of what the program can do, ``features.FEATURES``. Doors, the clock and health
call it; nothing below does.
"""
