"""The page of a visit for the phone: what it shows and what it sends (``handlers/web/visit_page.py``).

Its face: ``looking`` (how a visit stands), ``sending`` (what comes from the phone, sent once or often), ``pictures``
(photos and signatures that come through it), ``opening`` (the way from the chat to it).
"""
