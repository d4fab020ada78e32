"""Intervals, control charts, agreement and funnels: each module cites its method."""
