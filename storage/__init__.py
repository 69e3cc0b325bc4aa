"""The memory of Patrolbot: the only place that knows SQL. It imports ``bot`` and nothing of ``handlers``."""
