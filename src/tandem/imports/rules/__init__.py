"""Words and rules of imports. Plain Python: no Django, no database."""
