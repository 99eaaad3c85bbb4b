"""The words that made-up records are made of."""

from __future__ import annotations

FORE = (
    "Amber", "Brook", "Cedar", "Delta", "Ember", "Fenland", "Granite", "Harbour", "Iris", "Juniper",
    "Keel", "Lantern", "Meadow",
)  # fmt: skip
AFT = (
    "Works", "Systems", "Foundry", "Institute", "Labs", "Dynamics", "Materials", "Office",
    "Union", "Holdings",
)  # fmt: skip
PAPERS = (
    "Ledger", "Courier", "Gazette", "Observer", "Herald", "Post", "Review", "Dispatch", "Tribune",
    "Monitor",
)  # fmt: skip
VERBS = (
    "announces", "delays", "delivers", "withdraws", "doubles", "begins", "ends", "revises",
    "publishes", "suspends", "extends", "tests",
)  # fmt: skip
THINGS = (
    "the second phase", "its supply contract", "the new plant", "a larger cluster",
    "the licence terms", "its annual forecast", "the pilot programme", "a joint venture",
    "the safety report", "its training run", "the export permit", "a smaller model",
)  # fmt: skip
WORDS = (
    "the", "company", "said", "that", "work", "on", "site", "had", "continued", "while", "three",
    "of", "its", "partners", "waited", "for", "parts", "from", "abroad", "and", "nobody",
    "outside", "knew", "how", "long", "the", "order", "would", "take", "because", "the", "terms",
    "had", "not", "been", "published", "when", "engineers", "were", "asked", "about", "capacity",
    "they", "named", "a", "figure", "which", "later", "reports", "put", "lower", "and", "the",
    "ministry", "gave", "no", "reason", "for", "the", "change", "in", "its", "statement",
)  # fmt: skip
TAGS = (
    "audit", "budget", "contract", "delay", "design", "exports", "funding", "hiring", "launch",
    "lawsuit", "outage", "supply",
)  # fmt: skip
