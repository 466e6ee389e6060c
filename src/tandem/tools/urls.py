from django.urls import path

from tandem.tools import views

urlpatterns = [
    path("tools/", views.tools, name="tools"),
    path("tools/new/", views.declare_tool, name="declare_tool"),
    path("tools/figures/", views.tools_in_figures, name="tools_in_figures"),
    path("tools/<int:tool_id>/", views.tool, name="tool"),
    path("tools/<int:tool_id>/edit/", views.edit_tool, name="edit_tool"),
    path("tools/<int:tool_id>/answer/", views.answer_tool, name="answer_tool"),
    path("tools/<int:tool_id>/keep/", views.keep_tool, name="keep_tool"),
]
