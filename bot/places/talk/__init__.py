"""Places in the chat: found, shown as a card, registered on the spot, corrected over the version that was shown.

Its face: ``actions`` and ``show``; ``answers`` takes what somebody sends after one of its questions.
The door calls it, and the rooms above that hear words, pins and photos; it knows no kind of case.
"""
