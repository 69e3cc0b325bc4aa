"""What needs a captain now: one living message to each, most urgent first, and when it makes a sound.

Its face: ``needs`` (the message), ``hearing`` (who tells captains of something new), ``sounding`` (the rule).
Features bring what is wrong (``bot/work/matters.py``); rooms that tell captains call it, the door writes the message.
"""
