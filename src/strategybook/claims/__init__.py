"""Claims: the strategy's sentences that numbers can test, tested on any set of editions."""
