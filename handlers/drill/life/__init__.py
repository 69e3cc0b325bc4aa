"""The drill ground lives by itself: crews, colleagues and reporters whom nobody at a page plays."""
