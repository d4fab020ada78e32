"""The pages of performance, one module a page."""
