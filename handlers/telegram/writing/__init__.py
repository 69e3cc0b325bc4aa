"""Letters put into words and buttons, at the moment of sending."""
