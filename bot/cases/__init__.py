"""What a case is: moves as data, one pure ``apply``, what comes due, and the diagram."""
