"""What time does to an incident: reminders, overdue steps, cases nobody touches, and the list of open ones.

Its face: ``reminders``, ``open_list``, ``stale``, ``anew`` (after an outage), ``handed_over``.
The clock calls it through the feature of incidents; screens and doors read ``open_list``.
"""
