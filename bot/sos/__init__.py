"""Calls for help and the welfare check: a kind of case, with all that is its own.

Its face: ``feature``; ``actions``, ``alerts``, ``talk``, ``table`` for rooms above, the doors and the memory.
It knows no other kind: whom a welfare check is about, it is told.
"""
