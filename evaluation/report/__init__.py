"""A run as a page and as Markdown. Everything that comes from a test set is escaped."""

from evaluation.report.render import render_comparison, render_report

__all__ = ["render_comparison", "render_report"]
