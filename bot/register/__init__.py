"""Districts, people and teams as they stand: plain values and the ports through which the memory gives them.

Its face: ``districts``, ``people``, ``teams``.
Every room above calls it; it stands on ``values`` alone and decides nothing.
"""
