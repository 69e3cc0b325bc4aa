"""Closing by evidence: what an outcome still lacks, albums, the checklist of a team, what who confirms weighs.

Its face: ``gate``, ``albums``, ``checklist``, ``review``.
Reporting and requests of incidents, conversation and the doors call it; it makes its moves through ``orders``.
"""
