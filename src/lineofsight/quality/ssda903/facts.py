"""Queries that several rules of SSDA903 share.

A fact is given to `t.fact`, and should read as few columns as it can: a rule that uses it is
not run where one of them is missing. `beside` is no fact; it puts the columns a rule wants of
the episode before or after beside each episode.
"""

from lineofsight.later import ibis

SHORT_BREAKS = ("V3", "V4")
"""Legal statuses of children who stay for short breaks only: many rules pass over them."""


def birthday(born, age: int):
    """The day somebody turns an age; who was born on 29 February does so on 28 February."""
    return (born + ibis.interval(years=age)).cast("date")


def with_birth(t, rows):
    """Rows of a table beside the date of birth that the header gives their child, as `born`."""
    return rows.inner_join(t.header.select("child", born=t.header.dob), "child")


def _by_start(episodes):
    """Unreadable starts stand last; episodes that start on the same day stand as in the file."""
    return [episodes.decom.asc(nulls_first=False), episodes.row.asc()]


def episode_order(t):
    """Each episode with its place among the child's (`nth`, from 1), the rows of the one before
    and the one after, when that one ended (`before_dec`) and when this one starts
    (`after_decom`). Rows of nobody are left out."""
    episodes = t.episodes.filter(t.episodes.child.notnull())
    order = ibis.window(group_by="child", order_by=_by_start(episodes))
    return episodes.select(
        "row",
        "child",
        "decom",
        "dec",
        nth=ibis.row_number().over(order) + 1,
        before=episodes.row.lag().over(order),
        before_dec=episodes.dec.lag().over(order),
        after=episodes.row.lead().over(order),
        after_decom=episodes.decom.lead().over(order),
    )


def beside(t, which: str, *columns: str):
    """Each episode that has one `which` ("before" or "after"), all its own columns, and those
    `columns` of the other: `before_place`, `after_rec`."""
    place = t.fact(episode_order).select("row", which)
    other = t.episodes.select(
        **{f"{which}_row": t.episodes.row},
        **{f"{which}_{column}": t.episodes[column] for column in columns},
    )
    joined = t.episodes.inner_join(place, "row")
    return joined.inner_join(other, joined[which] == other[f"{which}_row"])


def episode_periods(t):
    """Each episode with the period of care it lies in (`period`, from 0 or 1): a period begins
    with an episode whose reason is S. What stands before a child's first S is period 0."""
    episodes = t.episodes.filter(t.episodes.child.notnull())
    starts = (episodes.rne == "S").fill_null(ibis.literal(False)).cast("int64")
    return episodes.select(
        "row",
        "child",
        "decom",
        "dec",
        period=starts.sum().over(
            ibis.cumulative_window(group_by="child", order_by=_by_start(episodes))
        ),
    )


def care_periods(t):
    """A row for each period of care: `child`, `period`, `start`, `end` (empty while it lasts),
    and the rows of its `first` and `last` episode."""
    episodes = t.fact(episode_periods)
    order = ibis.window(group_by=["child", "period"], order_by=_by_start(episodes))
    numbered = episodes.mutate(
        nth=ibis.row_number().over(order), following=episodes.row.lead().over(order)
    )
    first = numbered.filter(numbered.nth == 0).select(
        "child", "period", start=numbered.decom, first=numbered.row
    )
    final = numbered.filter(numbered.following.isnull()).select(
        "child", "period", end=numbered.dec, last=numbered.row
    )
    return first.inner_join(final, ["child", "period"])


def first_episodes(t):
    """The first episode of each child in this year's return: `row`, `child`, `decom`, `dec`."""
    order = t.fact(episode_order)
    return order.filter(order.nth == 1, order.decom.notnull()).select(
        "row", "child", "decom", "dec"
    )


def last_years_final_episodes(t):
    """The last episode of each child in last year's return: `row`, `child`, `decom`, `dec`.
    Join `t.last.episodes` by `row` for more of it."""
    episodes = t.last.episodes
    known = episodes.filter(episodes.child.notnull(), episodes.decom.notnull())
    latest = ibis.window(group_by="child", order_by=[known.decom.desc(), known.row.asc()])
    numbered = known.mutate(nth=ibis.row_number().over(latest))
    return numbered.filter(numbered.nth == 0).select("row", "child", "decom", "dec")


def continuously_looked_after(t):
    """The children (`child`) who were looked after for the whole of the twelve months to 31
    March: in care in the year, without a period of care that begins after its first day, one
    that ends before its last, or a short break (V3, V4)."""
    episodes = t.episodes
    open_in_the_year = (episodes.decom <= t.end) & (
        episodes.dec.isnull() | (episodes.dec >= t.start)
    )
    begins = (episodes.rne == "S") & (episodes.decom > t.start) & (episodes.decom <= t.end)
    goes_on = (episodes.rec == "X1").fill_null(False)
    ends = ~goes_on & (episodes.dec >= t.start) & (episodes.dec < t.end)
    short_break = episodes.ls.isin(SHORT_BREAKS) & open_in_the_year
    judged = episodes.filter(episodes.child.notnull()).select(
        "child",
        inside=open_in_the_year.fill_null(False),
        broken=(begins | ends | short_break).fill_null(False),
    )
    return (
        judged.group_by("child")
        .agg(inside=judged.inside.any(), broken=judged.broken.any())
        .filter(lambda of: of.inside & ~of.broken)
        .select("child")
    )


def first_of_each(rows, *order, last_of_equals: bool = False):
    """The first row of each child in an order, and of equals the one that stands first (or
    last) in the file."""
    place = rows.row.desc() if last_of_equals else rows.row.asc()
    window = ibis.window(group_by="child", order_by=[*order, place])
    numbered = rows.filter(rows.child.notnull()).mutate(nth=ibis.row_number().over(window))
    return numbered.filter(numbered.nth == 0).drop("nth")


def unreadable(table, day: str):
    """Rows where something is written for a day, and it is no date."""
    return table.filter(table[day].isnull(), table[f"{day}_text"].notnull())


def rows_of_both(pairs, table: str, other: str):
    """The failing rows of two tables that were joined in this order, by published name."""
    return {table: pairs.select("row"), other: pairs.select(row="row_right")}


def asylum_seekers(t):
    """The children (`child`) who are unaccompanied asylum-seeking children, or were last year."""
    now = t.header.filter(t.header.uasc == "1").select("child")
    return now.union(
        t.last_if_given.header.filter(lambda last: last.uasc == "1").select("child")
    ).distinct()


def placed(t):
    """Where the placement of each episode lies, by its postcode: `pl_la`, the authority's code or
    that of a nation (SCO, NIR, WAL, and NUK for the islands that are in none), and `pl_distance`
    from home in miles."""
    return _placed(t, t.episodes)


def placed_last_year(t):
    """The same of last year's episodes."""
    return _placed(t, t.last.episodes)


def _placed(t, episodes):
    home = t.postcodes.select(home="postcode", home_east="east", home_north="north")
    there = t.postcodes.select(there="postcode", la="la", east="east", north="north")
    found = episodes.select(
        "row", from_=episodes.home_post.replace(" ", ""), to=episodes.pl_post.replace(" ", "")
    )
    found = found.left_join(home, found.from_ == home.home)
    found = found.left_join(there, found.to == there.there)
    metres = (
        (found.home_east - found.east) ** 2 + (found.home_north - found.north) ** 2
    ).sqrt()  # as the department's guidance reckons it
    nation = found.la.substr(0, 1)
    return found.select(
        "row",
        pl_la=ibis.cases(
            (nation == "S", "SCO"),
            (nation == "N", "NIR"),
            (nation == "W", "WAL"),
            (nation.isin(("L", "M")), "NUK"),
            else_=found.la,
        ),
        pl_distance=(metres / 1000 / 1.6093).round(1),
    )


def unbroken_stays(t):
    """The time a child spent in care without a day between one episode's end and the next one's
    start: `child`, `stay_start`, `stay_end` (that of the last episode; empty while it lasts)."""
    known = t.episodes.filter(t.episodes.child.notnull(), t.episodes.decom.notnull())
    order = ibis.window(group_by="child", order_by=_by_start(known))
    begun = known.select("row", "child", "decom", "dec", before_dec=known.dec.lag().over(order))
    begins = (begun.decom > begun.before_dec).fill_null(False).cast("int64")
    stay = begins.sum().over(ibis.cumulative_window(group_by="child", order_by=_by_start(begun)))
    numbered = begun.mutate(stay=stay)
    within = ibis.window(group_by=["child", "stay"], order_by=_by_start(numbered))
    told = numbered.mutate(
        stay_start=numbered.decom.min().over(group_by=["child", "stay"]),
        following=numbered.row.lead().over(within),
    )
    return told.filter(told.following.isnull()).select("child", "stay_start", stay_end=told.dec)


def final_episodes(t):
    """The last episode of each child in this year's return: `row`, `child`, `decom`, `dec`,
    `rec`."""
    known = t.episodes.filter(t.episodes.child.notnull(), t.episodes.decom.notnull())
    final = first_of_each(known, known.decom.desc(), known.row.asc())
    return final.select("row", "child", "decom", "dec", "rec")
