"""A case of which nobody knows where it is: said by whoever reports, mended by a captain or by a later location."""
