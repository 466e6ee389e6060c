"""Conversations for programs."""

from ninja import Router

from tandem.talk.api import approvals, comments, decisions, keeping, questions

routers: list[Router] = [
    comments.router,
    questions.router,
    decisions.router,
    keeping.router,
    approvals.router,
]
