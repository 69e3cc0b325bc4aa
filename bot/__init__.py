"""The brain of Patrolbot: what a case is and what may happen to it. No Telegram, no SQL, no network, no clock."""
