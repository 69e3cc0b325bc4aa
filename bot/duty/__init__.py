"""Who is on duty, until when, on break or missing; and the plan that says who should be.

Its face: ``duty``, ``plan``, ``planned``, ``minding``.
Kinds of cases, roster, positions and membership call it; it stands on ``work`` and knows no kind of case.
"""
