"""What happens on the spot: shown and scanned codes, item by item by buttons and words, read back, signed.

Its face: ``words`` (what somebody wrote about items), ``items``, ``record``, ``answering``, ``spot``, ``signing``,
``standing`` (the one message with the next step), ``listening`` (words and photos that are sent during a visit).
"""
