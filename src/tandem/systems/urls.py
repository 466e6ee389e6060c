from django.urls import path

from tandem.systems.views import (
    beginning,
    charting,
    entries,
    flows,
    merging,
    several,
    sourced,
    stale,
)

urlpatterns = [
    path("systems/", entries.systems, name="systems"),
    path("systems/stale/", stale.stale_systems, name="stale_systems"),
    path("systems/files/", sourced.catalogue_files, name="catalogue_files"),
    path("systems/files/<int:catalogue_file_id>/", sourced.catalogue_file, name="catalogue_file"),
    path("systems/beginning/", beginning.begin_catalogue, name="begin_catalogue"),
    path("systems/grid/", several.systems_grid, name="systems_grid"),
    path("systems/map/", charting.systems_map, name="systems_map"),
    path("systems/new/", entries.new_system, name="new_system"),
    path("systems/<int:system_id>/", entries.system, name="system"),
    path("systems/<int:system_id>/edit/", entries.edit_system, name="edit_system"),
    path("systems/<int:system_id>/confirm/", entries.confirm_system, name="confirm_system"),
    path("systems/<int:system_id>/retire/", entries.retire_system, name="retire_system"),
    path("systems/<int:system_id>/restore/", entries.restore_system, name="restore_system"),
    path("systems/<int:system_id>/merge/", merging.merge_system, name="merge_system"),
    path("systems/<int:system_id>/flows/", flows.system_flows, name="system_flows"),
    path("systems/<int:system_id>/flows/new/", flows.new_flow, name="new_flow"),
    path("systems/flows/<int:flow_id>/", flows.flow, name="flow"),
    path("systems/flows/<int:flow_id>/confirm/", flows.confirm_flow, name="confirm_flow"),
    path("systems/flows/<int:flow_id>/end/", flows.end_flow, name="end_flow"),
    path("systems/flows/<int:flow_id>/restore/", flows.restore_flow, name="restore_flow"),
]
