"""Annex A, field by field: which list and field each column of the journey comes from."""

from lineofsight.journey.annex_a_care import ADOPTERS, AFTER_CARE, IN_CARE
from lineofsight.journey.annex_a_need import EARLY_HELP_TO_NEED, PEOPLE, PROTECTION
from lineofsight.journey.annex_a_workers import WHO_IS_RESPONSIBLE
from lineofsight.journey.telling import Telling

TELLINGS: tuple[Telling, ...] = (
    *PEOPLE,
    *EARLY_HELP_TO_NEED,
    *PROTECTION,
    *IN_CARE,
    *AFTER_CARE,
    *ADOPTERS,
    *WHO_IS_RESPONSIBLE,
)
