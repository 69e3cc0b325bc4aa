"""Alert notes: what is to be known before somebody goes in, on what it rests, until when; and contacts, masked.

Its face: ``notes`` (what a note is, the port), ``going_in`` (who has read what), ``contacts``.
"""
