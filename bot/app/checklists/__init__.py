"""Checklists at the terminal."""
