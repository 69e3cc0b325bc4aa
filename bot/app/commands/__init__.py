"""What operators type: each command of ``patrolbot`` in a file of its own."""
