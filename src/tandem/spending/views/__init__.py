"""Pages of money: of an initiative, of all, and what administrators keep."""
