"""What stands at a door: which cases are linked to which place, what is said of them there, and the colour of each."""
