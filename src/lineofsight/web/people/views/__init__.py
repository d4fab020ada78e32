"""Pages of people: one's own account, the organisation, restricted records, the log."""
