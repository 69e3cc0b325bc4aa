"""The life of the process: its clock and its tick, how it is watched, how it stops, and what it logs."""
