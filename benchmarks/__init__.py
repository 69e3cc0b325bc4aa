"""Measured figures: each bench prints its own beside what it is compared with, in one run."""
