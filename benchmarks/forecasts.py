"""How long the forecasts take, beside fitting statsmodels' theta to every country at every survey.

`python benchmarks/forecasts.py [REPEATS]` times, in turn in the same run, the panel methods on the
five UN indices and theta of statsmodels in a loop on the same countries, origins and indices; and
once everything that is written of forecasts. It prints medians with the smallest and largest, in
seconds of processor time, so that a busy machine does not blur them.
"""

import statistics
import sys
import time
import warnings

import numpy as np
from statsmodels.tsa.forecasting.theta import ThetaModel

from strategybook.forecast import backtest, methods, panels, tables
from strategybook.forecast.scales import SCALES

UN = ("egdi", "osi", "tii", "hci", "epi")


def by_panel(by_indicator: dict[str, panels.Panel]) -> int:
    """Forecast by every method and the rule; return how many countries were forecast."""
    made = 0
    for indicator in UN:
        forecasts = backtest.record(by_indicator, indicator).forecasts
        made += sum(int((~np.isnan(one[:, :, 0])).sum()) for one in forecasts.values())
    return made


def by_loop(by_indicator: dict[str, panels.Panel]) -> int:
    """Fit theta of statsmodels to each country at each origin that the backtest scores."""
    fits = 0
    for indicator in UN:
        panel = by_indicator[indicator]
        for origin in range(backtest.FIRST_ORIGIN, len(panel.years)):
            history = SCALES[panel.index["scale"]].forward(panel.known(origin))
            for row in history[~np.isnan(history).any(axis=1)]:
                ThetaModel(row, deseasonalize=False).fit().forecast(3)
                fits += 1
    return fits


def seconds(work, *arguments) -> tuple[float, object]:
    """Return how long `work` took, and what it returned."""
    started = time.process_time()
    result = work(*arguments)
    return time.process_time() - started, result


def main() -> None:
    """Repeat, and print."""
    warnings.simplefilter("ignore")
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    reading, table = seconds(tables.read)
    whole, _ = seconds(tables.all_tables, table)
    by_indicator = panels.all_panels(table)
    ours, theirs = [], []
    for _ in range(repeats):
        taken, made = seconds(by_panel, by_indicator)
        ours.append(taken)
        taken, fits = seconds(by_loop, by_indicator)
        theirs.append(taken)
    print(f"reading the figures: {reading:.1f} s; all tables of forecasts: {whole:.1f} s")
    named = (
        (f"{len(methods.METHODS)} methods and the rule, UN, {made} forecasts", ours),
        (f"theta of statsmodels, UN, {fits} fits", theirs),
        ("ratio", [b / a for a, b in zip(ours, theirs, strict=True)]),
    )
    for name, values in named:
        print(
            f"{name}: {statistics.median(values):.2f} "
            f"(from {min(values):.2f} to {max(values):.2f}, {repeats} times)"
        )


if __name__ == "__main__":
    main()
