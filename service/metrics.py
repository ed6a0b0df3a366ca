"""What the service counts, for Prometheus. No label ever holds anything a customer said."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram


class Metrics:
    """One set for each application, so that two in a process do not share their figures."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.messages = Counter(
            "yida_messages", "Customers' messages stored", ["channel"], registry=self.registry
        )
        self.turns = Counter("yida_turns", "Turns ended", ["outcome"], registry=self.registry)
        self.turn_seconds = Histogram(
            "yida_turn_seconds", "From taking a turn to its stored answer", registry=self.registry
        )
        self.engine_failures = Counter(
            "yida_engine_failures", "Attempts without an answer", ["reason"], registry=self.registry
        )
        self.deliveries = Counter(
            "yida_deliveries", "Outbox deliveries", ["channel", "outcome"], registry=self.registry
        )
        self.sockets = Gauge("yida_sockets", "Open WebSockets", registry=self.registry)
