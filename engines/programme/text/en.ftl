# Programmes
programme-admission-in-order = in the order of application
programme-admission-after-closing = decided after closing
programme-runstate-draft = in preparation
programme-runstate-announced = open or running
programme-runstate-closed = closed
programme-runstate-withdrawn = called off
programme-sessionkind-room = in a room
programme-sessionkind-remote = online
programme-way-assigned = by duty
programme-way-nominated = nominated by the head
programme-way-applied = own application
programme-way-invited = invited
programme-presence-present = present
programme-presence-absent-told = absent, had said so
programme-presence-absent = absent without a word
programme-state-applied = applied
programme-state-nominated = nominated
programme-state-confirmed = has a seat
programme-state-waiting = on the waiting list
programme-state-offered = seat offered
programme-state-declined = declined
programme-state-cancelled = cancelled
programme-state-swapped = handed over
programme-state-attended = attended
programme-state-absent-told = absent, had said so
programme-state-absent = absent without a word
programme-state-completed = completed
programme-state-failed = not completed
programme-source-run = a course of this system
programme-source-imported = the earlier system
programme-source-declared = declared by the person

programme-refusal-not-announced = This run takes no applications now. Look for other runs in the list of courses.
programme-refusal-not-open = Applications open on { $day }. Apply on this page from that day on.
programme-refusal-closed = Applications closed on { $day }. If you want to take part, ask the training team.
programme-refusal-begun = The first session is on { $day }, so nothing can be changed here any more. Contact the training team.
programme-refusal-picks = These sessions cannot be picked together. Choose one of each part.
programme-refusal-already-in = This person is in the run already. Nobody can have two seats in it.
programme-refusal-clash = There is “{ $title }” at the same time ({ $day }, from { $starts }). Cancel one of them or choose another session.
programme-refusal-no-step = Things have changed, so this cannot be done. Open the page again and look.
programme-refusal-line-waits = Somebody is on the waiting list, so the seat cannot be handed over. Cancel it and it is offered to the next in line.
programme-refusal-offer-over = The offer ended on { $day }, and the seat goes to the next in line. Apply again to join the waiting list.
programme-refusal-nothing-to-swap = Both have the same sessions, so there is nothing to swap.
programme-refusal-still-open = Applications are open until { $day }. Seats can be given from the day after.
programme-refusal-not-yet = The session is on { $day }. It can be recorded from that day on.
programme-refusal-presence-missing = { $count } people have no attendance recorded. Record everybody’s attendance, then close the run.
programme-refusal-too-many-minutes = Late and early minutes together are more than the session has ({ $most }). Enter minutes from 0 to { $most }.
programme-refusal-no-session = There is no session yet. Add one first.
programme-refusal-ends-before = The end is not after the beginning. Choose a later end.
programme-refusal-closes-before-opening = Applications would close before they open. Change one of the two days.
programme-refusal-closes-after-session = Applications would close on or after the first session ({ $day }). Choose an earlier day.
programme-refusal-no-capacity = A session has at least one seat.
programme-refusal-room-taken = “{ $name }” is used by “{ $title }” at that time ({ $starts }–{ $ends }). Choose another room or time.
programme-refusal-lecturer-taken = “{ $name }” holds “{ $title }” at that time ({ $starts }–{ $ends }). Choose another lecturer or time.
programme-refusal-outside-year = That day is outside the fiscal year of this run. Choose a day from 1 April to 31 March.
programme-refusal-code-taken = Another course has this code. Choose another one.
programme-refusal-withdrawn = This course ended on { $day }.
programme-refusal-admission-fixed = How seats are given cannot change once the run is open. Set it back, or call this run off and prepare another.
programme-refusal-reason-missing = Write a reason. The person will read it.

## audience
programme-audience-everybody = all staff
programme-audience-nobody = nobody
programme-audience-and = { $first } and { $then }
programme-audience-or = { $first }, or { $then }
programme-audience-group = ({ $that })
programme-audience-one-of = { $first } or { $then }
programme-audience-is-not = not { $that }
programme-audience-did-not = not { $that }
programme-audience-posts-main = main post
programme-audience-posts-all = main or additional post
programme-audience-grade = { $shape ->
    [one] grade { $from }
    [both] grade { $from } to { $to }
    [from] grade { $from } or above
    [to] grade { $to } or below
   *[any] of any grade
}
programme-audience-years-hired = { $shape ->
    [one] in year { $from } since hiring
    [both] in year { $from } to { $to } since hiring
    [from] in year { $from } or later since hiring
    [to] in year { $to } or earlier since hiring
   *[any] in any year since hiring
}
programme-audience-years-in-grade = { $shape ->
    [one] in year { $from } of the present grade
    [both] in year { $from } to { $to } of the present grade
    [from] in year { $from } or later of the present grade
    [to] in year { $to } or earlier of the present grade
   *[any] in any known year of the present grade
}
programme-audience-promoted = { $shape ->
    [one] promoted to grade { $from } this fiscal year
    [both] promoted to grade { $from } to { $to } this fiscal year
    [from] promoted to grade { $from } or above this fiscal year
    [to] promoted to grade { $to } or below this fiscal year
   *[any] promoted this fiscal year
}
programme-audience-age = { $shape ->
    [one] aged { $from } at the fiscal year’s end
    [both] aged { $from } to { $to } at the fiscal year’s end
    [from] aged { $from } or over at the fiscal year’s end
    [to] aged { $to } or under at the fiscal year’s end
   *[any] of any age
}
programme-audience-new-post = newly { $names } this fiscal year ({ $posts })
programme-audience-heads = head of a unit ({ $posts })
programme-audience-newly-heads = newly head of a unit this fiscal year ({ $posts })
programme-audience-in-unit = in { $units } or below ({ $posts })
programme-audience-job-family = of the job family { $names }
programme-audience-kind = employed as { $kinds }
programme-audience-returned = returned to work this fiscal year
programme-audience-completed = having completed “{ $course }”
programme-audience-completed-valid = having a completion of “{ $course }” that is valid this fiscal year
programme-audience-because = { $first }; { $then }
programme-audience-because-grade = grade { $grade }
programme-audience-because-years-hired = in year { $years } since hiring (hired on { $day })
programme-audience-because-years-in-grade = in year { $years } of grade { $grade } (since { $day })
programme-audience-because-promoted = promoted to grade { $grade } on { $day }
programme-audience-because-new-post = newly { $name } on { $day }
programme-audience-because-heads = head of { $unit }
programme-audience-because-newly-heads = newly head of a unit on { $day } ({ $unit })
programme-audience-because-in-unit = in { $unit }
programme-audience-because-below-unit = in { $unit }, below { $within }
programme-audience-because-returned = returned to work on { $day }
programme-audience-because-completed = completed “{ $course }” in { $year }
programme-audience-found-no-alternative = The rule has no condition. Add at least one, or decide that the course is for all staff.
programme-audience-found-empty-range = “{ $that }” is the wrong way round. Put a beginning ({ $from }) that is not above the end ({ $to }).
programme-audience-found-names-nothing = One of the conditions in set { $alternative } has nothing chosen. Choose at least one, or take the condition out.
programme-audience-found-unknown-unit = There is no unit with the code “{ $word }”. Choose the unit again.
programme-audience-found-unknown-post = There is no post called “{ $word }”. Choose the post again.
programme-audience-found-unknown-job-family = There is no job family called “{ $word }”. Choose the job family again.
programme-audience-found-unknown-kind = There is no kind of employment called “{ $word }”. Choose the kind again.
programme-audience-found-unknown-course = There is no course with the code “{ $word }”. Choose the course again.
programme-audience-found-contradiction = “{ $first }” and “{ $second }” cannot be met together, so that nobody meets this set. Take one out, or put them into two sets.
programme-audience-found-contained = Whoever meets set { $alternative } meets set { $within }, too. Without set { $alternative } the audience is the same.
programme-audience-found-everybody = Set { $alternative } has no condition, so that the course is for all staff.
programme-audience-found-reaches-nobody = Of { $of } staff nobody meets this rule.
programme-audience-found-reaches-everybody = All { $of } staff meet this rule.
programme-audience-not-json = The rule cannot be read: line { $line }, column { $column } is not JSON.
programme-audience-unknown-name = A rule has nothing called “{ $name }”. It is misspelt, or of a later version.
programme-audience-does-not-fit = The rule cannot be read: at line { $line }, column { $column } a value is missing or of another form.
