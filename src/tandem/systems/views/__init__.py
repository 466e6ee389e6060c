"""The pages of the systems catalogue."""
