"""The two quantiles the intervals need, from the standard library alone.

The chi-square distribution function is the regularised lower incomplete gamma function
P(k/2, x/2): its series below a + 1 and its continued fraction (Lentz) above, as in Press
et al., Numerical Recipes, section 6.2. The quantile inverts it by bisection to about
1e-12 of its size.
"""

import math
from statistics import NormalDist

_ROUNDS = 500
_TINY = 1e-300
_CLOSE = 1e-15


def normal_quantile(probability: float) -> float:
    return NormalDist().inv_cdf(probability)


def chi_square_cdf(x: float, degrees: float) -> float:
    """The probability that a chi-square variable with `degrees` of freedom is at most `x`."""
    return _lower_gamma(degrees / 2, x / 2)


def chi_square_quantile(probability: float, degrees: float) -> float:
    """The value that `probability` of a chi-square distribution lies at or below.

    With no degrees of freedom the distribution is a single mass at 0, so the answer is 0:
    this is what makes the lower limit of a count of none exactly none.
    """
    if not 0 <= probability < 1:
        raise ValueError(f"a probability from 0 up to, not including, 1; not {probability}")
    if degrees <= 0 or probability == 0:
        return 0.0
    low, high = 0.0, degrees + 1
    while chi_square_cdf(high, degrees) < probability:
        high *= 2
    while high - low > 1e-13 * high:
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if chi_square_cdf(middle, degrees) < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _lower_gamma(a: float, x: float) -> float:
    if x <= 0:
        return 0.0
    if x < a + 1:
        return _series(a, x)
    return 1 - _continued_fraction(a, x)


def _series(a: float, x: float) -> float:
    term = total = 1 / a
    for n in range(1, _ROUNDS):
        term *= x / (a + n)
        total += term
        if term < total * _CLOSE:
            break
    return total * _scale(a, x)


def _continued_fraction(a: float, x: float) -> float:
    b = x + 1 - a
    c = 1 / _TINY
    d = 1 / b
    value = d
    for n in range(1, _ROUNDS):
        step = -n * (n - a)
        b += 2
        d = 1 / (_not_nought(step * d + b))
        c = _not_nought(b + step / c)
        value *= d * c
        if abs(d * c - 1) < _CLOSE:
            break
    return value * _scale(a, x)


def _scale(a: float, x: float) -> float:
    return math.exp(a * math.log(x) - x - math.lgamma(a))


def _not_nought(number: float) -> float:
    return number if abs(number) > _TINY else _TINY
