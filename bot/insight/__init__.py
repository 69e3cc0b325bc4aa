"""What past days show: how long steps took, what was in time, the morning report, the list of teams.

Its face: ``figures``, ``morning``, ``days`` (the port), ``team_list``.
Screens, preferences and the doors call it; it stands on incidents and changes no case.
"""
