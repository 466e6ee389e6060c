"""Every address, by context."""

from django.urls import URLPattern, URLResolver, path

from tandem.core.health import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/", health, name="health"),
]

handler400 = "tandem.core.problems.bad_request"
handler403 = "tandem.core.problems.forbidden"
handler404 = "tandem.core.problems.not_found"
handler500 = "tandem.core.problems.our_mistake"
