"""A captain's shift and its handover to the next captain: a kind of case, with all that is its own.

Its face: ``feature``; ``shift`` and ``table`` for the doors, the memory and who ends a membership.
It knows no other kind: what they hand over, their own features tell it.
"""
