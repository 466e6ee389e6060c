from django.apps import AppConfig


class YearConfig(AppConfig):
    name = "tandem.year"
    verbose_name = "Fixed dates, freezes, windows"

    def ready(self) -> None:
        from tandem.systems.registry import carry_over_with
        from tandem.year import events  # noqa: F401 - registers the words of this context
        from tandem.year.services import carry_freezes

        carry_over_with(carry_freezes)
