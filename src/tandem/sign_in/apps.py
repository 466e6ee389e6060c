from django.apps import AppConfig


class SignInConfig(AppConfig):
    name = "tandem.sign_in"
    verbose_name = "How people prove who they are"

    def ready(self) -> None:
        from tandem.sign_in import events  # noqa: F401 - registers the words of this context
