"""Errands: something is to be fetched. All that the house has to know of them is in this folder."""
