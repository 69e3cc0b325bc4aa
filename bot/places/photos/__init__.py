"""Photos of places: sent in private, shown on the card and the page by right, hidden by captains.

Its face: ``photos``.
"""
