from django.apps import AppConfig


class RiskConfig(AppConfig):
    name = "tandem.risk"
    verbose_name = "Risk checks"

    def ready(self) -> None:
        from tandem.assessment.registry import settled_with
        from tandem.risk import events  # noqa: F401 - registers the words of this context

        settled_with("tandem.risk.services.state.settle_check")
        settled_with("tandem.risk.services.protecting.settle_protection")
