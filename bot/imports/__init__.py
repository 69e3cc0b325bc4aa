"""Files that set up districts: people, teams, limits, places, cameras and roster, read with every mistake at once.

Its face: ``district_file``, ``differences``.
The command line calls it, and a door that brings in a file; it stands above the rooms that it fills.
"""
