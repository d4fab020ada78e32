"""A figure against its target."""

import pytest

from lineofsight.statistics.control_charts import Better
from lineofsight.statistics.targets import AgainstTarget, Target

AT_LEAST = Target(at_least=90, tolerance=5)
AT_MOST = Target(at_most=22, tolerance=2)
BETWEEN = Target(at_least=35, at_most=45)


@pytest.mark.parametrize(
    ("target", "value", "verdict", "words"),
    [
        (AT_LEAST, 90, AgainstTarget.MET, "Meets target"),
        (AT_LEAST, 85, AgainstTarget.NEAR, "Just below target"),
        (AT_LEAST, 84.9, AgainstTarget.MISSED, "Below target"),
        (AT_MOST, 22, AgainstTarget.MET, "Meets target"),
        (AT_MOST, 23, AgainstTarget.NEAR, "Just above limit"),
        (AT_MOST, 26.1, AgainstTarget.MISSED, "Above limit"),
        (BETWEEN, 41.2, AgainstTarget.MET, "In range"),
        (BETWEEN, 34, AgainstTarget.MISSED, "Below range"),
        (BETWEEN, 46, AgainstTarget.MISSED, "Above range"),
    ],
)
def test_a_figure_against_its_target(target, value, verdict, words):
    assert target.judge(value) == verdict
    assert target.words(value) == words


def test_a_range_draws_no_single_line_and_neither_way_is_better():
    assert BETWEEN.line is None
    assert BETWEEN.better == Better.NEITHER
    assert (AT_LEAST.line, AT_LEAST.better) == (90, Better.HIGHER)
    assert (AT_MOST.line, AT_MOST.better) == (22, Better.LOWER)


@pytest.mark.parametrize(
    "wrong", [{}, {"at_least": 5, "at_most": 4}, {"at_least": 5, "tolerance": -1}]
)
def test_a_target_that_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match=r"target|tolerance"):
        Target(**wrong)
