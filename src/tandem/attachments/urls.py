from django.urls import path

from tandem.attachments.views import attached, pins

urlpatterns = [
    path("attached/<int:subject_id>/", attached.attached, name="attached"),
    path("attachments/<int:attachment_id>/", attached.attachment, name="attachment"),
    path("attachments/<int:attachment_id>/pins/", attached.pins, name="pins"),
    path("pins/<int:pin_id>/settle/", pins.settle_pin, name="settle_pin"),
    path("pins/<int:pin_id>/reopen/", pins.reopen_pin, name="reopen_pin"),
    path("attachments/<int:attachment_id>/version/", attached.new_version, name="new_version"),
    path("attachments/<int:attachment_id>/move/", attached.move_attachment, name="move_attachment"),
    path(
        "attachments/<int:attachment_id>/remove/",
        attached.remove_attachment,
        name="remove_attachment",
    ),
    path(
        "attachments/<int:attachment_id>/files/<slug:digest>/",
        attached.attached_file,
        name="attached_file",
    ),
]
