from django.urls import include, path

from tandem.briefs import views

_brief = [
    path("", views.brief, name="brief"),
    path("items/new/", views.new_item, name="new_item"),
    path("items/new/suggest/", views.suggest_new_item, name="suggest_new_item"),
    path("items/<int:item_id>/", views.item, name="item"),
    path("items/<int:item_id>/suggest/", views.suggest_item, name="suggest_item"),
    path("items/<int:item_id>/remove/", views.remove_item, name="remove_item"),
    path("items/<int:item_id>/restore/", views.restore_item, name="restore_item"),
    path("items/<int:item_id>/move/", views.move_item, name="move_item"),
    path("items/<int:item_id>/place/", views.place_item, name="place_item"),
    path("items/<int:item_id>/delivery/", views.deliver_item, name="deliver_item"),
    path("items/<int:item_id>/delivery/back/", views.take_back_delivery, name="take_back_delivery"),
    path("items/<int:item_id>/effort/", views.item_effort, name="item_effort"),
    path("items/<int:item_id>/what-ifs/", views.what_ifs, name="what_ifs"),
    path(
        "items/<int:item_id>/what-ifs/<int:card_id>/", views.answer_what_if, name="answer_what_if"
    ),
    path("prototypes/new/", views.new_prototype, name="new_prototype"),
    path("items/<int:item_id>/version/", views.new_prototype_version, name="new_prototype_version"),
    path("changes/", views.changes, name="changes"),
    path("changes/<int:change_id>/", views.change, name="change"),
    path("changes/<int:change_id>/effort/", views.change_effort, name="change_effort"),
    path("changes/<int:change_id>/apply/", views.apply_change, name="apply_change"),
    path("changes/<int:change_id>/withdraw/", views.withdraw_change, name="withdraw_change"),
    path("changes/<int:change_id>/material/", views.call_material, name="call_material"),
    path("allowance/", views.allowance, name="allowance"),
    path("playback/request/", views.ask_for_playback, name="ask_for_playback"),
    path("playback/", views.play_back, name="play_back"),
    path("playback/<int:playback_id>/", views.answer_playback, name="answer_playback"),
    path("sign/", views.sign, name="sign"),
    path("snapshots/<int:number>/", views.snapshot, name="snapshot"),
    path("snapshots/<int:number>/print/", views.print_snapshot, name="print_snapshot"),
    path("snapshots/<int:number>/<str:kind>/", views.snapshot_file, name="snapshot_file"),
    path("print/", views.print_brief, name="print_brief"),
    path("file/<str:kind>/", views.brief_file, name="brief_file"),
    path("signed/", views.signed_chain, name="signed_chain"),
    path("signed/file/", views.signed_chain_file, name="signed_chain_file"),
    path("check/", views.check, name="check_brief"),
    path("compare/", views.compare, name="compare"),
]

urlpatterns = [
    path("initiatives/<int:initiative_id>/brief/", include(_brief)),
    path(
        "initiatives/<int:initiative_id>/second-signer/", views.second_signer, name="second_signer"
    ),
    path("paste/", views.paste, name="paste"),
]
