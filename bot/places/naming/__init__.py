"""What a place is called where everybody reads it: its name, but never a person's.

Its face: ``public``, ``landmarks``.
"""
