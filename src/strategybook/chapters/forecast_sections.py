"""A section of the chapter on forecasts: what may come of one index, in words and as a fan."""

from dataclasses import dataclass

import pandas as pd

from strategybook.chapters import (
    decisions,
    forecast_charts,
    forecast_figures,
    forecast_sentences,
)
from strategybook.show.exhibits import Chapter


@dataclass(frozen=True)
class Told:
    """What the chapter tells of.

    Attributes
    ----------
    observed
        Observations of the newest editions.
    ahead, targets, backtest, reliability
        The tables of `forecast_figures`.
    """

    observed: pd.DataFrame
    ahead: pd.DataFrame
    targets: pd.DataFrame
    backtest: pd.DataFrame
    reliability: pd.DataFrame


def show(
    chapter: Chapter, told: Told, indicator: str, measures: list[str], *, key: str = ""
) -> None:
    """Show what may come of an index; where it has no forecast, say why.

    Parameters
    ----------
    measures
        A fan for each.
    key
        Of the figure; the indicator's if it is left out.
    """
    has = told.ahead[told.ahead["entity"] == chapter.country]
    decided = decisions.sentences(chapter, told.targets, indicator)
    if indicator not in set(has["indicator"]):
        why = forecast_sentences.no_forecast(chapter, told.targets, indicator)
        chapter.say(
            decided,
            why or forecast_sentences.method(chapter, has, indicator),
            forecast_sentences.short_breaks(chapter, indicator),
        )
        return
    chapter.say(decided, forecast_sentences.chance(chapter, told.targets, indicator))
    for _, row in forecast_sentences.deciding(told.targets, indicator).iterrows():
        chapter.say(
            forecast_sentences.needed(chapter, row),
            forecast_sentences.reliability(chapter, told, row),
        )
    chapter.say(
        forecast_sentences.method(chapter, told.ahead, indicator),
        *(forecast_sentences.gain(chapter, told.backtest, indicator, one) for one in measures),
        forecast_sentences.middle(chapter, told, indicator),
        forecast_sentences.short_breaks(chapter, indicator),
    )
    what = [(indicator, measure) for measure in measures]
    chapter.show_figure(
        key or indicator.replace("_", "-"),
        forecast_charts.fans(chapter, told.observed, told.ahead, what),
        forecast_figures.shown_data(chapter, told.observed, told.ahead, [indicator], measures),
        caption=forecast_sentences.caption(chapter, "fan", indicator),
        alternative=forecast_sentences.fan_described(chapter, told.ahead, what),
    )
    chapter.say(forecast_sentences.past_record(chapter, told.backtest, indicator, measures[0]))
