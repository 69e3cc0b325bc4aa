"""Words and photos that are sent during a visit: what they say of which item, and that nothing of them is lost."""
