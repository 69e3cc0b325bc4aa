"""Where people are: fixes from phones and trackers, and what is read from them.

Its face: ``positions``, ``trackers``; how a device does: ``tracker_health``.
Only the doors call it; what a fix means for a case, the features that were handed in answer.
"""
