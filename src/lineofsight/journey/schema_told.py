"""Tables of our own: what a return tells and the Standard Safeguarding Dataset has no place for.

Each is filled by one return only, and says so; what that return speaks for is what is covered.
"""

from lineofsight.journey.model import Shape, Table, declared

TABLES: tuple[Table, ...] = (
    declared(
        "own_early_help_assessments",
        "Early help assessments",
        "one early help assessment of one child, from its start to its completion (the dataset "
        "has the help that follows, and not when the assessment was complete)",
        Shape.SPELL,
        """
        ehas_assessment_id
        ehas_person_id -> ssd_person
        ehas_assessment_start_date date
        ehas_assessment_completed_date date
        """,
        starts_on="ehas_assessment_start_date",
        ends_on="ehas_assessment_completed_date",
        told_by="annex_a",
    ),
    declared(
        "own_assessment_reviews",
        "Internal reviews of assessments",
        "the day on which a manager reviewed one assessment while it was going on",
        Shape.EVENT,
        """
        asre_assessment_id -> ssd_cin_assessments
        asre_person_id -> ssd_person
        asre_review_date date
        """,
        event_on="asre_review_date",
        recognised_by=("asre_assessment_id",),
        told_by="cin",
    ),
    declared(
        "own_emergency_protection",
        "Emergency protection before a list was made",
        "whether one child on a protection plan had an emergency protection order or police "
        "protection in the six months up to the day of a list",
        Shape.EVENT,
        """
        empr_statement_id
        empr_person_id -> ssd_person
        empr_stated_date date
        empr_in_last_six_months
        """,
        event_on="empr_stated_date",
        told_by="annex_a",
    ),
)
