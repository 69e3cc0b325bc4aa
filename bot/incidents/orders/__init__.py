"""Moves of incidents made and told: who is sent, who hears of it, and what follows from arriving or keeping silent.

Its face: ``orders`` (makes a move), ``sending``, ``arrival``, ``automatic``, ``support``, ``team_choices``.
All other rooms of incidents call it, and rooms above; it calls none of them.
"""
