"""What is not written anywhere, or in a few places that are named here with their reason."""

import ast
from collections.abc import Callable, Iterator

import pytest
from tests.architecture.places import (
    Module,
    calls,
    dotted,
    imported,
    module_from,
    modules,
    none_in,
)

Fence = Callable[[Module], Iterator[str]]

_SIGNALS = ("django.db.models.signals", "django.dispatch", "django.core.signals", "pyee", "blinker")
_CLOCKS = {"now", "utcnow", "today", "localdate", "localtime", "fromtimestamp"}
_WATCHES = {"datetime", "date", "timezone", "dt"}

_SAFE_HTML = {
    "tandem.core.pages": "a block of an escaping template is as safe as the template",
    "tandem.core.markdown": "nh3 has taken out all but a few plain elements",
    "tandem.roadmap.views.strokes": "numbers of our own in SVG; each text is escaped, tests say so",
    "tandem.sign_in.views.second_factor": "a picture of squares that a package draws; no text in it",
    "tandem.config.jinja": "our own words of `_(…)`; what is put into them is escaped",
}
_WRITING = {"get_model", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
_TALKING = ("tandem.config.cli", "tandem.formats.signed_chain.verify")
"""They talk to whoever sits at the terminal; so does every context's `commands`."""

_OWN_TRANSACTION = {
    "tandem.config.backup.restoring": "all rows of a backup or none, before anybody is here",
    "tandem.accounts.models": "Django renews a weak hash by itself, and would outside of one",
    "tandem.demo.load": "the whole company or nothing",
    "tandem.config.cli.run": "the first start: workspace and demonstration together",
    "tandem.sign_in.views.coming_in": "the session is the browser's, no fact of the workspace",
    "tandem.sign_in.views.halfway": "so is the one that begins",
    "tandem.talk.views.visiting": "so is a guest's",
}


def signals(module: Module) -> Iterator[str]:
    """Who changes something calls who must know: a signal is a call that nobody can find."""
    for name, line in imported(module.tree):
        if name.startswith(_SIGNALS):
            yield f"{line} imports {name}; call the service instead"


def admin(module: Module) -> Iterator[str]:
    """Django's admin would go around the services."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and str(node.value).startswith("django.contrib.admin"):
            yield f"{node.lineno} names Django's admin"
    for name, line in imported(module.tree):
        if name.startswith("django.contrib.admin"):
            yield f"{line} imports {name}"


def other_clocks(module: Module) -> Iterator[str]:
    """There is one clock, which the demonstration and the tests can move."""
    if module.within("tandem.core.clock"):
        return
    for line, said in (*_asked_for_the_time(module), *_set_by_the_database(module)):
        yield f"{line} {said}; use tandem.core.clock"


def _asked_for_the_time(module: Module) -> Iterator[tuple[int, str]]:
    for name, call in calls(module.tree):
        *owner, last = name.split(".")
        if (last in _CLOCKS and owner and owner[-1] in _WATCHES) or name == "time.time":
            yield call.lineno, f"calls {name}()"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and dotted(node) == "timezone.now":
            yield node.lineno, "names timezone.now"


def _set_by_the_database(module: Module) -> Iterator[tuple[int, str]]:
    for _, call in calls(module.tree):
        for keyword in call.keywords:
            if keyword.arg in {"auto_now", "auto_now_add"}:
                yield call.lineno, f"uses {keyword.arg}"
    for name, line in imported(module.tree):
        if name in {"django.utils.timezone.now", "django.db.models.functions.Now", "time.time"}:
            yield line, f"imports {name}"


def printing(module: Module) -> Iterator[str]:
    """A server speaks through its log."""
    if module.within(*_TALKING) or module.name.endswith(".commands"):
        return
    for name, call in calls(module.tree):
        if name in {"print", "sys.stdout.write", "sys.stderr.write", "pprint"}:
            yield f"{call.lineno} calls {name}()"


def unescaped(module: Module) -> Iterator[str]:
    """HTML is made by templates, which escape."""
    if module.name in _SAFE_HTML:
        return
    for name, line in imported(module.tree):
        if name.rsplit(".", 1)[-1] in {"Markup", "mark_safe", "SafeString", "SafeText"}:
            yield f"{line} imports {name}; let a template do it"
    for name, call in calls(module.tree):
        if name.rsplit(".", 1)[-1] in {"Markup", "mark_safe", "SafeString", "SafeText"}:
            yield f"{call.lineno} calls {name}(); let a template do it"


def going_around(module: Module) -> Iterator[str]:
    """A page, the API or a form asks queries and services; it never reaches for rows itself."""
    if not {"views", "api", "forms", "urls", "pages", "demo"} & set(module.name.split(".")):
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_base_manager"}:
            yield f"{node.lineno} reaches for {dotted(node)}; ask a query"
        if isinstance(node, ast.Attribute) and node.attr in _WRITING:
            yield f"{node.lineno} calls {node.attr}(); ask a query or a service"


def own_transactions(module: Module) -> Iterator[str]:
    """One act is one transaction, and the service opens it: not its caller, not half of it."""
    name_parts = module.name.split(".")
    if {"services", "jobs"} & set(name_parts) or module.name in _OWN_TRANSACTION:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and dotted(node).endswith("transaction.atomic"):
            yield f"{node.lineno} opens a transaction; that is the service's"
    if any(name == "django.db.transaction.atomic" for name, _ in imported(module.tree)):
        yield "1 imports atomic by itself; say transaction.atomic"


def escaping_transaction(module: Module) -> Iterator[str]:
    """What ends or leaves a transaction half-way leaves half a change behind."""
    for name, call in calls(module.tree):
        last = name.rsplit(".", 1)[-1]
        if last in {"non_atomic_requests", "set_autocommit", "set_rollback"} or (
            last in {"commit", "rollback"} and "transaction" in name
        ):
            yield f"{call.lineno} calls {name}()"


def unmarked_words(module: Module) -> Iterator[str]:
    """What a person reads in a flash message or beside a form's field is translated."""
    for name, call in calls(module.tree):
        if name.startswith("messages."):
            spoken = call.args[1:2]
        elif name.endswith(("Refused", "NotAllowed", "RuleBroken", "BadInput", "Stale")):
            spoken = call.args[:1]
        elif name.endswith(("ValidationError", "add_error")):
            spoken = call.args[-1:]
        else:
            spoken = [k.value for k in call.keywords if k.arg in {"label", "help_text"}]
        for word in spoken:
            if isinstance(word, ast.Constant | ast.JoinedStr) and _has_letters(word):
                yield f"{word.lineno} says {ast.unparse(word)} without marking it"


_ASKING = (
    *("httpx", "httpcore", "requests", "urllib3", "aiohttp", "urllib.request", "http.client"),
    *("ftplib", "telnetlib", "socketserver", "xmlrpc.client", "asyncio.open_connection"),
)
_ASKS = frozenset(
    {"socket.create_connection", "socket.getaddrinfo", "socket.socket", "urlopen", "urlretrieve"}
)
_MAY_ASK = {
    "tandem.core.outgoing": "where every address is checked",
    "tandem.config.cli": "asks after its own web server, database and ports",
}


def asking_elsewhere(module: Module) -> Iterator[str]:
    """Other machines are asked in one place, which knows whom one mustn't ask."""
    if module.within(*_MAY_ASK):
        return
    for name, line in imported(module.tree):
        if any(f"{name}.".startswith(f"{one}.") for one in _ASKING):
            yield f"{line} imports {name}; ask by tandem.core.outgoing"
    for name, call in calls(module.tree):
        if name in _ASKS or name.rsplit(".", 1)[-1] in {"urlopen", "create_connection"}:
            yield f"{call.lineno} calls {name}(); ask by tandem.core.outgoing"


def _has_letters(node: ast.Constant | ast.JoinedStr) -> bool:
    return isinstance(node, ast.JoinedStr) or any(c.isalpha() for c in str(node.value))


FENCES: dict[Fence, list[tuple[str, str]]] = {
    signals: [
        ("tandem.briefs.services", "from django.db.models.signals import post_save"),
        ("tandem.briefs.apps", "from django.dispatch import receiver"),
        ("tandem.core.server.app", "import django.core.signals"),
    ],
    admin: [
        ("tandem.briefs.admin", "from django.contrib import admin"),
        ("tandem.config.settings", "INSTALLED_APPS = ['django.contrib.admin']"),
        ("tandem.config.urls", "import django.contrib.admin.sites"),
    ],
    other_clocks: [
        ("tandem.briefs.rules", "def f():\n    return datetime.now(UTC)"),
        ("tandem.briefs.rules", "import datetime as dt\nx = dt.datetime.utcnow()"),
        ("tandem.briefs.rules", "x = date.today()"),
        ("tandem.briefs.services", "x = timezone.now()"),
        ("tandem.briefs.services", "from django.utils.timezone import now"),
        ("tandem.briefs.models", "x = models.DateTimeField(default=timezone.now)"),
        ("tandem.briefs.models", "x = models.DateTimeField(auto_now_add=True)"),
        ("tandem.core.server.app", "x = time.time()"),
        ("tandem.briefs.queries", "from django.db.models.functions import Now"),
    ],
    printing: [
        ("tandem.briefs.services", "print('x')"),
        ("tandem.config.settings", "sys.stderr.write('x')"),
    ],
    unescaped: [
        ("tandem.briefs.views", "from django.utils.safestring import mark_safe"),
        ("tandem.core.dates", "from markupsafe import Markup"),
        ("tandem.core.dates", "x = markupsafe.Markup('<b>')"),
    ],
    going_around: [
        ("tandem.briefs.views", "x = Brief.objects.all()"),
        ("tandem.accounts.api.people", "x = models.Person.objects.get()"),
        ("tandem.pages.queries", "x = apps.get_model('briefs', 'Brief')"),
        ("tandem.demo.scenes", "x = queries.briefs().bulk_create([])"),
    ],
    own_transactions: [
        ("tandem.briefs.views", "with transaction.atomic():\n    pass"),
        ("tandem.briefs.queries", "@transaction.atomic\ndef whole(): ..."),
        ("tandem.briefs.api", "from django.db.transaction import atomic"),
    ],
    escaping_transaction: [
        ("tandem.briefs.services", "transaction.commit()"),
        ("tandem.briefs.services", "transaction.set_rollback(True)"),
    ],
    unmarked_words: [
        ("tandem.briefs.views", "messages.success(request, 'Saved.')"),
        ("tandem.briefs.views", "messages.success(request, f'{x} saved.')"),
        ("tandem.briefs.services", "raise NotAllowed('No.')"),
        ("tandem.briefs.services", "raise errors.BadInput('No.', field='text')"),
        ("tandem.briefs.forms", "x = forms.CharField(label='Text')"),
        ("tandem.briefs.forms", "raise forms.ValidationError('No.')"),
        ("tandem.briefs.views", "form.add_error(None, 'No.')"),
    ],
    asking_elsewhere: [
        ("tandem.upkeep.commands", "import httpx"),
        ("tandem.core.outgoings", "import httpcore"),
        ("tandem.upkeep.commands", "from urllib.request import urlopen"),
        ("tandem.upkeep.commands", "from urllib import request"),
        ("tandem.upkeep.commands", "import http.client as web"),
        ("tandem.upkeep.commands", "x = socket.create_connection(('a', 80))"),
        ("tandem.config.worker", "import requests.sessions"),
    ],
}


@pytest.mark.parametrize("fence", FENCES, ids=lambda fence: fence.__name__)
def test_none_of_ours_goes_through(fence: Fence) -> None:
    none_in(modules(), fence)


@pytest.mark.parametrize(
    ("fence", "name", "text"),
    [(fence, *wrong) for fence, examples in FENCES.items() for wrong in examples],
)
def test_what_is_wrong_is_found(fence: Fence, name: str, text: str) -> None:
    assert list(fence(module_from(text, name)))


@pytest.mark.parametrize(
    ("fence", "name", "text"),
    [
        (other_clocks, "tandem.briefs.services", "x = clock.now()"),
        (printing, "tandem.activity.commands", "print('x')"),
        (going_around, "tandem.briefs.queries", "x = Brief.objects.all()"),
        (own_transactions, "tandem.briefs.services.writing", "@transaction.atomic\ndef f(): ..."),
        (unmarked_words, "tandem.briefs.views", "messages.success(request, _('Saved.'))"),
        (unmarked_words, "tandem.briefs.services", "raise NotAllowed(say('No.'))"),
        (asking_elsewhere, "tandem.core.outgoing.connecting", "import httpcore"),
        (asking_elsewhere, "tandem.briefs.views", "from tandem.accounts import requests"),
    ],
)
def test_what_is_right_is_left_alone(fence: Fence, name: str, text: str) -> None:
    assert not list(fence(module_from(text, name)))


@pytest.mark.parametrize("allowed", [_SAFE_HTML, _OWN_TRANSACTION])
def test_every_exception_is_still_needed(allowed: dict[str, str]) -> None:
    fence = unescaped if allowed is _SAFE_HTML else own_transactions
    by_name = {module.name: module for module in modules()}
    needless = [
        name
        for name in allowed
        if name not in by_name
        or not list(fence(module_from(by_name[name].text, f"tandem.elsewhere.{name[7:]}")))
    ]
    assert not needless
