"""Places that turn out to be one, or are gone: captains say so, and take it back; every code still leads somewhere.

Its face: ``merging``.
"""
