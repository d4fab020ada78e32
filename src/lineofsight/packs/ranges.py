"""Numbers that make sense: months are 1 to 12, shares 1 to 100, and no time is negative."""

from collections.abc import Iterator

from pydantic import BaseModel

from lineofsight.packs.faults import Complaint
from lineofsight.packs.values import Setting

MONTH, YEARS_OF_DAYS, YEAR_OF_WORKING_DAYS = (1, 12), (0, 3660), (0, 260)
RANGES: dict[str, tuple[int, int]] = {
    "paused_months": MONTH,
    "months": MONTH,
    "year_starts_in_month": MONTH,
    "plans_every_months": MONTH,
    "review_every_months": (1, 120),
    "day_of_month": (1, 31),
    "lasts_working_days": (1, 260),
    "number_a_year": (1, 1000),
    "size": (1, 100_000),
    "at_least_per_stratum": (0, 100_000),
    "drawn_days_before": (0, 366),
    "sampled_percent": (1, 100),
    "after_days": YEARS_OF_DAYS,
    "within_working_days": YEAR_OF_WORKING_DAYS,
    "action_due_working_days": YEAR_OF_WORKING_DAYS,
    "step_within_working_days": YEAR_OF_WORKING_DAYS,
    "decide_within_working_days": YEAR_OF_WORKING_DAYS,
    "acknowledge_within_hours": (1, 24 * 366),
    "tolerance": (0, 1_000_000),
    "starts_on_day": (1, 31),
    "counted_from_year": (2000, 2044),
    "on_day": (1, 31),
    "lag_months": (1, 12),
    "begun_in_month": MONTH,
    "final_in_month": MONTH,
    "times_a_year": (1, 366),
    "week_of_cycle": (1, 4),
    "public_every": (1, 100),
    "agenda_days_before": (0, 90),
    "answer_within_working_days": YEAR_OF_WORKING_DAYS,
}
A_SPAN_OF_MONTHS = "exclusions"
"""Where `months` says how many, not which."""


def out_of_range(part: BaseModel, path: tuple[str | int, ...] = ()) -> Iterator[Complaint]:
    for name in type(part).model_fields:
        value, here = getattr(part, name), (*path, name)
        said = value.value if isinstance(value, Setting) else value
        if name in RANGES and A_SPAN_OF_MONTHS not in path:
            yield from _outside(said, RANGES[name], here)
        if isinstance(value, BaseModel) and not isinstance(value, Setting):
            yield from out_of_range(value, here)
        elif isinstance(value, tuple):
            for n, item in enumerate(value):
                if isinstance(item, BaseModel):
                    yield from out_of_range(item, (*here, n))


def _outside(said, limits: tuple[int, int], path) -> Iterator[Complaint]:
    lowest, highest = limits
    numbers = said if isinstance(said, tuple) else (said,)
    for number in numbers:
        if number is not None and not lowest <= number <= highest:
            problem = f"“{path[-1]}”: {number} is not between {lowest} and {highest:,}."
            yield Complaint(path, problem, "1 is January." if limits == MONTH else "")
