"""What was published, as it was on the day."""

from django.db import models

from lineofsight.web.reporting.models.reports import Report


class Publication(models.Model):
    """The report as published, word for word, and the copy for those who see totals only."""

    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="publication")
    document = models.TextField()
    document_sha256 = models.CharField(max_length=64)
    public_document = models.TextField()
    public_sha256 = models.CharField(max_length=64)

    privacy = dict.fromkeys(
        ("report", "document", "document_sha256", "public_document", "public_sha256"), "none"
    )

    def __str__(self) -> str:
        return f"Publication of {self.report_id}"


class PublishedFile(models.Model):
    """One format of a published report, as it was on the day: a later version of the
    product would set it differently."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="files")
    format = models.CharField(max_length=10)
    is_public_copy = models.BooleanField()
    name = models.CharField(max_length=120)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    privacy = dict.fromkeys(
        ("publication", "format", "is_public_copy", "name", "content", "sha256"), "none"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "format", "is_public_copy"],
                name="reporting_one_file_a_format",
            )
        ]

    def __str__(self) -> str:
        return self.name
