"""Which commands somebody sees beside the keyboard and under ``/help``: one list, two faces.

Its face: ``menus``, ``help``.
Whatever changes a role, a district or a language calls it, and the Telegram door; it knows no kind of case.
"""
