"""What strangers may read: off by default, item by item, and nothing that anybody said, did or is called."""
