"""The tab Scope & money, what is done there, and rates in Settings."""
