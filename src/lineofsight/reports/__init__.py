"""Documents as plain data: one module a report, one module a format."""
