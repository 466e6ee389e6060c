"""The tab What if: the list, one what-if with its answer, several side by side."""
