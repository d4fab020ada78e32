"""Programmes, grades and actions as numbers, for other programs: read only, scoped as the pages."""
