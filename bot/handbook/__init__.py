"""The handbook 执法手册: its items, their proof and their limits; read from files, kept by version, searched, shown.

Its face: ``model`` (values), ``book``, ``versions`` (of a district), ``file``, ``written``, ``search``, ``reading``.
Incidents, preferences, imports, screens and the doors call it; it stands on ``work`` and knows no kind of case.
"""
