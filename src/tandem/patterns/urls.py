from django.urls import path

from tandem.patterns import views

urlpatterns = [
    path("templates/", views.templates, name="templates"),
    path("templates/<int:template_id>/", views.template, name="template"),
    path("templates/<int:template_id>/edit/", views.edit_template, name="edit_template"),
    path("templates/<int:template_id>/retire/", views.retire_template, name="retire_template"),
    path("initiatives/<int:initiative_id>/template/", views.make_template, name="make_template"),
    path(
        "initiatives/<int:initiative_id>/template/fill/",
        views.fill_from_template,
        name="fill_from_template",
    ),
]
