"""Who else may look at a hazard again, and whether they are free in time."""
