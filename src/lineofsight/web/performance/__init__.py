"""Scorecards, measures, the children behind them, a child's page, trackers."""
