"""Whether words report danger to people: rules as data, examples, likeness where the rules are silent.

Its face: ``judging``.
Kinds of cases call it with the wordings of the handbook in force.
"""
