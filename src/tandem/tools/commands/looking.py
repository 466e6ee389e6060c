"""Files, row by row: what may be a tool is counted, the rest is forgotten."""

import logging
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from tandem.accounts.queries import present_day
from tandem.core import kept_files
from tandem.core.words import Sentence, say
from tandem.formats.expenses import UnusableFile
from tandem.formats.grants import read_grants
from tandem.formats.purchases import Purchase, open_purchases
from tandem.formats.site_files import content_of, hosts_of_har, hosts_of_page
from tandem.plans.queries import currency
from tandem.systems.rules import DataClass
from tandem.tools import queries, rules, services
from tandem.tools.rules import Found, Known, LookKind, Recognised, Sign, Watch
from tandem.tools.services import Claim

log = logging.getLogger(__name__)
There = Callable[[], bool]
_AT_ONCE = 10_000
"""Rows after which it is said how far it is, and looked whether somebody stopped it."""


class Gone(Exception):
    """Somebody stopped it, or whoever started this is gone."""


def look_through_all(is_wanted: There = lambda: True) -> int:
    """Look through what waits; returns how many files that were."""
    files = 0
    while is_wanted() and (claim := services.claim_look()):
        files += 1
        try:
            _look_through(claim, is_wanted)
        except Gone:
            continue
        except UnusableFile as error:
            services.fail_look(claim=claim, why=say(error.template, **error.values))
        except FileNotFoundError:
            services.fail_look(claim=claim, why=say("The file is gone. Upload it once more."))
        except Exception as error:
            services.fail_look(claim=claim, why=_why(error, claim.kind))
            if not isinstance(error, MemoryError):
                log.exception("Looking through file %d failed.", claim.id)
    return files


def _why(error: Exception, kind: LookKind) -> Sentence:
    if isinstance(error, MemoryError) and not kind.of_payments:
        return say("It unpacks to more than fits in memory. Send a smaller one.")
    if isinstance(error, MemoryError):
        return say("It unpacks to more than fits in memory. Export it as CSV, a year at a time.")
    return say("That was our mistake; it is written down in the log. The file was left alone.")


class Sieve:
    """What stays of the rows: what may be a tool, by key; and amounts that may come back."""

    def __init__(
        self, known: Mapping[str, Known], departments: Mapping[str, int], refused: frozenset[str]
    ) -> None:
        self.known, self._departments, self._refused = known, departments, refused
        self.found: dict[str, Found] = {}
        self._by_sign: dict[Sign, list[str]] = {}
        self._watched: dict[str, Watch] = {}
        self._places: dict[str, tuple[int | None, str]] = {}
        self._currency = currency()

    def take(self, row: Purchase) -> None:
        """Keep of a row what may be about a tool, and forget the rest."""
        merchant = rules.merchant_of(row.merchant)
        seen = rules.recognise(merchant, row.note, self.known)
        department = self._departments.get(row.department.casefold())
        if seen is None:
            rules.watch(self._watched, merchant, row.month, row.amount)
            self._places.setdefault(merchant.key, (department, row.currency))
            if len(self._places) > 2 * len(self._watched) + 1000:
                self._places = {k: v for k, v in self._places.items() if k in self._watched}
            return
        if seen.known and seen.known.tool is None:
            return  # an entry of the catalogue: nobody has to find it
        key = merchant.key if seen.sign is Sign.SOFTWARE else seen.name.casefold()
        if found := self._found(key, seen, merchant.domain):
            found.take((row.month, department, row.currency), row.amount)

    def see(self, seen: Recognised, domain: str, month: date, data: tuple[DataClass, ...]) -> None:
        """Keep something that no payment speaks of: a page loads it, or it was let in."""
        if seen.known and seen.known.tool is None:
            return
        if found := self._found(seen.name.casefold(), seen, domain):
            found.data = found.data or data
            found.take((month, None, self._currency), Decimal(0))

    def _found(self, key: str, seen: Recognised, domain: str) -> Found | None:
        key = key[: rules.KEY_LIMIT]
        if key in self.found:
            return self.found[key]
        if queries.key_once_refused(key) not in self._refused and self._has_room(seen.sign):
            tool = seen.known.tool if seen.known else None
            self.found[key] = Found(seen.name, domain, seen.sign, seen.purpose, tool)
            self._by_sign.setdefault(seen.sign, []).append(key)
        return self.found.get(key)

    def _has_room(self, sign: Sign) -> bool:
        """Whether one more fits in; a surer one takes the place of the last of the least sure.

        What lost its place never comes back, so nothing is kept with a part of its amounts.
        """
        if len(self.found) < rules.FINDS_AT_MOST:
            return True
        signs = list(Sign)
        least = max((one for one, keys in self._by_sign.items() if keys), key=signs.index)
        if signs.index(sign) >= signs.index(least):
            return False
        del self.found[self._by_sign[least].pop()]
        return True

    def all_found(self) -> dict[str, Found]:
        """What was found, with what came back month after month."""
        for key, standing in self._watched.items():
            if not rules.recurs(standing):
                continue
            merchant = rules.merchant_of(key)
            seen = Recognised(Sign.RECURRING, rules.shown_name(merchant))
            if found := self._found(key, seen, merchant.domain):
                department, code = self._places.get(key, (None, currency()))
                for month in standing.months:
                    found.take((month, department, code), standing.amount)
        return self.found


def _look_at_others(claim: Claim, sieve: Sieve) -> int:
    """A page's hosts, or programs that were let in; returns how many those are."""
    data = content_of(kept_files.path_of(claim.digest))
    if claim.kind is LookKind.GRANTS:
        return _let_in(data, sieve)
    site = hosts_of_har(data) if claim.kind is LookKind.HAR else hosts_of_page(data)
    own, known = {rules.domain_of(host) for host in site.own}, sieve.known
    month = site.month or present_day().replace(day=1)
    hinted = [host for host in site.hinted if rules.maker_of_host(host)]
    for host in dict.fromkeys([*site.hosts, *hinted]):
        seen = rules.recognise_host(host, known)
        if seen and rules.domain_of(host) not in own:
            sieve.see(seen, rules.domain_of(host), month, rules.data_seen(seen.purpose))
    return site.hosts.total()


def _let_in(data: bytes, sieve: Sieve) -> int:
    month, count = present_day().replace(day=1), 0
    for grant in read_grants(data):
        count += 1
        seen = rules.recognise_grant(grant.name, grant.publisher, grant.address, sieve.known)
        if seen:
            domain = rules.domain_of(rules.host_of(grant.address))
            sieve.see(seen, domain, month, rules.data_let_in(grant.scopes))
    return count


def _look_through(claim: Claim, is_wanted: There) -> None:
    sieve = Sieve(queries.known_names(), queries.departments_by_name(), queries.refused_keys())
    if not claim.kind.of_payments:
        rows = _look_at_others(claim, sieve)
        services.end_look(claim=claim, found=sieve.found, rows=rows, unread=0)
        return
    rows, ours = 0, currency()
    with open_purchases(kept_files.path_of(claim.digest)) as opened:
        opened.turned = claim.reading.turned
        for purchase in opened.each(claim.reading.columns, ours):
            rows += 1
            if purchase is not None:
                sieve.take(purchase)
            if rows % _AT_ONCE == 0 and not (
                is_wanted() and services.go_on_looking(claim=claim, done=opened.done, rows=rows)
            ):
                raise Gone
        unread = opened.unread
    services.end_look(claim=claim, found=sieve.all_found(), rows=rows, unread=unread)
