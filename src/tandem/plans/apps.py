from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "tandem.plans"
    verbose_name = "Budgets, and the scope that fits them"

    def ready(self) -> None:
        from tandem.plans import events  # noqa: F401 - registers the words of this context
