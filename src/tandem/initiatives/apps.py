from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    name = "tandem.initiatives"
    verbose_name = "Ideas and initiatives"

    def ready(self) -> None:
        from tandem.initiatives import events  # noqa: F401 - registers the words of this context
        from tandem.initiatives.services import suggested  # noqa: F401 - and what can be suggested
