"""Webhooks: other systems that hear of every move of a case that may leave the house, and what waits for them."""
