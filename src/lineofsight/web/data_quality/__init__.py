"""Data quality as people work with it: what was found, who puts it right, what may be sent."""
