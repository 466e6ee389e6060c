"""Pictures, files, links and pins for programs."""

from tandem.attachments.api.attached import router

routers = (router,)
