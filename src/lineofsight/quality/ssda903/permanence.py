"""Previous permanence: a child who comes into care after an adoption or another lasting order."""

from lineofsight.benchmarks.areas import read
from lineofsight.later import ibis
from lineofsight.quality.ssda903.book import rule
from lineofsight.quality.ssda903.facts import first_episodes, rows_of_both
from lineofsight.returns.code_sets import code_set

OPTIONS = tuple(each.code for each in code_set("ssda903.previous_permanence").codes)
NONE_BEFORE = "Z1"
ABROAD = ("WAL", "SCO", "NIR", "NUK")
NOT_KNOWN = "999"
PREDECESSORS = ("835", "836", "837", "909", "928")
"""Dorset, Poole, Bournemouth, Cumbria and Northamptonshire as they were until 2019 to 2023."""
COLLECTED_FROM = "2016-04-01"
DATE_WITH_GAPS = r"^([0-9]{1,2}|[zZ]{2})/([0-9]{1,2}|[zZ]{2})/([0-9]{4}|[zZ]{4})$"
"""A day in which what is not known is written with the letter z."""


def _authorities() -> tuple[str, ...]:
    numbers = tuple(row["dfe_code"] for row in read("authorities.csv"))
    return (*numbers, *PREDECESSORS, *ABROAD, NOT_KNOWN)


@rule(
    "630",
    "The child started to be looked after this year, but nothing or not enough is said of previous"
    " permanence. Add the option, and for P1 to P4 the authority and the date.",
    "Episodes.RNE",
    "PrevPerm.PREV_PERM",
    "PrevPerm.LA_PERM",
    "PrevPerm.DATE_PERM",
)
def no_previous_permanence(t):
    started = t.episodes.filter(t.episodes.rne == "S", t.episodes.decom >= t.start)
    said = t.prev_perm.select("child", "prev_perm", "la_perm", written="date_perm_text")
    pairs = started.left_join(said, "child")
    is_first = (pairs.prev_perm == NONE_BEFORE).fill_null(False)
    return pairs.filter(
        pairs.prev_perm.isnull() | (~is_first & (pairs.la_perm.isnull() | pairs.written.isnull()))
    )


@rule(
    "631",
    "The option of previous permanence is none of the codes. Enter P1, P2, P3, P4 or Z1.",
    "PrevPerm.PREV_PERM",
)
def option_unknown(t):
    return t.prev_perm.filter(t.prev_perm.prev_perm.notin(OPTIONS))


@rule(
    "632",
    "The date of the previous order cannot be read, or is not before the child started to be looked"
    " after. Enter it as dd/mm/yyyy, with zz or zzzz for what is not known.",
    "Episodes.DECOM",
    "PrevPerm.DATE_PERM",
)
def order_after_care(t):
    pairs = t.fact(first_episodes).inner_join(t.prev_perm, "child")
    earliest = ibis.coalesce(pairs.date_perm, _earliest(pairs.date_perm_text))
    wrong = (earliest >= pairs.decom).fill_null(pairs.date_perm_text.notnull())
    return rows_of_both(pairs.filter(wrong), "Episodes", "PrevPerm")


def _earliest(written):
    """The first day that a date with gaps may mean, of an unknown year that of 2000; empty if
    it is no such date."""
    parts = written.upper().split("/")
    day, month, year = (
        ibis.ifelse(parts[at] == gap, instead, parts[at].lpad(len(gap), "0"))
        for at, gap, instead in ((0, "ZZ", "01"), (1, "ZZ", "01"), (2, "ZZZZ", "2000"))
    )
    earliest = (year + "-" + month + "-" + day).try_cast("date")
    return ibis.ifelse(written.re_search(DATE_WITH_GAPS), earliest, ibis.null("date"))


@rule(
    "633",
    "The authority in which the previous order was made is given with a code that there is not."
    " Enter the department’s three figures, or WAL, SCO, NIR or NUK.",
    "PrevPerm.LA_PERM",
)
def authority_unknown(t):
    return t.prev_perm.filter(t.prev_perm.la_perm.notin(_authorities()))


@rule(
    "634",
    "Previous permanence is given, but the child has not started to be looked after since 1 April"
    " 2016. Take it out, or correct the episodes.",
    "Episodes.DECOM",
    "PrevPerm.PREV_PERM",
    "PrevPerm.LA_PERM",
    "PrevPerm.DATE_PERM",
)
def permanence_before_collected(t):
    latest = t.episodes.group_by("child").agg(latest=t.episodes.decom.max())
    early = latest.filter(latest.latest < ibis.date(COLLECTED_FROM))
    said = t.prev_perm.filter(
        t.prev_perm.prev_perm.notnull()
        | t.prev_perm.la_perm.notnull()
        | t.prev_perm.date_perm_text.notnull()
    ).semi_join(early, "child")
    return {
        "PrevPerm": said,
        "Episodes": t.episodes.semi_join(said, "child"),
    }


@rule(
    "635",
    "An authority or a date of a previous order is given, though there was none (Z1). Take them"
    " out, or correct the option.",
    "PrevPerm.PREV_PERM",
    "PrevPerm.LA_PERM",
    "PrevPerm.DATE_PERM",
)
def order_though_none_before(t):
    return t.prev_perm.filter(
        t.prev_perm.prev_perm == NONE_BEFORE,
        t.prev_perm.la_perm.notnull() | t.prev_perm.date_perm_text.notnull(),
    )
