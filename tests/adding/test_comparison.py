"""Two tables of figures, whatever is in them: what changes is counted, and nothing else does."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from strategybook.adding import comparison

KEYS = ["entity", "year"]
SERIES = ["egdi.score", "epi.score", "osi.score"]
FIGURES = st.one_of(st.just(""), st.integers(0, 9999).map(lambda number: repr(number / 10000)))
ROWS = st.dictionaries(
    st.tuples(st.sampled_from(["MMR", "THA", "VNM"]), st.sampled_from([2020, 2022, 2024])),
    st.lists(FIGURES, min_size=len(SERIES), max_size=len(SERIES)),
    min_size=1,
)


def table_of(rows):
    lines = [(*key, *figures) for key, figures in sorted(rows.items())]
    return pd.DataFrame(lines, columns=[*KEYS, *SERIES])


TABLES = ROWS.map(table_of)
few = settings(max_examples=30)  # each builds some tables of pandas


def figures(table):
    """Return the figures of a table by what they speak of."""
    long = table.melt(KEYS).itertuples(index=False)
    return {(row.entity, row.year, row.variable): row.value for row in long if row.value}


@few
@given(TABLES, TABLES)
def test_what_a_file_speaks_of_is_replaced_and_the_rest_stays(held, new):
    assert figures(comparison.replaced(held, new)) == figures(held) | figures(new)
    assert figures(comparison.whole(held, new)) == figures(new)


@few
@given(TABLES, TABLES)
def test_what_is_counted_is_what_changes(held, new):
    was, now = figures(held), figures(new)
    both = was.keys() & now.keys()
    counts = comparison.counts(held, new).sum()
    assert counts["added"] == len(now.keys() - was.keys())
    assert counts["changed"] == sum(was[key] != now[key] for key in both)
    assert counts["removed"] == len(was.keys() - now.keys()) == comparison.lost(held, new)
    assert len(comparison.differences(held, new, exactly=True)) == counts["changed"]


@few
@given(TABLES, TABLES)
def test_a_wrong_file_and_the_right_one_give_the_right_one_s_bytes(held, wrong):
    after = comparison.whole(comparison.replaced(held, wrong), held)
    assert after.to_csv(index=False) == held.to_csv(index=False)


@few
@given(TABLES, TABLES)
def test_no_change_is_left_out_of_the_lines(held, new):
    """The rows by year add up to the rows by indicator, and to the counts."""
    counts = comparison.counts(held, new)
    lines = [line.split() for line in comparison.tally(counts)[1:]]
    by_year = [line for line in lines if line[0][0].isdigit()]
    by_indicator = [line for line in lines if not line[0][0].isdigit()]
    for rows in (by_year, by_indicator):
        added_up = [sum(int(row[place]) for row in rows) for place in (1, 2, 3)]
        assert added_up == counts.sum().tolist()


@few
@given(TABLES)
def test_a_figure_that_is_written_out_in_full_is_the_same(held):
    again = held.copy()
    again[SERIES] = held[SERIES].map(lambda text: text and f"{float(text):.20f}")
    assert comparison.counts(held, again).empty
    assert comparison.replaced(held, again).equals(held)
