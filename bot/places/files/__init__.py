"""Files of places: read in whatever way they were written, held against the register, written anew, and given out."""
