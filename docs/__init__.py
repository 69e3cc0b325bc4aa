"""Documents, and the program that writes what in them comes from the code."""
