"""A plan as numbers: its axis of open time, its arrays for the kernel, its trials."""
