"""What of visits and hazards a screen shows: what is due, what is open, which places must not open, pairs, figures."""
