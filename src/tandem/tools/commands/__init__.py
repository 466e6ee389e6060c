"""Looking through files, in a process of their own.

Nothing is imported here: `python -m` loads this before Django is set up.
"""
