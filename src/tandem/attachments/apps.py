from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    name = "tandem.attachments"
    verbose_name = "Pictures, files and links"

    def ready(self) -> None:
        from tandem.attachments import events  # noqa: F401 - registers the words of this context
