"""A file of places that a captain sends in private: looked at, shown, and brought in after a tap."""
