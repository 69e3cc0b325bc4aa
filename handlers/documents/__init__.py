"""Documents that can be printed: Word files, for offices."""
