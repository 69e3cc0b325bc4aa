"""What the clock does about hazards: reminders by their limits, and alarms of open critical ones."""
