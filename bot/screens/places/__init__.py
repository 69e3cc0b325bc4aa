"""Places on the pages: on the map, in the table, one in full; and what is changed of them there."""
