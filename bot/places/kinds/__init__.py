"""What kinds of places there are: data that the program brings, which a district adds to or calls otherwise.

Its face: ``kinds``.
"""
