"""What is filled in, among several fields of a row."""

from lineofsight.later import ibis


def any_given(table, columns):
    """Something stands in one of the columns, or in several."""
    return ibis.or_(*(table[column].notnull() for column in columns))


def any_blank(table, columns):
    """Nothing stands in one of the columns, or in several."""
    return ibis.or_(*(table[column].isnull() for column in columns))
