"""A check that was taken up, and how the teams' data came out of it."""

from django.db import models

CHARACTERISTICS = [
    (each, each.capitalize())
    for each in ("accurate", "valid", "reliable", "timely", "relevant", "complete")
]
RETURNS = [
    ("journey", "The children’s records"),
    ("cin", "Census of children in need"),
    ("ssda903", "Return of looked-after children (SSDA903)"),
    ("annex_a", "Annex A"),
]


class Run(models.Model):
    """One run of the rules over one return. `key` is the engine's; its rules and findings are
    read from there. What is kept here is what pages count again and again."""

    key = models.CharField(max_length=200, unique=True)
    return_id = models.CharField(max_length=20, choices=RETURNS)
    collection_year = models.PositiveSmallIntegerField(null=True)
    as_at = models.DateField()
    checked_at = models.DateTimeField()
    snapshot_id = models.CharField(max_length=60, blank=True)
    product_version = models.CharField(max_length=40)
    taken_up_at = models.DateTimeField()
    outcomes = models.JSONField(default=dict, help_text="outcome → how many rules")
    fault = models.TextField(blank=True, help_text="why the check as a whole was not done")

    privacy = dict.fromkeys(
        (
            "key", "return_id", "collection_year", "as_at", "checked_at", "snapshot_id",
            "product_version", "taken_up_at", "outcomes", "fault",
        ),
        "none",
    )  # fmt: skip

    class Meta:
        ordering = ["-collection_year", "-as_at", "-checked_at", "-pk"]
        indexes = [models.Index(fields=["return_id", "as_at"], name="quality_run_of_return")]

    def __str__(self) -> str:
        return self.key

    @property
    def place(self) -> tuple:
        """Where it stands among the runs of its return: a later one has the last word."""
        return (self.collection_year or 0, self.as_at, self.checked_at)

    @property
    def was_loaded(self) -> bool:
        """Files that were only checked have no snapshot."""
        return bool(self.snapshot_id)


class Score(models.Model):
    """Of one run, characteristic and team: rows judged, and rows that failed. The rules that
    did not run are in neither; a team of which nothing was judged has no row."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="scores")
    characteristic = models.CharField(max_length=12, choices=CHARACTERISTICS)
    team_id = models.CharField(max_length=100, blank=True, help_text="empty: none recorded")
    judged = models.PositiveIntegerField()
    failed = models.PositiveIntegerField()

    privacy = dict.fromkeys(("run", "characteristic", "team_id", "judged", "failed"), "none")

    class Meta:
        ordering = ["run", "characteristic", "team_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "characteristic", "team_id"], name="quality_one_score_a_team"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.characteristic} {self.team_id} of run {self.run_id}"
