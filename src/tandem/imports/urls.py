from django.urls import path

from tandem.imports import views

_ONE = "imports/<int:import_id>/"

urlpatterns = [
    path("imports/", views.imports, name="imports"),
    path(_ONE, views.one_import, name="import"),
    path(f"{_ONE}mapping/", views.map_import, name="map_import"),
    path(f"{_ONE}compare/", views.compare_import, name="compare_import"),
    path(f"{_ONE}start/", views.start_import, name="start_import"),
    path(f"{_ONE}stop/", views.stop_import, name="stop_import"),
    path(f"{_ONE}undo/", views.undo_import, name="undo_import"),
]
