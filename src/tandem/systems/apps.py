from django.apps import AppConfig


class SystemsConfig(AppConfig):
    name = "tandem.systems"
    verbose_name = "Systems and what data they hold"

    def ready(self) -> None:
        from tandem.systems import events  # noqa: F401 - registers the words of this context
