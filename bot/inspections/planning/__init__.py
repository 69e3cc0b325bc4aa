"""Who goes where and why: a body's wish and its three answers, the visit that comes of it, who approves, who goes.

Its face: ``planning`` (plan), ``wishing`` (the wish and its answer), ``moving`` (what words and buttons ask for),
``ready`` (whether it may begin), ``due`` (what comes due). ``advice`` holds the rules, pure.
"""
