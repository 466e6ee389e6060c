from django.urls import path

from tandem.work import views

_OF = "initiatives/<int:initiative_id>/work/"
_ITEM = "work/<int:work_id>/"

urlpatterns = [
    path(_OF, views.initiative_work, name="initiative_work"),
    path(f"{_OF}board/", views.work_board, name="work_board"),
    path(f"{_OF}limits/", views.work_limits, name="work_limits"),
    path("it-projects/<int:project_id>/work/", views.project_work, name="project_work"),
    path("work/", views.my_work, name="my_work"),
    path("work-limits/", views.all_work_limits, name="all_work_limits"),
    path("work-calendar/", views.work_calendar, name="work_calendar"),
    path(_ITEM, views.work_item, name="work_item"),
    path(f"{_ITEM}edit/", views.edit_work_item, name="edit_work_item"),
    path(f"{_ITEM}estimate/", views.estimate_work_item, name="estimate_work_item"),
    path(f"{_ITEM}cell/<slug:field>/", views.work_cell, name="work_cell"),
    path(f"{_ITEM}move/", views.move_work_item, name="move_work_item"),
    path(f"{_ITEM}due/", views.move_due_day, name="move_due_day"),
    path(f"{_ITEM}undo/", views.undo_work_move, name="undo_work_move"),
    path(f"{_ITEM}people/", views.assign_work_item, name="assign_work_item"),
    path(
        f"{_ITEM}people/<int:person_id>/end/", views.unassign_work_item, name="unassign_work_item"
    ),
    path(f"{_ITEM}block/", views.block_work_item, name="block_work_item"),
    path(f"{_ITEM}unblock/", views.unblock_work_item, name="unblock_work_item"),
    path(f"{_ITEM}checklist/", views.add_check, name="add_check"),
    path("checklist/<int:check_id>/", views.tick_check, name="tick_check"),
    path("checklist/<int:check_id>/remove/", views.remove_check, name="remove_check"),
    path(f"{_ITEM}parts/", views.link_work_item, name="link_work_item"),
    path(f"{_ITEM}parts/<int:part_id>/remove/", views.unlink_work_item, name="unlink_work_item"),
    path(f"{_ITEM}waits/", views.let_wait_for, name="let_wait_for"),
    path(
        f"{_ITEM}waits/<int:dependency_id>/remove/",
        views.let_wait_no_more,
        name="let_wait_no_more",
    ),
    path(f"{_ITEM}accept/", views.accept_work_item, name="accept_work_item"),
    path(f"{_ITEM}accept/undo/", views.take_back_acceptance, name="take_back_acceptance"),
]
