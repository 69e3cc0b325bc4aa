"""Who gets in to the pages and programs: one-time links, sessions, keys, and which districts somebody may look at.

Its face: ``keys``, ``seats``, ``sign_in``.
The screens, positions (keys of trackers) and the doors call it; it stands beside ``cases``, on ``work``.
"""
