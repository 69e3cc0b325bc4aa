"""Working days: which days are worked in a district and how sure that is, from libraries and the district's own list.

Who counts in working days imports ``days``; whoever keeps dates that were counted so brings ``Feature.days_known``.
"""
