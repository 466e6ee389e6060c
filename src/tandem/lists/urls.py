from django.urls import path

from tandem.lists import views

urlpatterns = [
    path("ideas/views/", views.saved_views, name="saved_views"),
    path("ideas/views/new/", views.save_view, name="save_view"),
    path("ideas/views/choose/", views.choose_view, name="choose_view"),
    path("ideas/views/<int:view_id>/", views.open_view, name="open_view"),
    path("ideas/views/<int:view_id>/edit/", views.edit_view, name="edit_view"),
    path("ideas/views/<int:view_id>/change/", views.change_view, name="change_view"),
    path("ideas/views/<int:view_id>/delete/", views.delete_view, name="delete_view"),
    path("all-work/", views.all_work, name="all_work"),
    path("all-work/change/", views.change_several, name="change_several"),
    path("all-work/undo/", views.undo_several, name="undo_several"),
    path("all-work/export/<slug:kind>/", views.export_work, name="export_work"),
]
