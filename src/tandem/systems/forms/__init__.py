"""What people fill in about systems. The services check it again; forms only read it."""
