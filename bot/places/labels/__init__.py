"""The code on the door: what a label holds and prints, what its page shows to whom, sheets of them.

Its face: ``leading``, ``at_the_door``, ``digits``, ``opening``, ``sheets``.
"""
