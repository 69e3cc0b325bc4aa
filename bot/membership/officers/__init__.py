"""Officers and approvers of bodies are enrolled and dismissed: in reply, by name, or by a link that they open.

Its face: ``enrolling``, ``links``; ``appointing`` for whoever has one already in hand.
"""
