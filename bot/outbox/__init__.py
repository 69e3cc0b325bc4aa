"""Letters: what others must learn, as keys and facts, kept until sent; and how quietly, into which topic, how late.

Its face: ``letters``; ``topics``, ``quiet``, ``late``, ``albums`` for those who send.
Every room from ``work`` upwards writes letters, the doors send them; it stands on ``register`` and knows no action.
"""
