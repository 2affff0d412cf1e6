# Seeing the plan
plan-browse-title = Plan
plan-browse-none = No plan has been adopted yet. It shows here as soon as the plan office adopts one.
plan-browse-plans = Adopted plans
plan-browse-coming = { $period } (coming)
plan-browse-running = { $period } (running)
plan-browse-past = { $period } (past)
plan-browse-edition = See the results of this year
plan-browse-period = Period: { $first } to { $last }
plan-browse-progress = Progress by field
plan-browse-results = Results of { $year } as published: { $completed } of { $planned ->
    [one] { $planned } measure is
   *[other] { $planned } measures are
} completed, a rate of { $rate }. { $unchecked ->
    [one] { $unchecked } is
   *[other] { $unchecked } are
} not yet checked.
plan-browse-no-results = { $planned ->
    [one] There is { $planned } measure.
   *[other] There are { $planned } measures.
} No results of a check have been published yet.
plan-browse-chart-title = Progress by field ({ $year })
plan-browse-chart-description = A bar for each field shows the shares of measures that are completed, under way, not started and not yet checked.
plan-browse-chart-note = { $completed } of { $planned } completed ({ $rate })
plan-browse-counting = A repeated measure counts once in a field and once in the plan. A measure that is not yet checked is not called not started; it stays in the denominator of the rate.
plan-browse-measures-title = Measures
plan-browse-measures = Measures
plan-browse-measure = Measure
plan-browse-key = No.
plan-browse-field = Field
plan-browse-owner = Owner
plan-browse-search = Search for words
plan-browse-found = { $shown } of { $all ->
    [one] { $all } listing is
   *[other] { $all } listings are
} shown.
plan-browse-nothing-found = No measure meets the conditions.
plan-browse-jump = Fields and directions
plan-browse-history = History of the plan
plan-browse-history-help = What changed of the title, the fields, the directions and the listings. Changes of purposes, contents and owners are on the measures' pages.
plan-browse-history-none = There is no entry.
plan-browse-before = Before
plan-browse-after = After
