"""Moves of incidents that somebody asks for: by command, button, words or page, and what each still needs.

Its face is ``requests.move``, ``options`` and ``confirming``. Doors and rooms above incidents call it; the rooms of
incidents below it do not.
"""
