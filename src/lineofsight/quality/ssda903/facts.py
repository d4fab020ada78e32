"""Queries that several rules of SSDA903 share."""
