"""Telling people: the product's one way, under the name that the services of practice know."""

from lineofsight.web.notices.services import mark_all_read_before, mark_read, tell

__all__ = ["mark_all_read_before", "mark_read", "tell"]
