# Importing a plan
plan-import-title = Import a plan
plan-import-send = Read a file
plan-import-file = Plan file
plan-import-file-help = Word (.docx), Excel (.xlsx) and text (.txt) can be read. Reading a file changes nothing: you look at it beside its source and correct it before adopting it.
plan-import-send-button = Read the file
plan-import-sent = Files read
plan-import-none = No file has been read yet.
plan-import-sent-by = Read by
plan-import-sent-at = When
plan-import-state-adopted = Adopted
plan-import-state-question = Waiting for an answer
plan-import-state-waiting = Being checked

# Places
plan-import-place = { $spot ->
    [line] line { $number }
    [line-row] row { $row } of the table at line { $number }
    [body] paragraph or table { $number }
    [body-row] row { $row } of paragraph or table { $number }
   *[sheet] sheet “{ $sheet }”, row { $number }
  }

# When a file cannot be taken
plan-import-refusal-no-file = No file was chosen. Choose the file of the plan.
plan-import-refusal-not-a-plan = No table can be read as a plan. The file has { $tables ->
    [one] { $tables } table
   *[other] { $tables } tables
} and { $paragraphs ->
    [one] { $paragraphs } paragraph
   *[other] { $paragraphs } paragraphs
}; the tables begin with: { $found }. A table needs a column of measure names (such as { $names }) and one of contents (such as { $contents }) or owners (such as { $owners }). Check the column headings and read the file again.
plan-import-refusal-no-measures = The table of measures ({ plan-import-place }) has headings but no measure. Write measures below the headings and read the file again.
plan-import-refusal-too-many-measures = The tables hold { $found } rows, more than the { $most } measures that a plan can have. Leave only the list of measures in the file and read it again.
plan-import-refusal-name-in-file = The name of a measure has { $length } characters ({ plan-import-place }). See whether a text stands in the column of names, shorten it to { $most } at most and read the file again.
plan-import-refusal-years-taken = The period overlaps “{ $title }” (FY{ $first }–{ $last }). Only one plan can run in a year. Correct the period, or take the file over as a revision of that plan under “See the changes”.
plan-import-refusal-owners-unknown = It is not known which units { $marks } are. Choose the units in the table of owners, or say that they are adopted without one.
plan-import-refusal-question-open = The title or period is not known yet. Answer the question first.
plan-import-refusal-name-missing = The name is empty. Enter a name.
plan-import-refusal-name-too-long = The name has { $length } characters. Use at most { $most }.
plan-import-refusal-no-owner = “{ $mark }” is a day or a number, not the name of an owner. Enter the name or the mark of a unit.
plan-import-refusal-repeats-itself = A measure cannot repeat itself. Choose another measure.
plan-import-refusal-repeats-nothing = The chosen measure was not found. Choose one from the list.
plan-import-refusal-repeats-repeat = The chosen one is itself a repeat of { $of }. Choose the measure { $of }.
plan-import-refusal-period = This cannot be read as a period. Write it like 令和5～7年度 or 2023-2025.
plan-import-refusal-period-long = The period is too long. Enter one of at most { $most } years.
plan-import-refusal-order = Enter the place as a number from 1.
plan-import-refusal-unit-missing = Enter the code or name of a unit, or choose to adopt without one.
plan-import-refusal-unit-unknown = There is no unit “{ $written }”. Enter its code or its full name (such as 人材育成課育成研修班).
plan-import-refusal-unit-ambiguous = Several units are called “{ $written }” ({ $paths }). Enter the code, or the name behind that of the unit above.
plan-import-refusal-remark = Write an answer, or choose not to take the remark along.

# Questions
plan-import-question-no-title = No title was found (looked for headings such as { $examples }). Enter the title of the plan.
plan-import-question-several-titles = Several titles are possible: { $found }. Enter the right one.
plan-import-question-no-period = No period was found (looked for words such as { $examples }). Enter the period of the plan.
plan-import-question-several-periods = Several periods are possible: { $found }. Enter the right one.
plan-import-answer = Answer

# Checking
plan-import-found = What was read
plan-import-plan-title = Title
plan-import-period = Period
plan-import-period-help = For example 令和5～7年度 or 2023-2025
plan-import-years = { $first } to { $last }
plan-import-count-fields = Fields
plan-import-count-directions = Directions
plan-import-count-listings = Listings
plan-import-count-measures = Measures
plan-import-count-repeats = Repeats
plan-import-count-studies = Study-type measures
plan-import-count-remarks = Remarks on the draft
plan-import-count-doubts = To be checked
plan-import-past-plans = Earlier plans
plan-import-planned = Planned
plan-import-done = Done
plan-import-rate = Rate
plan-import-owners = Owners
plan-import-owner-mark = As the plan writes it
plan-import-owner-name = Full name
plan-import-owner-unit = Unit
plan-import-owner-found = Name matches
plan-import-owner-chosen = Chosen
plan-import-owner-left-open = Adopted without a unit
plan-import-owner-ambiguous = Several possible
plan-import-owner-unknown = No such unit
plan-import-doubts = To be checked
plan-import-doubt = What
plan-import-doubt-mark = Check { $number }
plan-import-doubt-open = To be checked
plan-import-doubt-settled = Dealt with
plan-import-number = No.
plan-import-where = Where
plan-import-in-plan = See in the plan
plan-import-in-source = See in the source
plan-import-remarks = Remarks on the draft
plan-import-remarks-help = These were taken for what readers of the draft said, not for the plan itself. Adopting takes them along to the measure's page, where they are answered.
plan-import-remark = Remark
plan-import-remark-mark = Remark { $number }
plan-import-remark-kept = Taken along
plan-import-remark-dropped = Not taken along
plan-import-remark-answered = Answer: { $answer }
plan-import-remark-decide = Answer or drop
plan-import-remark-answer = Answer
plan-import-remark-answer-help = Say what was done about the remark. The answer stays with it.
plan-import-remark-drop = Do not take it along
plan-import-corrections = Corrected by hand
plan-import-corrected-what = What
plan-import-corrected-is = Corrected to
plan-import-corrected-field = Name of field { $of }
plan-import-corrected-direction = { $of } name of the direction
plan-import-corrected-statement = { $of } statement
plan-import-corrected-points = { $of } ○ points
plan-import-corrected-name = { $of } name
plan-import-corrected-purposes = { $of } purposes
plan-import-corrected-contents = { $of } contents
plan-import-corrected-owners = { $of } owners as written
plan-import-corrected-repeat = { $of } repeat of
plan-import-corrected-place = { $of } place
plan-import-corrected-owner-unit = Unit of { $of }
plan-import-corrected-remark = Remark { $of }
plan-import-undo = Undo
plan-import-adopt-title = Adopt
plan-import-adopt-help = Adopting makes this the city's plan and shows it to all staff. Later changes are recorded as revisions with their reason.
plan-import-adopt = Adopt this plan
plan-import-drop = Stop and delete the import
plan-import-is-adopted = The import of this file is finished.
plan-import-to-plan = See the plan
plan-import-revises = The period overlaps “{ $title }”. You can look at what the file changes and take it over as a revision of that plan.
plan-import-to-changes = See the changes
plan-import-beside = The source and the plan read from it
plan-import-source = Source
plan-import-source-table = Table of the source
plan-import-source-comment = Comment
plan-import-plan = The plan as read
plan-import-nothing-here = No measure was read from here.

# Correcting
plan-import-correct = Correct
plan-import-correct-frame = Correct title, period and names of fields
plan-import-field-name = Name of field { $number }
plan-import-direction-name = Name of the direction
plan-import-statement = Statement
plan-import-statement-help = One line for each paragraph.
plan-import-points = ○ points
plan-import-lines-help = One item a line. An item whose line is removed goes.
plan-import-listing-name = Measure
plan-import-purposes = Purposes
plan-import-contents = Contents
plan-import-content = Content { $number }
plan-import-content-help = A line break splits a content in two. An empty one goes.
plan-import-study = Content { $number } promises a study
plan-import-owner-marks = Owners
plan-import-repeat-of = Repeat of
plan-import-repeat-none = Not a repeat
plan-import-place-direction = Direction
plan-import-place-order = Place within the direction
plan-import-owner-unit-help = Enter the code or name of the unit that is “{ $name }”.
plan-import-owner-open = Adopt without a unit (it can be chosen later on the measure's page)
plan-import-others-first = Somebody else corrected the same part first. What you wrote is still below. Look at what is saved now, and save again if yours is right.
plan-import-theirs = Saved now

# Doubts
plan-import-doubt-numbering = “{ $name }” is numbered “{ $written }” but stands at { $expected }. The order of the file was followed.
plan-import-doubt-repeat = “{ $name }” is marked as a repeat, but no measure has this name. It is kept as a measure of its own. Choose the measure that it repeats, or correct the name.
plan-import-doubt-repeat-near = “{ $name }” is marked as a repeat, but no measure has this name; { $nearest } is similar. It is kept as a measure of its own. Choose the measure that it repeats, or correct the name.
plan-import-doubt-name-twice = “{ $name }” stands at { $first } and { $second } without being marked as a repeat. They are kept as two measures. If they are one, choose what the second repeats.
plan-import-doubt-owner-unexplained = Nothing in the file explains the abbreviation of the owner “{ $mark }”. Choose its unit in the table of owners.
plan-import-doubt-owner-note-unused = The file explains the owner “{ $mark }”, but no measure has it. Check for a difference in spelling.
plan-import-doubt-owners-nowhere = No table has a column of owners. Enter the owners of each measure.
plan-import-doubt-owner-missing = “{ $name }” has no owner. Enter one.
plan-import-doubt-content-missing = “{ $name }” has no contents. Enter them.
plan-import-doubt-rate = The rate of “{ $name }” is given as { $stated }, but its figures make { $computed }. The stated one was kept.
plan-import-doubt-past-plan = The figures of the earlier plan “{ $name }” could not be read; it was left out.
plan-import-doubt-column = It is not known what the column “{ $heading }” (for example { $sample }) is; it was left out. Add it to the contents if needed.
plan-import-doubt-row = A row without a measure name ({ $text }) was left out. Add it to the contents if needed.
plan-import-doubt-table = A table among the measures ({ $text }) was left out. Add it to the contents if needed.
plan-import-doubt-text = Text among the measures ({ $text }) was left out. Add it to the statement if needed.
plan-import-doubt-direction = Measures stand directly below the field “{ $name }”. The field's name was taken for the direction. Correct it if needed.

# Revising
plan-import-changes = What the revision changes
plan-import-changes-intro = Compared with “{ $title }” { $count ->
    [one] there is { $count } change.
   *[other] there are { $count } changes.
}
plan-import-changes-none = There is no difference from the adopted plan.
plan-import-changes-done = Taking over from this file is finished.
plan-import-changes-choose = Changes to take over
plan-import-reason = Reason for the revision
plan-import-reason-help = It is published to all staff.
plan-import-owners-from = First day of new owners
plan-import-owners-from-help = Former owners end on the day before.
plan-import-take-over = Take over the chosen changes
plan-import-change-title = The title changed.
plan-import-change-period = The period changed from { $from } to { $to }.
plan-import-change-field-added = The field “{ $name }” came in.
plan-import-change-field-removed = The field “{ $name }” went.
plan-import-change-field-renamed = A field was renamed.
plan-import-change-direction-added = The direction { $key } “{ $name }” came in.
plan-import-change-direction-removed = The direction { $key } “{ $name }” went.
plan-import-change-direction-renamed = The direction { $key } was renamed.
plan-import-change-statement = The statement of direction { $key } changed.
plan-import-change-point = A ○ point of direction { $key } changed.
plan-import-change-added = { $key } “{ $name }” came in.
plan-import-change-removed = { $key } “{ $name }” went.
plan-import-change-renamed = { $key } was renamed.
plan-import-change-moved = “{ $name }” moved from { $from } to { $key }.
plan-import-change-purpose = A purpose of { $key } changed.
plan-import-change-content = A content of { $key } changed.
plan-import-change-owners = { $kind ->
    [came] { $came } became an owner of { $key }.
    [went] { $went } is no longer an owner of { $key }.
   *[both] { $key } went from { $went } to { $came }.
  }
plan-import-change-repeat = { $key } “{ $name }” became the repeat of another measure.
plan-import-change-no-repeat = { $key } “{ $name }” is no longer a repeat but a measure of its own.
plan-import-takeover-needs-group = The plan does not have the field or direction that “{ $name }” belongs to. Choose its addition as well.
plan-import-takeover-needs-measure = The plan does not have the measure that “{ $name }” repeats. Choose its addition as well.
plan-import-takeover-has-history = “{ $name }” has tasks, checks or other records, so that it can neither be deleted nor become a repeat. Leave it out, and end its owners or change its tasks on its page.
plan-import-takeover-is-repeated = “{ $name }” is still repeated. Choose the removal of the repeat as well.
plan-import-takeover-not-empty = “{ $name }” still holds measures or directions. Choose their move or removal as well.
plan-import-takeover-owners-early = The owners of “{ $name }” would end before they began. Enter a later day.
plan-import-takeover-years-taken = The new period overlaps another plan. Leave the change of the period out.
plan-import-takeover-years-in-use = A check or an edition stands outside the new period. Leave the change of the period out.
plan-import-takeover-nothing = No change was chosen. Choose what to take over.
plan-import-takeover-no-reason = The reason is empty. Enter a reason.
plan-import-takeover-outdated = The plan or the file changed after the page was opened. Look at the changes and choose again.

# Notices
plan-import-notice-corrected = Corrected.
plan-import-notice-waiting = The same file was read before and waits to be adopted; that import is shown. To start anew, drop it and read the file again.
plan-import-notice-undone = Undone.
plan-import-notice-dropped = The import was deleted. The plan has not changed.
plan-import-notice-adopted = The plan was adopted.
plan-import-notice-taken-over = The chosen changes were taken over.
