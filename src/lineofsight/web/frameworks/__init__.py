"""Which version of which framework pack the authority has adopted, and from when."""
