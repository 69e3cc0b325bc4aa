"""What captains set for their district in ``/limits`` and ``/topic``, and how letters come to a group because of it.

Its face: ``limits``, ``topics``, ``delivery`` (for whoever sends).
Only ``app`` and the doors call it; it stands above the rooms whose settings it shows.
"""
