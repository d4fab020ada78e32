"""What `pandas_figures` counts, written for pandas: each figure for 72 months at once."""

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from lineofsight.working_days import england

FAR_OFF = pd.Timestamp("2999-01-01")
YES = ("Y", "YES", "1", "TRUE")
NO_CONFERENCE = '"OUTCOME_CP_CONFERENCE_FLAG":"N"'
POLICE = "6"
ASSESSMENT, REFERRAL, REPEATED = 45, 3, 3
OTHER_ROLES = ("IRO", "CP_CHAIR", "PERSONAL_ADVISER")
NO_TEAM = "not-recorded"
DAY = "datetime64[us]"
Told = dict[str, list]


class Files:
    """Columns of the snapshot's tables as frames, days as days."""

    def __init__(self, file_of: Callable[[str], Path]):
        self._file_of = file_of

    def frame(self, table: str, **columns: str) -> pd.DataFrame:
        """Named as they are called here: `child="cont_person_id"`."""
        read = pq.read_table(self._file_of(table), columns=[*columns.values()])
        frame = read.to_pandas(date_as_object=False)
        days = frame.select_dtypes("datetime").columns
        frame = frame.astype(dict.fromkeys(days, DAY))
        return frame.rename(columns={there: here for here, there in columns.items()})


def every_figure(files: Files, as_at: date, months: int) -> Told:
    """Numerator and denominator, and a median where there is one, by indicator, month and team."""
    last = pd.Period(as_at, "M") - 1
    kept = pd.period_range(end=last, periods=months, freq="M")
    held = _responsible(files)
    told: Told = {}
    for part in (_contacts, _assessments, _enquiries, _positions):
        for name, figures in part(files, held, kept).items():
            rows = figures.astype(object).where(figures.notna(), None).itertuples()
            told |= {
                f"{name} {month.end_time.date()} {team}": list(row) for (month, team), *row in rows
            }
    return told


def _responsible(files: Files) -> pd.DataFrame:
    """Which team was responsible for a child from which day until which: of several involved at
    once, the one that came last."""
    every = files.frame(
        "ssd_involvements",
        id="invo_involvements_id",
        child="invo_person_id",
        began="invo_involvement_start_date",
        until="invo_involvement_end_date",
        team="invo_professional_team",
        role="invo_professional_role_id",
    )
    role = every.role.str.upper().str.strip()
    every = every[~role.isin(OTHER_ROLES) & every.began.notna() & every.child.notna()]
    every = every.assign(until=every.until.fillna(FAR_OFF))
    edges = pd.concat(
        [every[["child", day]].set_axis(["child", "since"], axis=1) for day in ("began", "until")]
    )
    edges = edges.drop_duplicates().sort_values(["child", "since"])
    edges["ends"] = edges.groupby("child").since.shift(-1)
    pieces = edges[edges.ends.notna()].merge(every, on="child")
    pieces = pieces[(pieces.began <= pieces.since) & (pieces.until > pieces.since)]
    latest = pieces.sort_values(["began", "id"]).drop_duplicates(["child", "since"], keep="last")
    return latest[["child", "since", "ends", "team"]].sort_values("since")


def _with_team(rows: pd.DataFrame, held: pd.DataFrame, *, own_first: bool = True) -> pd.DataFrame:
    """Adds `unit`: the row's own team where it has one, else who was responsible on its day."""
    rows = rows.sort_values("on")
    found = pd.merge_asof(
        rows[["on", "child"]],
        held.rename(columns={"team": "held_by"}),
        left_on="on",
        right_on="since",
        by="child",
    )
    involved = found.held_by.where(found.on < found.ends).to_numpy()
    involved = pd.Series(involved, index=rows.index, dtype=object)
    own = rows.team if "team" in rows else pd.Series(None, index=rows.index, dtype=object)
    unit = own.combine_first(involved) if own_first else involved.combine_first(own)
    return rows.assign(unit=unit.fillna(NO_TEAM))


@cache
def _calendar() -> tuple[np.ndarray, np.ndarray, pd.Timestamp]:
    """The running number of working days by day, and the day of each number."""
    calendar = england()
    ordinals = np.array(calendar.ordinals)
    first = pd.Timestamp("1995-01-01")
    working = first + pd.to_timedelta(np.flatnonzero(np.diff(ordinals, prepend=0)), unit="D")
    return ordinals, working.to_numpy(), first


def _ordinal(days: pd.Series) -> pd.Series:
    ordinals, _, first = _calendar()
    place = (days - first).dt.days
    known = place.notna()
    found = pd.Series(np.nan, index=days.index)
    found[known] = ordinals[place[known].astype(int)]
    return found


def _working_days_after(days: pd.Series, number: int) -> pd.Series:
    return pd.Series(_calendar()[1][(_ordinal(days) + number - 1).astype(int)], index=days.index)


def _yes(column: pd.Series) -> pd.Series:
    return column.str.upper().str.strip().isin(YES)


def _monthly(rows: pd.DataFrame, counted: pd.Series, kept: pd.PeriodIndex) -> pd.DataFrame:
    """How many there are that count, and how many in all, by month and team."""
    month = rows["on"].dt.to_period("M")
    found = counted.groupby([month, rows.unit]).agg(["sum", "size"])
    return found[found.index.get_level_values(0).isin(kept)].astype(int)


def _all(rows: pd.DataFrame) -> pd.Series:
    return pd.Series(True, index=rows.index)


def _contacts(files: Files, held, kept) -> dict[str, pd.DataFrame]:
    contacts = files.frame(
        "ssd_contacts",
        child="cont_person_id",
        on="cont_contact_date",
        by="cont_contact_source_code",
    )
    contacts = _with_team(contacts[contacts.on.notna()], held)
    referrals = files.frame(
        "ssd_cin_episodes",
        child="cine_person_id",
        on="cine_referral_date",
        nfa="cine_referral_nfa",
        team="cine_referral_team",
    )
    referrals = _with_team(referrals[referrals.on.notna()], held)
    days = referrals[["child", "on"]].drop_duplicates().sort_values("on")
    days["referred_on"] = days.on
    led = pd.merge_asof(contacts, days, on="on", by="child", direction="forward")
    has_led = led.referred_on <= _working_days_after(led.on, REFERRAL)
    before = days.assign(before_on=days.groupby("child").on.shift())
    again = referrals.merge(before[["child", "on", "before_on"]], on=["child", "on"], how="left")
    is_again = again.before_on > again.on - pd.DateOffset(months=12)
    return {
        "CON01": _monthly(contacts, _all(contacts), kept),
        "CON03": _monthly(contacts, contacts.by.str.upper().str.strip() == POLICE, kept),
        "CON04": _monthly(led, has_led, kept),
        "CON06": _often(contacts, held, kept),
        "REF01": _monthly(referrals, _all(referrals), kept),
        "REF03": _monthly(again, is_again, kept),
        "REF04": _monthly(referrals, _yes(referrals.nfa), kept),
    }


def _often(contacts: pd.DataFrame, held, kept) -> pd.DataFrame:
    """Children with three contacts or more in the twelve months that end with each month, under
    the team on the day of the latest."""
    contacts = contacts[["child", "on"]]
    each = []
    for end in kept:
        since, until = (end - 11).start_time, end.end_time
        there = contacts[(contacts.on >= since) & (contacts.on <= until)].groupby("child").on
        each.append(there.agg(times="size", on="max").reset_index().assign(month=end))
    children = _with_team(pd.concat(each, ignore_index=True), held)
    often = (children.times >= REPEATED).groupby([children.month, children.unit])
    return often.agg(["sum", "size"]).astype(int)


def _assessments(files: Files, held, kept) -> dict[str, pd.DataFrame]:
    rows = files.frame(
        "ssd_cin_assessments",
        child="cina_person_id",
        started="cina_assessment_start_date",
        on="cina_assessment_auth_date",
        team="cina_assessment_team",
    )
    done = _with_team(rows[rows.on.notna()], held)
    done["took"] = _ordinal(done.on) - _ordinal(done.started)
    timed = done[done.took.notna() & (done.started <= done.on)]
    in_time = _monthly(timed, timed.took <= ASSESSMENT, kept)
    middle = timed.took.groupby([timed.on.dt.to_period("M"), timed.unit]).median()
    medians = in_time.assign(sum=in_time["size"], median=middle)
    return {
        "ASM01": _monthly(done, _all(done), kept),
        "ASM03": in_time,
        "ASM04": medians,
        "ASM05": _long_open(rows, held, kept),
    }


def _long_open(rows: pd.DataFrame, held, kept) -> pd.DataFrame:
    is_open = _open_on(rows.rename(columns={"on": "ended"}), kept)
    is_open = _with_team(is_open, held)
    took = _ordinal(is_open.on) - _ordinal(is_open.started)
    return _monthly(is_open, took > ASSESSMENT, kept)


def _enquiries(files: Files, held, kept) -> dict[str, pd.DataFrame]:
    rows = files.frame(
        "ssd_s47_enquiry",
        child="s47e_person_id",
        enquiry="s47e_s47_enquiry_id",
        on="s47e_s47_start_date",
        ended="s47e_s47_end_date",
        nfa="s47e_s47_nfa",
        said="s47e_s47_outcome_json",
        team="s47e_s47_completed_by_team",
    )
    met = files.frame(
        "ssd_initial_cp_conference", enquiry="icpc_s47_enquiry_id", conference="icpc_icpc_date"
    )
    rows = _with_team(rows[rows.on.notna()], held)
    rows = rows.join(met.dropna().groupby("enquiry").conference.min(), on="enquiry")
    said = rows.said.str.replace(" ", "", regex=False)
    ruled_out = _yes(rows.nfa) | said.str.contains(NO_CONFERENCE, regex=False).eq(True)
    ended = rows[rows.ended.notna() | rows.conference.notna() | ruled_out]
    return {
        "S4701": _monthly(rows, _all(rows), kept),
        "S4703": _monthly(ended, ended.conference.notna(), kept),
    }


def _positions(files: Files, held, kept) -> dict[str, pd.DataFrame]:
    plans = files.frame(
        "ssd_cp_plans",
        child="cppl_person_id",
        started="cppl_cp_plan_start_date",
        ended="cppl_cp_plan_end_date",
        elsewhere="cppl_cp_plan_ola",
    )
    need = files.frame(
        "ssd_cin_episodes",
        child="cine_person_id",
        started="cine_referral_date",
        ended="cine_close_date",
        nfa="cine_referral_nfa",
        team="cine_referral_team",
    )
    return {
        "CPP01": _children_on(plans[~_yes(plans.elsewhere)], held, kept),
        "CIN01": _children_on(need[~_yes(need.nfa)], held, kept),
    }


def _open_on(spells: pd.DataFrame, kept) -> pd.DataFrame:
    """Those open on the last day of each month, which is `on`."""
    until = spells.ended.fillna(FAR_OFF)
    each = []
    for end in kept.to_timestamp(how="end").normalize():
        each.append(spells[(spells.started <= end) & (until > end)].assign(on=end.as_unit("us")))
    return pd.concat(each, ignore_index=True)


def _children_on(spells: pd.DataFrame, held, kept) -> pd.DataFrame:
    """How many children had one open at the end of each month; the earliest tells the team."""
    there = _open_on(spells.sort_values("started"), kept).drop_duplicates(["on", "child"])
    there = _with_team(there, held, own_first=False)
    return _monthly(there, _all(there), kept)
