"""The steps of an import, in a process of their own: reading, comparing, taking in, undoing.

Nothing is imported here: `python -m` loads this before Django is set up.
"""
