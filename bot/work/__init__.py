"""One piece of work at the desk: the open transaction, who speaks, what is answered, told, asked, remembered.

Its face: ``work``, ``actions``, ``answer``, ``telling``, ``mustering``, ``history``, ``features``, ``ports``.
Every room above calls it; it names no feature, features are handed to it.
"""
