"""The pages: parse, authorise, call, answer."""
