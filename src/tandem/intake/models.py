import secrets

from django.db import models

from tandem.core import clock
from tandem.intake.rules import NAME_LIMIT


def new_token() -> str:
    return secrets.token_urlsafe(18)


class OpenForm(models.Model):
    """That people without an account may bring ideas at an address of its own, until a day.

    The address is given to many, so it is no secret that is kept as a hash: Settings shows it.
    """

    token = models.CharField(max_length=32, unique=True, default=new_token)
    introduction = models.TextField(blank=True)
    until = models.DateField()
    opened_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=clock.now)
    closed_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"open form {self.pk}"


class AskedIdea(models.Model):
    """What came through the form, and who asked. It shares its Subject's id, below the idea's.

    Behind it stands a guest of its own, never an account: whoever types somebody's address in is
    not them.
    """

    subject = models.OneToOneField(
        "activity.Subject", models.PROTECT, primary_key=True, related_name="+"
    )
    initiative = models.ForeignKey("initiatives.Initiative", models.PROTECT, related_name="+")
    form = models.ForeignKey(OpenForm, models.PROTECT, related_name="asked")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    # In the words in which it was asked: those are theirs to see, whatever became of it.
    sentence = models.CharField(max_length=300)
    name = models.CharField(max_length=NAME_LIMIT)
    email = models.EmailField(max_length=254)
    # From where, as a digest that is another one each day.
    origin_key = models.CharField(max_length=64)
    sent_at = models.DateTimeField(default=clock.now, db_index=True)

    def __str__(self) -> str:
        return f"asked idea {self.pk}"
