"""The trial of a new district: a case that one captain plays alone, for which nobody is sent and which nothing counts.

A kind of case, with all that is its own. Its face: ``feature``; ``offer`` for the list of ``/setup`` that ends with it.
"""
