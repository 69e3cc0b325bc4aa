"""Looked at again: what a visit's re-check comes to, and who else would be free to do one."""
