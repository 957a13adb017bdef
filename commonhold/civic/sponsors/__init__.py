"""Ads by page, never by person: what a sponsor asks us to show, who said yes, what was paid."""
