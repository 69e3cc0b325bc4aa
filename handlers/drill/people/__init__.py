"""The people of a drill: what they see and do, by hand or as a scenario has written."""
