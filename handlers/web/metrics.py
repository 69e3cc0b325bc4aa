"""Figures for Prometheus: numbers and ages only; no names, no numbers of chats, people or cases, no positions."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.health.figures import KINDS, Tally, Vitals

NAME = "patrolbot_"


class Snapshot(Collector):
    """One look at the bot, as metrics."""

    def __init__(self, seen: Vitals, tally: Tally) -> None:
        self.seen = seen
        self.tally = tally

    def collect(self) -> Iterator[Metric]:
        """All metrics; a figure that is not known is left out."""
        yield from self._cases()
        yield from self._ages()
        yield from self._counted()

    def _cases(self) -> Iterator[Metric]:
        counts = self.seen.counts
        if counts is None:
            return
        cases = GaugeMetricFamily(f"{NAME}cases", "Live cases by kind and state", labels=["kind", "state"])
        for (kind, state), count in counts.cases.items():
            cases.add_metric([kind, state], count)
        yield cases
        yield GaugeMetricFamily(f"{NAME}cases_waiting", "Open incidents that wait for a team", counts.waiting)
        yield GaugeMetricFamily(f"{NAME}cases_overdue", "Incidents past their limit to be resolved", counts.overdue)
        yield GaugeMetricFamily(f"{NAME}inbox_rows", "Updates that wait to be worked off", counts.inbox)
        yield GaugeMetricFamily(f"{NAME}inbox_dead_rows", "Updates that were given up", counts.inbox_dead)
        yield GaugeMetricFamily(f"{NAME}outbox_letters", "Letters that wait to be sent", counts.outbox)
        yield GaugeMetricFamily(f"{NAME}webhooks_waiting", "Moves that wait for other systems", counts.webhooks)
        yield GaugeMetricFamily(f"{NAME}webhooks_dead", "Moves that other systems did not take", counts.webhooks_dead)

    def _ages(self) -> Iterator[Metric]:
        """Ages and times in seconds. An empty inbox or outbox has the age 0."""
        seen = self.seen
        is_read = seen.counts is not None
        figures = {
            "inbox_oldest": ("Age of the oldest update that waits", seen.inbox_age_s or 0.0 if is_read else None),
            "outbox_oldest": ("Age of the oldest letter that is due", seen.outbox_age_s or 0.0 if is_read else None),
            "tick_age": ("Time since the clock ticked", seen.tick_age_s),
            "poll_age": ("Time since the last good contact with the Bot API", seen.poll_age_s),
            "loop_lag": ("The worst delay of the event loop in the last seconds", seen.loop_lag_s),
            "database_write": ("Time that a write to the database took", seen.write_s),
        }
        for name, (what, figure) in figures.items():
            if figure is not None:
                yield GaugeMetricFamily(f"{NAME}{name}_seconds", what, figure)

    def _counted(self) -> Iterator[Metric]:
        tally = self.tally
        yield CounterMetricFamily(f"{NAME}letters_sent", "Letters sent", tally.sent)
        failed = CounterMetricFamily(f"{NAME}letters_failed", "Tries of letters that failed", labels=["reason"])
        for reason, count in sorted(tally.failed.items()):
            failed.add_metric([reason], count)
        yield failed
        updates = CounterMetricFamily(f"{NAME}updates", "Updates taken in, by kind", labels=["kind"])
        for kind in (*KINDS, "other"):
            updates.add_metric([kind], tally.updates[kind])
        yield updates
        yield CounterMetricFamily(f"{NAME}api_too_many", "Answers of the Bot API that said too many", tally.too_many)


def written(seen: Vitals, tally: Tally) -> bytes:
    """The figures in Prometheus' text format, from a registry of their own."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Snapshot(seen, tally))
    return generate_latest(registry)
