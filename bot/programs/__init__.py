"""Programs of other systems: captains hand them keys, and with one they report cases and take back their own.

Its face: ``keys``, ``reporting``, ``feature``.
The doors call it; it reports through incidents, as everybody does.
"""
