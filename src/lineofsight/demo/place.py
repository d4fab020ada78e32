"""What an installation has to know about Ashmere beside its children's records."""

from lineofsight.demo.plan import ASHMERE_CHILDREN, DEMO_TODAY, YEARS_OF_HISTORY
from lineofsight.packs.authority import Authority

# An invented place has to be compared with real ones: those published for a region of
# England and for ten authorities that could be its neighbours.
REGION = "E12000005"
NEIGHBOURS = (
    *("E10000034", "E10000028", "E10000031", "E08000029", "E06000051"),
    *("E06000019", "E10000013", "E06000066", "E06000049", "E06000050"),
)
DISTRICTS = tuple(f"AM{number}" for number in range(1, 20))
SHARES = {
    "sex": {"Female": 0.488, "Male": 0.512},
    "age_band": {
        "Under 1": 0.052,
        "1 to 4": 0.216,
        "5 to 9": 0.279,
        "10 to 15": 0.342,
        "16 to 17": 0.111,
    },
    "ethnicity": {"White": 0.806, "Mixed": 0.067, "Asian": 0.068, "Black": 0.039, "Other": 0.020},
    "area": dict.fromkeys(DISTRICTS, 1 / len(DISTRICTS)),
}
"""What a census would tell of its children; of disability it tells nothing."""


def place(children: int = ASHMERE_CHILDREN) -> Authority:
    """Ashmere with so many children aged 0 to 17, the same in each year."""
    years = range(DEMO_TODAY.year - YEARS_OF_HISTORY - 1, DEMO_TODAY.year + 1)
    return Authority(
        name="Ashmere Children’s Services",
        region=REGION,
        neighbours=NEIGHBOURS,
        population=dict.fromkeys(years, children),
        population_by={
            name: {group: round(children * share) for group, share in shares.items()}
            for name, shares in SHARES.items()
        },
        own_postcode_districts=DISTRICTS,
    )
