"""What partner agencies enter and return, what is put to them, and what is learned together."""
