"""Long attacks on the real program, by strangers in processes of their own: ``make test-long``."""
