"""Words and pieces that answer nothing: of which report they are, and what follows when it turns out to be another.

Its face: ``belonging``, ``moving_over``. Conversation and the report form hand them in, a new report asks for its own;
the clock decides about those that wait for a location.
"""
