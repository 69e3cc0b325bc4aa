"""Files of places that captains send are looked at and brought in beside everything else."""
