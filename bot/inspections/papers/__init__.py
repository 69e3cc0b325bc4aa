"""What a visit leaves on paper and for the place: its record, the text for the official system, the place's own page.

Its face: ``recording`` (the record as plain values), ``official`` (the text to copy), ``asking`` (who asks for which
paper, and how long it stays), ``address``, ``own_page`` and ``by_place`` (the place's own page), ``days``.
"""
