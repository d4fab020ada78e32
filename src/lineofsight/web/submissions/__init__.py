"""What was loaded, by whom, what of it could not be read, and what it can speak for."""
