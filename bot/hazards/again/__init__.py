"""Looked at again: what the re-check of a visit comes to."""
