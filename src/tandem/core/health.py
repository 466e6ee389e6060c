"""`/health/`: whether this process can answer and reach its database."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when the database answers, else 503. Says nothing that a stranger could use."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        answer = JsonResponse({"status": "the database does not answer"}, status=503)
    else:
        answer = JsonResponse({"status": "ok"})
    answer.headers["Cache-Control"] = "no-store"
    return answer
