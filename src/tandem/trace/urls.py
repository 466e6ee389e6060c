from django.urls import path

from tandem.trace import views

_OF = "initiatives/<int:initiative_id>/traceability/"

urlpatterns = [
    path(_OF, views.traceability, name="traceability"),
    path(f"{_OF}export/<slug:kind>/", views.export_traceability, name="export_traceability"),
    path("work/<int:work_id>/code/", views.link_code, name="link_code"),
    path("work/<int:work_id>/code/<int:code_id>/remove/", views.unlink_code, name="unlink_code"),
]
