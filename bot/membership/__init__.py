"""Who belongs to a district and in which role: enrolling, teams, captains, acting terms, leaving; and their language.

Its face: ``enrolment``, ``teams``, ``team_commands``, ``captaincy``, ``announcements``, ``language``, ``after_import``.
Imports, preferences, conversation and the doors call it; above the kinds of cases, since who leaves holds cases.
"""
