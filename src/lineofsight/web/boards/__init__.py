"""Meetings of boards: their agenda, what was contributed, what they recommended and got back."""
