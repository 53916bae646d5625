"""Forecasts of the indices to 2570 (2027), proved on the past of all countries.

`panels` holds the past, `methods` the ways to go on from it, `places` those of a country's place
among the others, `choice` the rule that picks, `breaks` the surveys with another method,
`intervals` how wrong it may be, `ranks` what that means for a rank, `backtest` how all of it did
at each survey of the past, `replays` what chance alone would have made of it, `targets` the chance
of each target, `reliability` how often such chances came true, `singles` the series of one
country, `issued` what was forecast once and is never changed.
"""
