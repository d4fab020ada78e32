"""In which words a fix list says where the wrong record is."""

from lineofsight.web.data_quality import lists
from lineofsight.web.data_quality.models import Finding


def test_a_record_of_the_child_is_named_in_words_and_not_by_the_names_for_programs():
    found = Finding(of_table="ssd_cin_visits", columns=["cinv_cin_visit_seen"])
    assert lists.where(found) == "Child in need visits: CIN visit seen"


def test_the_list_of_a_return_keeps_the_names_that_its_guide_gives():
    found = Finding(of_table="episodes", row=13, columns=["DECOM", "DEC"])
    assert lists.where(found) == "episodes, row 14: DECOM, DEC"
