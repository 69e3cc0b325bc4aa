"""What of incidents needs a captain: what is wrong with each as it stands, and what is likeliest done about it.

Its face: ``matters`` (the lines); ``wrongs`` is pure. It looks at orders, reminders and requests, and none of them
knows it; ``bot/matters`` calls it through the feature of incidents.
"""
