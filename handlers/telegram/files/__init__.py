"""Files that people sent: fetched, kept for a while, and known again."""
