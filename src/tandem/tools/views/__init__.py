"""Pages of our tools."""
