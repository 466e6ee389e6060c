"""Pictures, files, links and pins for programs."""

from tandem.attachments.api import attached, pins

routers = (attached.router, pins.router)
