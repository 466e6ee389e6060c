from django.urls import path

from tandem.patterns import views

_ONE = "templates/work/<int:template_id>/"
_OF = "initiatives/<int:initiative_id>/work/"
_USE = "work-template-uses/<int:use_id>/"

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
    path(_ONE, views.work_template, name="work_template"),
    path(f"{_ONE}edit/", views.edit_work_template, name="edit_work_template"),
    path(f"{_ONE}retire/", views.retire_work_template, name="retire_work_template"),
    path(f"{_ONE}pieces/new/", views.new_piece, name="new_piece"),
    path(f"{_ONE}pieces/<int:piece_key>/", views.edit_piece, name="edit_piece"),
    path(f"{_ONE}pieces/<int:piece_key>/remove/", views.remove_piece, name="remove_piece"),
    path(f"{_OF}template/", views.make_work_template, name="make_work_template"),
    path(f"{_OF}templates/", views.work_templates_for, name="work_templates_for"),
    path(f"{_OF}templates/<int:template_id>/", views.use_work_template, name="use_work_template"),
    path(f"{_USE}fill/", views.add_rest_of_template, name="add_rest_of_template"),
    path(f"{_USE}undo/", views.take_back_use, name="take_back_use"),
]
