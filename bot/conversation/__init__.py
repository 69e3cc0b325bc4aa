"""What people write, send or answer without a command, and whose it is: one question put in turn to all who may know.

Its face: ``listening``, ``pins``, ``commands``, ``welcome``.
The Telegram door calls it; it stands above the kinds of cases and membership, and under the desk.
"""
