"""Which team is the nearest one that may be sent: pure arithmetic over what it is given, with its reasons.

Its face: ``matching``.
Incidents and calls for help call it; it stands on ``register`` and ``values`` and reads no memory.
"""
