"""What commands ask for alike: days, years, the home, the instant, a pack."""

import os
from datetime import UTC, date, datetime, time
from pathlib import Path

import click

from lineofsight.errors import UserError

YEARS = range(2000, 2100)


class Day(click.ParamType):
    name = "YYYY-MM-DD"

    def convert(self, value, param, ctx):
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            return self.fail(f"“{value}” is not a day. Write it as 2026-10-31.", param, ctx)


class CollectionYear(click.ParamType):
    """The year a collection ends in: four figures, and one that a return could be of."""

    name = "YYYY"

    def convert(self, value, param, ctx):
        if isinstance(value, int) or (value.isascii() and value.isdigit()):
            year = int(value)
            if YEARS[0] <= year <= YEARS[-1]:
                return year
        return self.fail(
            f"“{value}” is not a collection year. Write the year it ends in: 2026.", param, ctx
        )


def home() -> Path:
    """The one folder that holds all state."""
    return Path(os.environ.get("LINEOFSIGHT_HOME", "var")).absolute()


def instant() -> datetime:
    """When this command runs: the machine's clock, on the day that LINEOFSIGHT_TODAY sets."""
    now = datetime.now(UTC)  # noqa: TID251 - the edge of the product: here the clock comes in
    if not (day := os.environ.get("LINEOFSIGHT_TODAY")):
        return now
    try:
        return datetime.combine(date.fromisoformat(day), time(9, 0), UTC)
    except ValueError as error:
        raise UserError(
            f"LINEOFSIGHT_TODAY is “{day}”, which is not a day.", advice="Write it as 2026-11-23."
        ) from error


framework_option = click.option(
    "--framework",
    envvar="LINEOFSIGHT_PACK",
    default="worcestershire",
    show_default=True,
    help="The id of the framework pack in use.",
)


def pack_of(name: str | Path):
    """A pack by name or file, looked up in everything the product knows."""
    from lineofsight import packs
    from lineofsight.indicators import CATALOGUE
    from lineofsight.quality.local import known_records
    from lineofsight.web.people.permissions import Permission

    known = {
        "permissions": {str(each) for each in Permission},
        "indicators": set(CATALOGUE),
        "records": known_records(),
    }
    if Path(name).is_file():
        return packs.load_file(Path(name), **known)
    return packs.load_pack(name, **known)
