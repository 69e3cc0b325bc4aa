"""What is stored about a person: told, handed over, erased as far as it may be, and who looked at it.

Its face: ``actions`` and ``feature``; ``port`` for the memory and for rooms that keep something of people.
The doors call it, ``cases`` and the screens use its port; it names no kind of case.
"""
