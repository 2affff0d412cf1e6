
# The year's check
plan-check-cycles = Yearly checks
plan-check-overview = Progress of the check
plan-check-overview-of = Check of { $year }
plan-check-mine = Checks of my section
plan-check-year = Fiscal year
plan-check-measure = Measure
plan-check-measures = Measure by measure
plan-check-field = Field
plan-check-owner = Owner
plan-check-owners = Owners and states
plan-check-axes = Progress and achievement
plan-check-result = Consolidated result
plan-check-cycle-open = Being checked
plan-check-draft-due = Drafts due
plan-check-review-due = Approvals due
plan-check-dates = Drafts due { $draft }, approvals due { $review }
plan-check-open-year = Open the check
plan-check-open-year-help = Every owner gets a check, and their heads are told. Done again later, it moves the due days and adds checks only for owners who came since.
plan-check-prepare = Prepare to freeze
plan-check-none-open = No check has been opened yet. It appears here once the plan office opens it.
plan-check-mine-none = No check fits this choice.
plan-check-none-in-state = No measure fits this choice.
plan-check-is-frozen = This year is frozen. Nothing of it can be changed.
plan-check-without-unit = { $count ->
    [one] { $count } owner has no unit
   *[other] { $count } owners have no unit
}. Say on the measure's page which unit is meant, or choose a unit that answers for the check.
plan-check-no-unit = No unit
plan-check-nobody-owns = Nobody owns it. Name an owner on the measure's page, then open the check once more.
plan-check-late = The due day has passed. It can still be submitted.
plan-check-answers-now = (answered by { $unit })
plan-check-chart = State of the checks by field
plan-check-chart-description = For each field, how many checks are untouched, drafts, waiting for approval, returned or approved.

plan-check-state-untouched = Untouched
plan-check-state-drafting = Draft
plan-check-state-submitted = To be approved
plan-check-state-returned = Returned
plan-check-state-approved = Approved
plan-check-outcome-waiting = Waits for approvals
plan-check-outcome-ready = Ready to consolidate
plan-check-outcome-done = Consolidated
plan-check-outcome-outdated = To be looked at again
plan-check-filter-open = Being written
plan-check-filter-submitted = To be approved
plan-check-filter-returned = Returned
plan-check-filter-approved = Approved
plan-check-filter-to-consolidate = To consolidate
plan-check-filter-consolidated = Consolidated

plan-check-purpose = Purpose
plan-check-content = Contents
plan-check-evidence = Record of { $year }
plan-check-no-evidence = No indicators, tasks or activities have been recorded yet.
plan-check-indicators = Indicators
plan-check-indicator = Indicator
plan-check-base = Base
plan-check-target = Target
plan-check-value = Figure
plan-check-missing = None (not counted)
plan-check-no-figure = No figure has been recorded yet.
plan-check-as-of = as of { $day }
plan-check-tasks = Tasks
plan-check-task-what = What
plan-check-task-who = Who
plan-check-task-done = Done on
plan-check-task-open = Open
plan-check-activities = Activities
plan-check-activity = Activity
plan-check-activity-people = People
plan-check-people = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
plan-check-last-year = Check of { $year }
plan-check-others = Where the other owners stand
plan-check-says = What the check says
plan-check-owners-say = What the owners say

plan-check-write = Write the check
plan-check-progress-help = How far the measure has been taken up.
plan-check-achievement-help = How far it has reached its purpose. Chosen independently of the progress.
plan-check-done = What was done
plan-check-done-help = Facts that can be verified, such as how often and for how many people. May stay empty when it was not started.
plan-check-learned = What was learned
plan-check-learned-help = What went well and what did not. When it was not started or not achieved, say why.
plan-check-next = Next year's change
plan-check-next-help = What changes and what goes on. When nothing changes, say why it goes on.
plan-check-save-draft = Save the draft
plan-check-submit = Submit
plan-check-take-back = Take the submission back
plan-check-answers-of = This is submitted to the head as the check of { $owner }.
plan-check-answers-late = The drafts were due earlier. It can still be submitted.
plan-check-theirs = What somebody else saved
plan-check-theirs-help = While you had the page open, somebody else saved this. Your own words still stand in the form below. Look at both, then save again.
plan-check-changes = Changes since the last submission
plan-check-review = Review
plan-check-return-reason = Reason for the return
plan-check-approve-help = Approves what stands above as the check of the section. The plan office then consolidates it.
plan-check-reason-help = Say what should be changed, and how. The other side reads it.
plan-check-reopen = Send the approved check back
plan-check-approve-ticked = Approve what is ticked
plan-check-hand-over = Change the unit that answers
plan-check-hand-over-help = For owners that were merged or closed and cannot answer. The owner's name in the plan stays.
plan-check-unit-field = Name or code of the unit
plan-check-unit-help = Such as 人事課. Where several units have the name, write that of the unit above in front of it.

plan-check-owners-differ = The owners differ in progress or achievement.
plan-check-proposal = Proposed from the owners' checks:
plan-check-result-waits = It can be consolidated once { $count } more checks are approved.
plan-check-departure = Why it departs from the owners' checks
plan-check-departure-help = When progress or achievement differ from the proposal above.
plan-check-keep = Save the result
plan-check-take-agreed = Take over what the owners say
plan-check-agreed-help = In { $count ->
    [one] { $count } measure
   *[other] { $count } measures
} all owners are approved and agree in progress and achievement.

plan-check-questions = Comments from other sections
plan-check-no-questions = Nobody was asked.
plan-check-questions-to-us = Questions to my section
plan-check-question = Question
plan-check-question-due = Answer due
plan-check-asked-unit = Asked
plan-check-ask = Ask
plan-check-answer = Answer
plan-check-answer-help = An answer cannot be changed. The owners and the plan office read it.
plan-check-answer-send = Send the answer
plan-check-question-answered = Answered
plan-check-question-waiting = Waiting
plan-check-question-late = Overdue
plan-check-question-withdrawn = Withdrawn
plan-check-question-withdraw = Withdraw the question

plan-check-step-drafted = written
plan-check-step-submitted = submitted
plan-check-step-taken-back = taken back
plan-check-step-returned = returned
plan-check-step-reopened = sent back by the plan office
plan-check-step-approved = approved
plan-check-in-place-of = { $name } (in the place of { $principal })

plan-check-notice-opened = The check is open.
plan-check-notice-opened-again = The due days were moved. No check was added.
plan-check-notice-saved = The draft is saved.
plan-check-notice-submitted = Submitted. It waits for the head.
plan-check-notice-taken-back = Taken back. It is a draft again.
plan-check-notice-approved = Approved.
plan-check-notice-approved-all = Everything that was ticked is approved.
plan-check-notice-approved-some = What could be approved is approved. What changed in the meantime, and your own submissions, are left.
plan-check-notice-returned = Returned.
plan-check-notice-reopened = The approved check was sent back.
plan-check-notice-already = This was already done.
plan-check-notice-handed-over = Another unit answers now.
plan-check-notice-kept = The result is saved.
plan-check-notice-agreed = What the owners say was taken over.
plan-check-notice-none-agreed = There is no measure to take over.
plan-check-notice-asked = The question was sent.
plan-check-notice-answered = The answer was sent.
plan-check-notice-withdrawn = The question was withdrawn.

plan-check-task-draft = Write the check
plan-check-task-draft-many = Write the checks ({ $count })
plan-check-task-returned = Rewrite the returned check
plan-check-task-returned-many = Rewrite the returned checks ({ $count })
plan-check-task-approve = Read and approve the check
plan-check-task-approve-many = Read and approve the checks ({ $count })
plan-check-task-answer = Answer a question about a measure
plan-check-task-consolidate = Consolidate approved checks ({ $count ->
    [one] { $count } measure
   *[other] { $count } measures
})
plan-check-task-freeze = Freeze the check of FY{ $year }

plan-check-message-opened = The check of FY{ $year } is open. Your section has { $count ->
    [one] { $count } check
   *[other] { $count } checks
}; drafts are due { $due }.
plan-check-message-returned = A check was returned. It is due { $due }.
plan-check-message-asked = A question about a measure arrived. The answer is due { $due }.
plan-check-message-answered = A question about a measure was answered.

plan-check-no-frozen = This year is frozen and cannot be changed. What you wrote was not saved.
plan-check-no-submitted = It is submitted. Take it back before changing it.
plan-check-no-approved = It is approved. Ask the plan office to send it back before changing it.
plan-check-no-not-submitted = It is not submitted: it was taken back or returned already. Look at how it stands now.
plan-check-no-not-approved = It is not approved and cannot be sent back. Wait for the head.
plan-check-no-only-head = Only the head approves and returns.
plan-check-no-only-office = Only the plan office sends an approved check back.
plan-check-no-own-submission = You submitted this check yourself. Another head must approve it, or another person must submit it again.
plan-check-no-submitters-deputy = You stand in for the person who submitted this check. Another head must approve it, or another person must submit it again.
plan-check-no-reason = Write a reason. The other side works from it.
plan-check-no-progress = Choose the progress.
plan-check-no-achievement = Choose the achievement.
plan-check-no-achieved-without-start = What was not started cannot be achieved. Change one of the two.
plan-check-no-done = Write what was done. When nothing was done, choose “Not started”.
plan-check-no-why = When it was not started or not achieved, write why under “What was learned”.
plan-check-no-next = Write next year's change. When nothing changes, say why it goes on.
plan-check-no-too-long = This has { $length } characters. Shorten it to { $most } at most.
plan-check-no-year-outside = { $year } is outside the adopted plan. Choose another year.
plan-check-no-year-not-begun = { $year } has not begun. Choose another year.
plan-check-no-review-before-draft = Approvals are due before the drafts. Choose a day on or after the drafts' due day.
plan-check-no-due-passed = The due day has passed. Choose today or a later day.
plan-check-no-not-all-approved = { $count ->
    [one] { $count } check is not approved. Consolidate once it is.
   *[other] { $count } checks are not approved. Consolidate once all of them are.
}
plan-check-no-departure = Progress or achievement differ from what the owners' checks amount to. Write why.
plan-check-no-checks-changed = The owners' checks changed while you had the page open. Look at what they say now, then save again.
plan-check-no-unknown-unit = There is no unit of that name or code. Look it up in the list of units.
plan-check-no-unit-out-of-reach = Your role does not reach that unit. Please ask the plan office of the whole city to hand it over.
plan-check-no-ambiguous-unit = Several units have that name. Put the name of the unit above in front, or write the code.
plan-check-no-question = Write the question.
plan-check-no-answer = Write the answer. When there is nothing to say, write “No comment”.
plan-check-no-already-answered = It has been answered. Look at how it stands now.
plan-check-no-withdrawn = The question was withdrawn. No answer is needed.
plan-check-no-nothing-chosen = Tick the checks to approve.
