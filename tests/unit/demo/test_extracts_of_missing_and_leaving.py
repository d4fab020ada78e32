"""What Ashmere keeps of returns from being missing, and of support for older care leavers."""

from lineofsight.demo.extracts_about_children import MINUTES, NONE, Source
from lineofsight.demo.extracts_of_missing_and_leaving import missing_and_leaving


def test_an_interview_is_never_offered_before_the_child_is_back(ashmere):
    told = missing_and_leaving(ashmere)["missing_returns"]
    offered = told["interview_offered_at"] != NONE
    assert offered.any() and not offered.all()
    assert (told["interview_offered_at"][offered] > told["returned_at"][offered]).all()


def test_most_interviews_offered_are_offered_within_72_hours_and_some_later(ashmere):
    told = missing_and_leaving(ashmere)["missing_returns"]
    offered = told["interview_offered_at"] != NONE
    minutes = (told["interview_offered_at"] - told["returned_at"])[offered]
    share = (minutes <= 72 * 60).mean()
    assert 0.7 < share < 0.98


def test_every_return_is_one_the_dataset_has_on_the_same_day(ashmere):
    told = missing_and_leaving(ashmere)["missing_returns"]
    source = Source(ashmere)
    ends = dict(
        zip(
            source.text("ssd_missing", "miss_table_id"),
            source.days("ssd_missing", "miss_missing_episode_end_date"),
            strict=True,
        )
    )
    days = told["returned_at"] // MINUTES
    assert [ends[number] for number in told["episode_id"]] == days.tolist()


def test_support_is_asked_for_after_21_and_given_after_it_was_asked(ashmere):
    told = missing_and_leaving(ashmere)["leaver_support"]
    given = told["given_from"] != NONE
    assert len(given) and given.any()
    assert (told["given_from"][given] > told["requested_on"][given]).all()


def test_the_same_authority_gives_the_same_rows(ashmere):
    once, again = missing_and_leaving(ashmere), missing_and_leaving(ashmere)
    for name, columns in once.items():
        for column, values in columns.items():
            assert values.tolist() == again[name][column].tolist()
