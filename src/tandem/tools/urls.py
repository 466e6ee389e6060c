from django.urls import path

from tandem.tools.views import found, tools

urlpatterns = [
    path("tools/", tools.tools, name="tools"),
    path("tools/new/", tools.declare_tool, name="declare_tool"),
    path("tools/figures/", tools.tools_in_figures, name="tools_in_figures"),
    path("tools/found/", found.found_tools, name="found_tools"),
    path("tools/found/files/", found.send_payments, name="send_payments"),
    path("tools/found/files/<int:look_id>/", found.file_look, name="file_look"),
    path("tools/found/files/<int:look_id>/stop/", found.stop_looking, name="stop_looking"),
    path("tools/<int:tool_id>/", tools.tool, name="tool"),
    path("tools/<int:tool_id>/edit/", tools.edit_tool, name="edit_tool"),
    path("tools/<int:tool_id>/answer/", tools.answer_tool, name="answer_tool"),
    path("tools/<int:tool_id>/keep/", tools.keep_tool, name="keep_tool"),
]
