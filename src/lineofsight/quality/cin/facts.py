"""Queries that several rules of the census share."""
