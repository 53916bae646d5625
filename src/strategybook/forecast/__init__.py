"""Forecasts of the indices to 2570 (2027), proved on the past of all countries.

`panels` holds the past, `methods` the ways to go on from it, `choice` the rule that picks one,
`intervals` how wrong it may be, `ranks` what that means for a rank, `backtest` how all of it did
at each survey of the past, `replays` what chance alone would have made of it, `targets` the chance
of each target, `singles` the series of one country, `issued` what was forecast once and is never
changed.
"""
