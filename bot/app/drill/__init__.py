"""The drill ground put together: a Bot API server on loopback, a sample district, and the unchanged bot against it."""
