"""What the answers of a visit make of the hazards that it found."""
