"""What goes out to other systems."""
