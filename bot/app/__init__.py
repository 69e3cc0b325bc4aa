"""The house put together: settings are read, doors and memory are given to the brain, the command line answers.

Its face: ``settings`` for doors that are set up by it; the rest is called by ``bot.__main__`` alone.
The top floor: it may import everything, and no room may import it.
"""
