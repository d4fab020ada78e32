"""Everything that changes the records of practice, by what it changes."""
