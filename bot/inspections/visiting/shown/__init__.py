"""What the message with the next step shows: an item, a conflict, what is read out, what the place is told."""
