"""What screens show: the situation of a district, the file of one case, looks beside the desk.

Its face is ``board.Board``, ``snapshot`` with its ``parts`` and ``ground``, and ``case_file``; they change nothing. The
doors of the pages and the writers of cards call it.
"""
