"""Checklists 检查清单 of combined inspections: what is asked at a place of a kind, by edition, as data.

Its face: ``model`` (values), ``starter`` (what comes along: departments, answers, lists), ``editions`` (those of a
district), ``finding`` (which list suits a place, which item somebody means), ``forms`` (XLSForm files).
"""
