"""The doors of Patrolbot: Telegram, the clock, the drill ground. They import ``bot`` and nothing of ``storage``."""
