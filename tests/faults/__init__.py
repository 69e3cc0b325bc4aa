"""Crashes and outages."""
