"""Plain values that know nothing of patrols: points, times, texts, figures, tables, refusals, the clock and the port.

Its face: each of its modules.
Everybody may call it; it imports nothing above ``words``.
"""
