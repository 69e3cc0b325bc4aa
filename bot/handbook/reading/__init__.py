"""Reading the handbook in the chat: what is found, page by page, and what an entry says.

Its face: ``pages``.
The doors call it.
"""
