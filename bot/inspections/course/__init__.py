"""The course of a visit from its plan to the door: who may go, who approves, what people are told, what comes due.

Its face: ``approving``, ``ready`` (whether it may begin), ``told``, ``people``, ``following``, ``due``.
"""
