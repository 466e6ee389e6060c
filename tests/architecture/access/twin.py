"""A twin of the initiative and of everything below it, closed to everybody: each row copied, with an
id that is higher by one and the same number. So of whatever has an id, the twin's is known.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from tandem.activity.models import Subject, SubjectAccess

FURTHER = 5_000_000
"""The twin's ids are higher by so much."""
MARK = "zwillingsgeheimnis"
"""Stands in every text of the twin."""

Keys = dict[type[models.Model], set[object]]


@dataclass(frozen=True, slots=True)
class Twin:
    """What has a twin, and the highest id of the twin's in each table: what is written from now on
    gets higher ones.
    """

    ids: frozenset[int]
    highest: Mapping[type[models.Model], int]

    def rows(self) -> set[tuple[object, ...]]:
        """Every row in which an id of the twin stands, with its table."""
        found: set[tuple[object, ...]] = set()
        with connection.cursor() as cursor:
            for model in _models():
                if where := " OR ".join(self._named_in(model)):
                    table = model._meta.db_table
                    cursor.execute(f'SELECT * FROM "{table}" WHERE {where}')
                    found |= {(table, *row) for row in cursor.fetchall()}
        return found

    def _named_in(self, model: type[models.Model]) -> Iterator[str]:
        for field in model._meta.concrete_fields:
            of = model if field.primary_key else field.related_model
            if of in self.highest:
                yield f'"{field.column}" BETWEEN {FURTHER} AND {self.highest[of]}'


def make_twin(initiative: int) -> Twin:
    """Copy everything that hangs on an initiative."""
    keys = _hanging_on(initiative)
    with transaction.atomic():
        for model, found in keys.items():
            rows = list(model._base_manager.filter(pk__in=found))
            for row in rows:
                _become_another(row, keys)
            _write(model, rows)
        twins = Subject.objects.filter(pk=initiative + FURTHER)
        twins.update(restricted=True, sponsor_id=None)
        SubjectAccess.objects.filter(subject_id__gte=FURTHER).delete()
    numbers = {
        model: [key for key in found if isinstance(key, int)] for model, found in keys.items()
    }
    return Twin(
        frozenset(key for found in numbers.values() for key in found),
        {model: FURTHER + max(found) for model, found in numbers.items() if found},
    )


def _hanging_on(initiative: int) -> Keys:
    """Whatever points to the initiative, or to something that does, and so on."""
    keys: Keys = defaultdict(set)
    keys[Subject] = {initiative}
    grown = True
    while grown:
        grown = False
        for model in _models():
            for field in _pointing(model):
                of = field.related_model
                wanted = keys.get(of) if of else None
                if not wanted:
                    continue
                name = f"{field.attname}__in"
                found = set(
                    model._base_manager.filter(**{name: wanted}).values_list("pk", flat=True)
                )
                if found - keys[model]:
                    keys[model] |= found
                    grown = True
    return {model: found for model, found in keys.items() if found}


def _models() -> Iterator[type[models.Model]]:
    for model in apps.get_models(include_auto_created=True):
        if apps.get_app_config(model._meta.app_label).name.startswith("tandem."):
            yield model


def _pointing(model: type[models.Model]) -> list["models.ForeignKey[models.Model]"]:
    return [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]


def _become_another(row: models.Model, keys: Keys) -> None:
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(field, models.ForeignKey):
            if value in keys.get(field.related_model, ()):
                setattr(row, field.attname, value + FURTHER)
        elif field.primary_key:
            setattr(row, field.attname, value + FURTHER)
        elif isinstance(field, models.TextField) and value and not field.choices:
            setattr(row, field.attname, f"{value} {MARK}")
        elif isinstance(field, models.CharField) and value and not field.choices:
            setattr(row, field.attname, _marked(field, value))


def _marked(field: "models.CharField[str, str]", value: str) -> str:
    """Codes stay codes; words are marked, and what is unique becomes another."""
    marked = f"{value} {MARK}"
    if (field.max_length or 0) >= 100 and len(marked) <= (field.max_length or 0):
        return marked
    return f"{value[:-3]}zwi" if field.unique else value


def _write(model: type[models.Model], rows: list[models.Model]) -> None:
    """All of them; those alone that could be no second time are left out."""
    try:
        with transaction.atomic():
            model._base_manager.bulk_create(rows)
    except IntegrityError:
        for row in rows:
            try:
                with transaction.atomic():
                    model._base_manager.bulk_create([row])
            except IntegrityError:
                continue
