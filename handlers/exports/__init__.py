"""Exports are written beside everything else, and their files kept for a time."""
