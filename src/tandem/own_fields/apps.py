from django.apps import AppConfig


class OwnFieldsConfig(AppConfig):
    name = "tandem.own_fields"
    verbose_name = "Fields of one's own on work"

    def ready(self) -> None:
        from tandem.own_fields import events  # noqa: F401 - registers the words of this context
