"""Is all well? Figures of the running bot against what they may be, and the auditor who tells when they are not.

Its face: ``figures``, ``auditor``.
Only ``app``, the doors and the memory call it, since it stands above the desk and watches it.
"""
