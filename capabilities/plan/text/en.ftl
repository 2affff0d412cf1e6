# The plan: words that its parts share
plan-progress-not-started = Not started
plan-progress-under-way = Under way
plan-progress-completed = Completed
plan-achievement-not-achieved = Not achieved
plan-achievement-partly = Partly achieved
plan-achievement-achieved = Achieved
plan-unchecked = Unchecked
plan-progress = Progress
plan-achievement = Achievement
plan-repeat = Repeat
plan-study = Study

gate-role-plan-office = Plan office
gate-role-plan-writer = Measure writer
gate-role-executive = Mayor and bureau chiefs
