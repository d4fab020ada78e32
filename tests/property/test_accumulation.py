"""Successive files add up to one history, whatever their order."""

import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.factories.submissions import submission

from lineofsight.periods import add_months
from lineofsight.warehouse import load

MORNING = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
FIRST, LAST = date(2025, 1, 1), date(2026, 10, 31)
SOMEBODY = "C0"
HEADINGS = {
    "contacts": ("child_unique_id", "date_of_contact", "contact_source"),
    "ssd_contacts": ("cont_contact_id", "cont_person_id", "cont_contact_date"),
    "ssd_cp_plans": (
        "cppl_cp_plan_id",
        "cppl_person_id",
        "cppl_cp_plan_start_date",
        "cppl_cp_plan_end_date",
    ),
}
few = settings(max_examples=4, deadline=None, phases=[Phase.explicit, Phase.generate])
days = st.dates(FIRST, LAST)
contacts = st.lists(
    st.tuples(st.sampled_from(["C1", "C2", "C3"]), days, st.sampled_from(["1A", "6", "8"])),
    min_size=1,
    max_size=25,
    unique_by=lambda contact: contact[:2],
)
plans = st.lists(
    st.tuples(
        st.sampled_from([f"P{n}" for n in range(8)]),
        st.sampled_from(["C1", "C2", "C3"]),
        st.one_of(st.none(), days),
        st.one_of(st.none(), days),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda plan: plan[0],
)


def drawn(table, rows):
    lines = [" | ".join("" if cell is None else str(cell) for cell in row) for row in rows]
    return "\n".join([" | ".join(HEADINGS[table]), *lines])


def slices():
    """The days of files that leave no gap: each within six months of the one before."""
    ends, day = [], add_months(FIRST, 6)
    while day < LAST:
        ends.append(day)
        day = add_months(day, 6)
    return [*ends, LAST]


def annex_a(history, as_at):
    since = add_months(as_at, -6)
    listed = sorted(contact for contact in history if since <= contact[1] <= as_at)
    listed.append((SOMEBODY, as_at, "1A"))  # a list without a row is refused
    return submission("annex_a", as_at=as_at.isoformat(), contacts=drawn("contacts", listed))


def contacts_in(told):
    """The contacts of children who were drawn."""
    return sorted((row[1], row[2], row[3]) for row in told["ssd_contacts"] if row[1] != SOMEBODY)


def after_loading(submissions):
    with tempfile.TemporaryDirectory() as home:
        for given_files in submissions:
            snapshot = load(Path(home), given_files, created_at=MORNING)
        with snapshot.connect() as cursor:
            found = {
                name: cursor.execute(f"FROM {name} ORDER BY ALL").fetchall()
                for name in ("ssd_contacts", "ssd_cp_plans")
            }
        snapshot.close()
        return found


def without_bookkeeping(tables):
    return {name: [row[:-3] for row in rows] for name, rows in tables.items()}


@few
@given(contacts, st.randoms(use_true_random=False))
def test_six_month_lists_without_a_gap_add_up_to_the_whole_history(history, chance):
    """In whatever order the files arrive."""
    files = [annex_a(history, as_at) for as_at in slices()]
    chance.shuffle(files)
    assert contacts_in(after_loading(files)) == sorted(history)


@few
@given(contacts, contacts)
def test_a_later_list_is_believed_about_its_six_months_and_nothing_else(before, after):
    older, newer = LAST - timedelta(days=60), LAST
    told = after_loading([annex_a(before, older), annex_a(after, newer)])
    since, earlier = add_months(newer, -6), add_months(older, -6)
    expected = [c for c in before if earlier <= c[1] < since]
    expected += [c for c in after if c[1] >= since]
    assert contacts_in(told) == sorted(expected)


@few
@given(plans)
def test_the_same_content_told_again_changes_nothing(rows):
    once = submission("ssd", as_at="2026-10-31", ssd_cp_plans=drawn("ssd_cp_plans", rows))
    (source,) = once.sources
    again = replace(once, sources=(replace(source, sha256=sha256(b"again").hexdigest()),))
    assert after_loading([once, again]) == after_loading([once])


@few
@given(plans, plans)
def test_extracts_give_the_same_history_in_either_order(before, after):
    older = submission("ssd", as_at="2026-09-30", ssd_cp_plans=drawn("ssd_cp_plans", before))
    newer = submission("ssd", as_at="2026-10-31", ssd_cp_plans=drawn("ssd_cp_plans", after))
    forwards, backwards = after_loading([older, newer]), after_loading([newer, older])
    assert without_bookkeeping(forwards) == without_bookkeeping(backwards)
