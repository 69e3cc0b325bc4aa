"""Hazards 隐患: what is dangerous at a place, from the moment it is found until somebody else has seen that it is gone.

Its face: ``feature``. Visits, reports and people on the spot tell of one through ``bot/work/findings.py``.
"""
