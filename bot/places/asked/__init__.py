"""The register as programs and pages ask for it: stretch by stretch, as far as each may read it, and changed by them.

Its face: ``pages``, ``views``, ``changing``.
"""
