"""Queries that several rules of the census share."""

from lineofsight.later import ibis


def period(t):
    """One row: the first and the last day of the census year, which is the year that ends on the
    header's reference date; without one, the collection's."""
    said = t.header.aggregate(said=t.header.reference_date.max())
    last = said.select(last=ibis.coalesce(said.said, t.end))
    first = last.last - ibis.interval(years=1) + ibis.interval(days=1)
    return last.mutate(first=first.cast("date"))


def first_day(t):
    return t.fact(period).first.as_scalar()


def last_day(t):
    return t.fact(period).last.as_scalar()
