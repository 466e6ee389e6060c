"""Conversations for programs."""

from ninja import Router

from tandem.talk.api import approvals, comments, decisions, guests, keeping, questions

routers: list[Router] = [
    comments.router,
    questions.router,
    decisions.router,
    keeping.router,
    approvals.router,
    guests.router,
]
