"""Combined inspections 综合查一次: visits to places by several bodies at once, planned once, answered once, signed.

Its face: ``feature``. ``planning`` says who goes where and why, ``visiting`` is what happens on the spot; ``visit`` is
what was answered and signed, as plain values. What fails is told to whoever keeps hazards (``bot/work/findings.py``).
"""
