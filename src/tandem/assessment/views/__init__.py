"""The tab Assess, what is done there, and who may hold, in Settings."""
