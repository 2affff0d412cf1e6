
# The year's edition: freezing, publication, files
plan-edition-title = Results of the plan
plan-edition-intro = The results of the plan, checked and frozen each fiscal year. Every member of staff can see what is published.
plan-edition-none = No results have been published yet.
plan-edition-to-freeze = Years waiting to be frozen
plan-edition-heading = Results of { $year }
plan-edition-freezing = Freeze { $year }
plan-edition-freezing-help = Freezing fixes the results with the owners and figures of the day; they cannot be changed afterwards. Staff do not see them until you publish them.
plan-edition-freeze = Freeze
plan-edition-publish = Publish to all staff
plan-edition-not-yet-published = Frozen, but not published: only the plan office can see this.
plan-edition-unpublished = Not published
plan-edition-notice-frozen = The year is frozen. Check it, then publish it.
plan-edition-notice-published = Published to all staff.
plan-edition-open-checks = Checks that are not finished
plan-edition-all-approved = All checks are approved and consolidated
plan-edition-open-check = { $key } { $measure }: { $owner } ({ $state })
plan-edition-office = Plan office
plan-edition-state-untouched = not begun
plan-edition-state-drafting = being written
plan-edition-state-submitted = waiting for approval
plan-edition-state-returned = returned
plan-edition-state-no-result = not consolidated
plan-edition-without = Unfinished checks
plan-edition-without-choice = Freeze without the { $count } above (measures without a result are published as unchecked)
plan-edition-reason-help = Published to all staff. Required when you freeze without them.
plan-edition-drafts = Look at a draft
plan-edition-drafts-help = Made from today's content, marked as a draft, without a digest.

plan-edition-no-plan = No plan covers { $year }. Check the fiscal year.
plan-edition-not-begun = { $year } has not begun. Report it once it has.
plan-edition-not-opened = The check of { $year } has not been opened. Open it first.
plan-edition-already-frozen = { $year } is frozen already. Frozen results cannot be changed.
plan-edition-already-published = { $year } is published already.
plan-edition-wrong-day = Enter a day from the first day of the fiscal year to today.
plan-edition-still-open = { $count ->
    [one] { $count } check is not finished. Wait for it
   *[other] { $count } checks are not finished. Wait for them
}, or look at the list, choose to freeze without what is open and give a reason.
plan-edition-no-reason = Give the reason for freezing without the unfinished checks.
plan-edition-other-checks-open = The list of unfinished checks changed after you opened this page. Look at the new list and choose again.
plan-edition-no-font = There is no Japanese font for the PDF. Ask the administrator to install { $package }, or name a font folder in the settings.
plan-edition-no-font-folder = The font folder { $folder } named in the settings does not exist. Correct the setting.
plan-edition-font-broken = The font for the PDF cannot be read. Restart the program or install the font again.
plan-edition-not-printed = 〓 stands for characters that the font cannot print ({ $characters }). The screen and the other files show them as they were written.
plan-edition-unmappable = The CSV cannot be made because { $total ->
    [one] { $total } character does
   *[other] { $total } characters do
} not fit Shift_JIS (CP932): { $characters }. Choose CSV in UTF-8, or Excel.
plan-edition-cell-too-long = The text in row { $row }, column { $column } is too long for an Excel cell ({ $allowed } characters). Choose CSV or PDF.

plan-edition-standing-frozen = As of { $day } (frozen)
plan-edition-standing-draft = DRAFT as of { $day }. Not frozen: the content may still change.
plan-edition-edge = Digest { $digest }
plan-edition-edge-draft = Draft (no digest)
plan-edition-whole-plan = Whole plan
plan-edition-repeated = A measure that is listed again counts in every field that lists it, so the fields add up to { $sum }. The whole plan counts it once: { $planned }.
plan-edition-unchecked = { $count ->
    [one] { $count } measure is unchecked. Unchecked is not the same as not started. It counts
   *[other] { $count } measures are unchecked. Unchecked is not the same as not started. They count
} in the denominator of the completion rate.
plan-edition-counts = { $completed } of { $planned ->
    [one] { $planned } measure
   *[other] { $planned } measures
} completed ({ $rate })
plan-edition-rate-note = completed { $rate }
plan-edition-years = { $first } to { $last }
plan-edition-compared = Compared with the frozen edition of { $year }.
plan-edition-changes-none = Nothing has changed.
plan-edition-no-value = -
plan-edition-repeat-of = Repeat of { $key }
plan-edition-activities = Activities: { $count }
plan-edition-task-who = { " " }({ $who })
plan-edition-task-due = , due { $day }
plan-edition-task-done = , done { $day }
plan-edition-indicator-line = { $name }: { $value } (target { $target })
plan-edition-study-line = { $stage }: { $text } ({ $day })
plan-edition-source-typed = Entered by the owner
plan-edition-source-computed = Computed ({ $source }, version { $version })
plan-edition-missing-small-group = Not shown: a group of fewer than 10
plan-edition-missing-no-data = No record
plan-edition-missing-not-yet = Not due yet
plan-edition-missing-unknown = Source no longer offered
plan-edition-shown = { $count } of { $all } shown

plan-edition-change-new = New
plan-edition-change-dropped = Dropped
plan-edition-change-name = Name
plan-edition-change-purpose = Purpose
plan-edition-change-content = Content
plan-edition-change-owners = Owners
plan-edition-change-progress = Progress
plan-edition-change-achievement = Achievement
plan-edition-change-frame = Structure of the plan
plan-edition-subject-content = Content
plan-edition-subject-purpose = Purpose
plan-edition-subject-task = Task
plan-edition-subject-owner = Owner
plan-edition-subject-indicator = Indicator
plan-edition-subject-frame = Structure of the plan

plan-edition-about = About this edition
plan-edition-activity-count = Activities
plan-edition-after = This year
plan-edition-as-of = As of
plan-edition-base = Base
plan-edition-before = Year before
plan-edition-change = Change
plan-edition-changes = Changes since last year
plan-edition-chart = Progress by field
plan-edition-chart-part = { $name }: { $completed } of { $planned } completed ({ $rate })
plan-edition-chart-joint = { "; " }
plan-edition-content = Content
plan-edition-contents = Contents
plan-edition-definition = Definition
plan-edition-digest = Digest (SHA-256)
plan-edition-digest-help = The same as the SHA-256 of the JSON file. It shows that the file holds what was frozen.
plan-edition-direction = Direction
plan-edition-done = What was done
plan-edition-field = Field
plan-edition-files = Files
plan-edition-files-help = All files are made from the same frozen content.
plan-edition-file-pdf = PDF (A4)
plan-edition-file-xlsx = Excel
plan-edition-file-csv = CSV (UTF-8)
plan-edition-file-csv-cp932 = CSV (Shift_JIS)
plan-edition-file-json = JSON (the frozen content itself)
plan-edition-file-html = HTML (one file, opens offline)
plan-edition-file-name = { $title }_{ $year }_results
plan-edition-file-name-draft = { $title }_{ $year }_draft_{ $day }
plan-edition-indicator = Indicator
plan-edition-indicators = Indicators
plan-edition-item = Item
plan-edition-learned = Results and issues
plan-edition-left-open = Frozen without these checks
plan-edition-left-open-reason = Reason for freezing without them
plan-edition-measure = Measure
plan-edition-measures = Measures
plan-edition-next = Next year
plan-edition-no-rows = No measure matches.
plan-edition-number = No.
plan-edition-owners = Owners
plan-edition-past-done = Done
plan-edition-past-plan = Plan
plan-edition-past-plans = Earlier plans
plan-edition-past-years = Period
plan-edition-plan = Plan
plan-edition-planned = Measures
plan-edition-published-on = Published on
plan-edition-purposes = Purposes
plan-edition-purposes-contents = Purposes and contents
plan-edition-rate = Completion rate
plan-edition-reason = Reason
plan-edition-results = Results and issues
plan-edition-revised-on = Revised on
plan-edition-revisions = Revisions of the plan
plan-edition-source = Source
plan-edition-statement = About this direction
plan-edition-study = Course of the study
plan-edition-subject = Subject
plan-edition-summary = Summary
plan-edition-target = Target
plan-edition-tasks = Tasks of the year
plan-edition-value = Figure
plan-edition-version = Edition
plan-edition-words = Words
plan-edition-year = Fiscal year
