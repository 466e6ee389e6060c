from django.apps import AppConfig


class TimesheetsConfig(AppConfig):
    name = "tandem.timesheets"
    verbose_name = "Hours that people write down"

    def ready(self) -> None:
        from tandem.timesheets import events  # noqa: F401 - registers the words of this context
