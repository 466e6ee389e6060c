"""SQLite as Tandem uses it: every write kept, and writers served in turn."""
