"""The planned roster as people see it and bring it in: files, pages, reminders, swaps of shifts.

Its face: ``pages``, ``swaps``, ``table`` and ``importing`` (files).
Imports, the command line and the Telegram door call it; it stands on ``duty``, which works the plan out.
"""
