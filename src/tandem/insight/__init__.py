"""What past work tells: figures over it, each with its cases and what it can't show."""
