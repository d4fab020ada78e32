"""The pages of practice, by whom they are for."""
