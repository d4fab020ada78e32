"""Days that are some working days before another."""


def working_day_before(t, day, number: int):
    """One row: the day, in `working_day`, that is the `number`th working day before `day`."""
    working = t.calendar.filter(t.calendar.is_working_day)
    last = working.filter(working.day < day).aggregate(last=lambda before: before.ordinal.max())
    found = working.cross_join(last)
    return found.filter(found.ordinal == found["last"] - (number - 1)).select(working_day=found.day)
