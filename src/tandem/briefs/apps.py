from django.apps import AppConfig


class BriefsConfig(AppConfig):
    name = "tandem.briefs"
    verbose_name = "Briefs, playback, sign-off"

    def ready(self) -> None:
        from tandem.briefs import events  # noqa: F401 - registers the words of this context
        from tandem.briefs.services import suggested  # noqa: F401 - and what can be suggested
