"""The register of places: found by what people call them, or as the nearest to a point.

Its face: ``register``.
Kinds of cases, conversation, imports, screens and the memory call it; it knows none of them.
"""
