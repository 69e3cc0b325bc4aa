"""Incidents: the kind of case that the city's day is made of, from a pin to proof that it is dealt with.

Its face: ``feature``, ``table`` (moves), ``store`` (the port), ``limits``, ``card``, ``find``, ``search``.
Rooms above may call it; the kinds beside it (``sos``, ``handovers``) may not, nor it them.
"""
