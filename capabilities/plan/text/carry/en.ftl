
# The plan: carrying out (the page of a measure, tasks, indicators, activities, studies, remarks, owners)
plan-carry-plan = Plan
plan-carry-measure = Measure
plan-carry-measures = Measures
plan-carry-measures-count = { $count ->
    [one] { $count } measure
   *[other] { $count } measures
}
plan-carry-listing = Listing
plan-carry-place = Place in the plan
plan-carry-year = Fiscal year
plan-carry-reason = Reason for the change
plan-carry-reason-help = All staff can read it as part of the revision, with the text before and after.

# Text
plan-carry-text = Text of the measure
plan-carry-purposes = Purposes
plan-carry-purposes-help = One on each line.
plan-carry-contents = Contents
plan-carry-content-number = Content { $number }
plan-carry-content-study = Content { $number } promises a study
plan-carry-wording-change = Revise purposes and contents
plan-carry-wording-help = A content left empty goes out of the plan. The text before stays in the revisions.

# Owners
plan-carry-owners = Owners
plan-carry-owner = Owner
plan-carry-no-owner = This measure has no owner. Please tell the plan office.
plan-carry-owner-now = Owner today
plan-carry-owner-past = Former owner
plan-carry-owner-coming = Coming owner
plan-carry-owner-from = Owner from
plan-carry-owner-since = Owner since
plan-carry-owner-until = Last day as owner
plan-carry-owner-add = Add an owner
plan-carry-hand-over = Hand over
plan-carry-hand-over-all = Hand all over to the successor
plan-carry-hand-over-help = The present owner's time ends on the day before, and the new unit is the owner from that day. Each unit can go on writing what belongs to its own time.
plan-carry-hand-over-group-help = In all measures below, the new unit is the owner from that day. Where it is an owner already, only the present owner's time ends.
plan-carry-hand-over-unit-help = The code or the name of a unit. Left empty, the present owner's time only ends.
plan-carry-owners-of-plan = Owners of the plan
plan-carry-owners-none = No plan has been adopted yet. Owners stand here once a plan is imported.
plan-carry-owners-problems = { $count ->
    [one] { $count } owner needs to be looked at.
   *[other] { $count } owners need to be looked at.
}
plan-carry-owners-fine = Every owner is a unit that exists.
plan-carry-mark = As the plan names it
plan-carry-unit-of-owner = Unit
plan-carry-unit-of-owner-help = The code or the name of a unit, such as 110201.
plan-carry-successors = Successors
plan-carry-owner-fine = Unit exists
plan-carry-owner-unresolved = No unit said
plan-carry-owner-gone = Unit is gone
plan-carry-owner-perhaps = Perhaps { $unit } is meant. Confirm it with "Say which unit".
plan-carry-owner-say-unit = No unit has this name. Use "Say which unit".
plan-carry-owner-gone-to = This unit ended on { $day } and went into { $units }. Use "Hand all over to the successor".
plan-carry-owner-gone-alone = This unit does not exist any more ({ $day }). It has no successor on record; choose the unit to hand over to.
plan-carry-owner-resolve = Say which unit
plan-carry-owner-resolve-help = Says for all measures under this name which unit is meant. When the owner changes, hand over instead.

# Tasks
plan-carry-in-year = In the year
plan-carry-year-opened = The check of this year is open. A change of the tasks needs a reason and is kept as a revision.
plan-carry-year-frozen = This year is frozen. It cannot be changed.
plan-carry-tasks = Tasks
plan-carry-tasks-none = There are no tasks in this year yet.
plan-carry-task-add = Add a task
plan-carry-task-change = Change the task
plan-carry-task-finish = Say when it was done
plan-carry-task-done-today = Done today
plan-carry-task-remove = Take the task out
plan-carry-task-is-done = Done
plan-carry-task-is-open = Planned
plan-carry-task-is-late = Late
plan-carry-task-carried = From last year
plan-carry-what = What
plan-carry-who = Who
plan-carry-who-help = A team or another part of the unit. Please write no person's name.
plan-carry-done-on = Done on
plan-carry-done-on-help = Left empty, the task is planned again.
plan-carry-up = Up
plan-carry-down = Down
plan-carry-carry-over = Carry unfinished tasks over to the next year
plan-carry-carry-over-help = Tasks that are not done are added to the next year without their due day. They also stay in this year. A task goes on only once.
plan-carry-from-year = From
plan-carry-to-year = To
plan-carry-open-tasks = Unfinished tasks

# Activities
plan-carry-activities = Activities
plan-carry-activities-none = There are no activities in this year yet.
plan-carry-activity-add = Add an activity
plan-carry-activity-change = Change the activity
plan-carry-activity-remove = Take the activity out
plan-carry-activity-title = Activity
plan-carry-happened-on = Day
plan-carry-people = People
plan-carry-people-help = Leave it empty when nobody counted. 0 means that nobody came.

# Indicators
plan-carry-indicators = Indicators
plan-carry-indicators-none = There are no indicators yet.
plan-carry-indicator-add = Add an indicator
plan-carry-indicator-change = Change the indicator
plan-carry-indicator-name = Indicator
plan-carry-definition = Definition
plan-carry-definition-help = What is counted, as of when, and how.
plan-carry-source = Source
plan-carry-source-typed = Typed
plan-carry-unit = Unit
plan-carry-unit-help = Such as people, times, %. A computed indicator has its own unit when this is left empty.
plan-carry-is-comparison = A ratio that may be over 100% (such as compared with last year)
plan-carry-is-comparison-help = Do not tick it for a share of a whole, which lies between 0% and 100%.
plan-carry-decimals = Decimals
plan-carry-base = Base value
plan-carry-base-line = Base value: { $figure }
plan-carry-target-line = Target for { $year }: { $figure }
plan-carry-target = Target
plan-carry-target-of = Target of { $year }
plan-carry-reading = Figure
plan-carry-reading-set = Enter the figure
plan-carry-figure-help = Such as 87.8, 1,234 or -3.2.
plan-carry-missing = Why there is no figure
plan-carry-missing-help = When a figure is not there yet, or cannot be counted, leave it empty and say why. It is shown as missing, never as 0.
plan-carry-missing-short = Missing
plan-carry-missing-small-group = Not shown, because the group is small
plan-carry-missing-no-data = There are no records to compute it from
plan-carry-missing-not-yet = Its time has not come
plan-carry-missing-unknown = This indicator can no longer be computed
plan-carry-as-of = As of
plan-carry-compute = Compute the figures of { $year }
plan-carry-chart-description = Figures and targets over the years as lines. The figures are in the table below.
plan-carry-indicator-unit-people = people
plan-carry-indicator-unit-percent = %
plan-carry-indicator-unit-moves = moves
plan-carry-indicator-unit-months = months

# Studies
plan-carry-study = How far the study has come
plan-carry-study-proposal = Progress of the study that follows from its steps:
plan-carry-study-none = The study has not begun.
plan-carry-study-closed = The decision has closed the study.
plan-carry-study-add = Add a step
plan-carry-stage = Stage
plan-carry-stage-help = Question, options, decision, in this order. The decision closes the study.
plan-carry-stage-question = Question
plan-carry-stage-options = Options
plan-carry-stage-decision = Decision
plan-carry-step-text = Text

# Results and revisions
plan-carry-results = Published results
plan-carry-result-done = What was done
plan-carry-result-learned = What was learned
plan-carry-result-next = What changes next year
plan-carry-revisions = Revisions
plan-carry-revised = What
plan-carry-before = Before
plan-carry-after = After
plan-carry-subject-purpose = Purposes
plan-carry-subject-content = Contents
plan-carry-subject-task = Task
plan-carry-subject-owner = Owner
plan-carry-subject-indicator = Indicator

# Remarks
plan-carry-remarks = Drafting remarks
plan-carry-remarks-none = There are no remarks.
plan-carry-remarks-seen-by = Not a part of the plan. Seen, for the measures in their charge, by: { $who }
plan-carry-remark = Remark
plan-carry-remark-add = Write a remark
plan-carry-remark-help = A remark on the text or the work, shared between the owners and the plan office. It is never published.
plan-carry-remark-answer = Answer
plan-carry-answer = Answer

# Notices
plan-carry-notice-already = It was saved before. Nothing was entered twice.
plan-carry-notice-task-added = The task was added.
plan-carry-notice-task-changed = The task was changed.
plan-carry-notice-task-done = The task is done.
plan-carry-notice-task-reopened = The task is planned again.
plan-carry-notice-task-moved = The order of the tasks was changed.
plan-carry-notice-removed = It was taken out.
plan-carry-notice-carried-over = The unfinished tasks go on in the next year.
plan-carry-notice-indicator-added = The indicator was added.
plan-carry-notice-indicator-changed = The indicator was changed.
plan-carry-notice-reading-kept = The figure was saved.
plan-carry-notice-computed = The figures were computed.
plan-carry-notice-activity-added = The activity was added.
plan-carry-notice-activity-changed = The activity was changed.
plan-carry-notice-step-added = The step was added.
plan-carry-notice-wording-changed = Purposes and contents were revised.
plan-carry-notice-remark-added = The remark was written.
plan-carry-notice-answered = The remark was answered.
plan-carry-notice-owner-resolved = The unit was kept.
plan-carry-notice-handed-over = The measure was handed over.
plan-carry-notice-owner-added = The owner was added.

# Refusals
plan-carry-figure-empty = There is no figure. Write it like 87.8.
plan-carry-figure-unreadable = This is not a figure. Write digits only, such as 87.8, 1,234 or -3.2.
plan-carry-figure-grouping = The commas do not part thousands. Write a point for decimals (87.8), or leave the commas out.
plan-carry-figure-decimals = At most { $allowed } decimals. Round the figure, or change the decimals of the indicator.
plan-carry-figure-large = Too many digits. At most 12 before the point.
plan-carry-figure-share = A share lies between 0% and 100%. If this ratio may be over 100%, say so in the indicator.
plan-carry-refused-empty = This must be filled in.
plan-carry-refused-too-long = These are { $length } characters; at most { $most } are possible.
plan-carry-refused-frozen = { $year } is frozen and cannot be changed.
plan-carry-refused-outside-plan = { $year } is not a year of this plan. Choose one of its years.
plan-carry-refused-reason = Say why it is changed. The reason stays in the revisions.
plan-carry-refused-due = { $day } is not in { $year }. Choose a due day in { $year }, or make it a task of the other year.
plan-carry-refused-future = { $day } has not come yet. Write a day until today.
plan-carry-refused-day-outside-plan = { $day } is not in the years of this plan. Check the date.
plan-carry-refused-not-your-year = Your unit did not own the measure in the year of { $day }. Check the date, or ask the owner of that year or the plan office.
plan-carry-refused-done-before = { $day } is before { $year } began. Check the date, or finish the task of that year.
plan-carry-refused-nothing-to-carry = There is nothing to carry over: all tasks are done, or went on before.
plan-carry-refused-figure-and-reason = There is both a figure and a reason why there is none. Keep only one of them.
plan-carry-refused-neither = Write a figure, or why there is none. Left empty, it could be taken for 0.
plan-carry-refused-as-of = { $day } is not in { $year }. Write a day of that year.
plan-carry-refused-computed = The program computes this indicator. It cannot be typed.
plan-carry-refused-unknown-source = No indicator of that name can be computed. Choose one from the list.
plan-carry-refused-decimals-in-use = There are figures already, so the decimals stay. Add a new indicator with other decimals.
plan-carry-refused-people = Write a number of people, 0 or more.
plan-carry-refused-reported = This activity came from another record by itself. Correct that record.
plan-carry-refused-not-a-study = This measure is no study. If its contents promise one, revise them and tick the study.
plan-carry-refused-study-closed = The decision of { $day } closed this study. To study further, revise the contents of the measure.
plan-carry-refused-question-first = Add the question first.
plan-carry-refused-options-first = Add the options before the decision.
plan-carry-refused-stage-back = The study has come further. An earlier stage cannot be added.
plan-carry-refused-before-last-step = It is before the step of { $day }. Check the date.
plan-carry-refused-already-sent = This form was saved before, with other words. Save again to add another one.
plan-carry-refused-wording-empty = At least one purpose and one content are needed.
plan-carry-refused-answered = This remark has an answer. Write a new remark to go on.
plan-carry-refused-unknown-unit = There is no such unit on { $day }. Check the code or the name.
plan-carry-refused-ambiguous-unit = Several units have this name. Write one of the codes: { $codes }
plan-carry-refused-already-owner = This unit is an owner on that day already. Choose another unit.
plan-carry-refused-outside-ownership = The present owner's time began on { $day }. Hand over on a later day, as long as it lasts.
plan-carry-refused-last-owner = The measure would have no owner. Say which unit follows.
