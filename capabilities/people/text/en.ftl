# People and organisation
people-list = Staff
people-directory = Directory
people-organisation = Organisation
people-changes = Changes to come
people-import = Import and export

people-number = Staff number
people-name = Name
people-kana = Reading
people-legal-name = Legal name
people-unit = Unit
people-unit-code = Unit code
people-post = Post
people-grade = Grade
people-kind = Employment
people-job-family = Job family
people-sex = Sex
people-born-on = Born on
people-hired-on = Hired on
people-left-on = Last day in service
people-level = Level
people-from = From
people-head = Head
people-now = Now
people-assignment-kind = Kind
people-period-heading = Period
people-period = { $from } – { $to }
people-on = Day
people-show-day = Show this day
people-as-of = As of { $day }
people-day-not-yet = The organisation of that day has not been announced. Today is shown instead.
people-day-unreadable = This cannot be read as a day. Write it like 2026-04-01. Today is shown instead.

people-kind-regular = Regular
people-kind-reappointed = Reappointed
people-kind-fixed-term = Fiscal-year appointee
people-kind-dispatched = Dispatched
people-sex-male = Male
people-sex-female = Female
people-sex-unrecorded = Not recorded
people-level-bureau = Bureau or ward
people-level-department = Department
people-level-section = Section
people-level-team = Team
people-assignmentkind-main = Main
people-assignmentkind-additional = Additional
people-assignmentkind-concurrent = Concurrent

people-find = Name, reading or number
people-find-help = A part is enough; variant kanji and half-width kana are found too.
people-unit-help = Code or name. Units below it are included.
people-unit-unknown = There is no unit “{ $unit }” today. Look it up in the organisation.
people-unit-ambiguous = Several units are called “{ $unit }”. Add the name of the unit above, or use a code: { $codes }
people-list-empty = Nobody fits these conditions.

people-history = Posts
people-history-none = No post is recorded.
people-timeline = Posts over time
people-timeline-about = The units and posts of { $name }, in the order of years
people-looks = Who looked
people-looks-help = Who looked at this person’s record, when and in which role; the newest first. Files that were written are shown where this person was within their reach. Lists opened on the screen do not stand here, but in the ledger.
people-looks-checked = Saw what of the record an import would change
people-looks-exported-everything = Wrote the records of all staff into a file
people-looks-exported-list = Wrote the list of everybody on the staff into a file
people-looks-exported-unit = Wrote the list of the people in { $unit } and below into a file
people-looks-exported-part = { " " }(a part, by a search: this person need not have been in it)
people-looks-none = Nobody has looked yet.
people-looks-at = When
people-looks-who = Who
people-looks-role = Role
people-looks-what = Action
people-looks-older = Earlier entries
people-looks-program = The program

people-organisation-none = There is no organisation on this day.
people-organisation-on = The organisation on { $day }
people-organisation-size = { $units } units, staff with a main post: { $people }
people-organisation-picture = Organisation chart
people-organisation-picture-about = { $name } and the units below it
people-head-count = People
people-count = { $count }
people-count-below = { $own } ({ $all } with the units below)
people-more-units = { $count } more
people-below = Units below
people-above = Unit above
people-members = People
people-members-none = Nobody belongs directly to this unit.
people-members-all = List everybody, units below included
people-unit-history = History of the unit
people-unit-not-there = This unit is not there on this day.
people-predecessors = Came from:
people-successors = Went into:

people-changes-help = Posts that begin after today. They may not be announced yet, so only the personnel section sees them.
people-changes-none = No change to come is recorded.
people-changes-cut = Only the first 500 are shown. Export everything to see all of them.

# Import
people-file-units = Units
people-file-staff = Staff
people-file-assignments = Posts
people-file-staff-with-assignments = Staff and posts
people-import-choose = Choose and check a file
people-import-help = The file is checked first and taken over when nothing is wrong. Checking changes nothing. The same file twice has the same result as once.
people-import-file = File
people-import-file-help = CSV (as Excel in Japan writes it, or UTF-8) or Excel (.xlsx), up to 32 MB.
people-import-no-file = Choose a file.
people-import-check = Check
people-import-commit = Take this over
people-import-outcome = Result
people-import-ready = Nothing is wrong. Nothing has changed yet. Check the figures and take them over.
people-import-nothing-new = Nothing is wrong and nothing would change. Everything already is as the file says.
people-import-refused = { $faults ->
    [one] One thing is
   *[other] { $faults } things are
} wrong, so nothing was taken over and nothing has changed. Mend the file and check it again.
people-import-done = Taken over. Look at the following.
people-import-past-first-day = The system administrator brings files in only until somebody holds the role of the personnel section. Ask the personnel section. Nothing was changed.
people-import-gone = The checked file is no longer here: it was taken over, or another file was checked since. Choose the file again.
people-import-changed = Somebody else changed people or organisation since the check. Nothing has changed. Check the file again.
people-notice-imported = Taken over.
people-import-kind = Kind
people-import-rows = Rows
people-import-units = Units
people-import-staff = Staff
people-import-assignments = Posts
people-import-counts = { $new } new, { $changed } changed, { $unchanged } as before
people-import-alterations = What changes of what is registered (before → after)
people-import-who = Whose and which
people-import-alteration = What changes
people-import-before-after = { $column }: { $before } → { $after }
people-import-blank = (blank)
people-import-unknown-columns = Columns not used
people-import-findings = Findings
people-import-row = Row
people-import-column = Column
people-import-value = Value
people-import-mend = What is wrong and how to mend it
people-import-more = The first { $shown } of { $all } are shown.
people-import-columns = Names of columns
people-import-columns-help = Columns may come in any order and under other common names. Last days are included. An empty end means that it goes on.

people-export = Export
people-export-help = Everything, with its history and what is to come, in the columns that the import reads.
people-export-xlsx = Excel
people-export-cp932 = CSV for Excel (CP932)
people-export-utf8 = CSV (UTF-8)
people-export-unmappable = { $total ->
    [one] One character
   *[other] { $total } characters
} cannot be written in this encoding, so no file was made. Export to Excel or UTF-8 instead: { $characters }
people-export-too-many-rows = One sheet cannot hold so many rows. Export to CSV instead.
people-export-too-long = Row { $row } has a text too long for one cell. Export to CSV instead.
people-export-failed = The file could not be written. Try again; if it happens again, tell the system administrator.

# Files
people-layout-unrecognised = The heading row names no columns of units, staff or posts. Check that row 1 has headings such as 職員番号 or 組織コード.
people-layout-missing = Columns are missing: { $names }. Add them.
people-layout-twice = “{ $one }” and “{ $other }” mean the same. Leave one of them out.
people-unreadable-empty = The file is empty. Choose a file with contents.
people-unreadable-wrong-kind = “{ $file }” is neither CSV nor Excel (.xlsx). Open it in Excel and save it as CSV or .xlsx.
people-unreadable-encrypted = The file is locked with a password. Save it without one.
people-unreadable-truncated = The file is cut off. Copy or save it again.
people-unreadable-damaged = “{ $part }” inside the file is damaged. Open it in Excel and save it again.
people-unreadable-forbidden-declaration = “{ $part }” inside the file has a declaration that is not read. Open it in Excel and save it again.
people-unreadable-over-limit = The file is too large (limit { $allowed }, { $limit ->
    [file-bytes] size of the file
    [rows] rows
    [columns] columns
   *[other] size of the contents
}). Split it, or bring it as CSV.
people-unreadable-took-too-long = The file was not read within { $seconds } seconds. Split it.
people-unreadable-not-text = Row { $row }{ $column ->
    [none] {""}
   *[other] , column { $column },
} holds something that is no { $encoding } text. Save it again from the original.
people-unreadable-unclosed-quote = The quotation mark (") in row { $row } is never closed. Mend it.
people-unreadable-no-header = There is no heading row. Write the names of the columns into row 1.
people-unreadable-io = The file could not be read. Check that it is there and may be read.

# Rows
people-fault-missing = The value is missing. Fill it in.
people-fault-row-length = The row has { $found } columns, the heading has { $expected }. Look for commas or line breaks inside values.
people-fault-after-era = { $era } ended on { $ended_on }. The day was read by counting on.
people-fault-day-number = No date, but what looks like Excel's number for one (in Excel { $day }, { $wareki }). If that is the day, give the column a date format in Excel and save it again, or write { $day }.
people-fault-outside-years = This is { $day }. Write a day of the years { $first } to { $last }. Leave the cell empty while no end is settled.
people-fault-no-kana = The furigana is no kana. Write it in katakana, hiragana or half-width kana.
people-fault-too-young = Aged { $age } on the day of hiring. Nobody is hired before the age of 15 (Labour Standards Act, art. 56). Mend the birth date or the day of hiring.
people-fault-great-age = Aged { $age } on the day of hiring. Check both days. If they are right, the file can be taken over as it is.
people-fault-unknown-word = This value is not known. Use one of these: { $known }
people-fault-staff-number = A staff number has up to 16 letters, digits and hyphens.
people-fault-unit-code = A unit code has up to 32 letters, digits and . _ -
people-fault-grade = Write the grade as a whole number from 0 to 99.
people-fault-too-long = Too long. Use { $most } characters at most.
people-fault-damaged-text = The text is damaged. Save it again from the original.
people-fault-duplicate-number = Row { $row } has the same staff number. Leave one of the rows out if they are the same person; mend the number if not.
people-fault-contradiction = Row { $row } has the same staff number but another name, date or other value. Make them the same, or mend the number if it is another person.
people-fault-reused-number = This number belongs to somebody else who is registered: name and birth date both differ. Numbers are never reused. Give a new one.
people-fault-zeros-added = Leading zeros were put back: { $from } → { $to } (so many in this column: { $count }). If another number was meant, mend the file instead.
people-fault-zeros-lost = All others have { $length } digits. Check whether a spreadsheet took away the leading zeros, make the column text, and write { $length } digits.
people-fault-other-length = A new number, shorter than the { $length } digits of the others. Check that it is right.
people-fault-but-for-zeros = Differs only by its leading zeros from { $other }, which is registered. Write { $other } if it is the same, another number if not.
people-fault-but-for-zeros-of-a-row = Differs only by its leading zeros from { $other } in row { $row }. Write both alike if they are the same, another number if not.
people-fault-duplicate-row = The row says the same as row { $row }. Leave one of them out.
people-fault-ends-before-start = The end is before the beginning. Check the dates.
people-fault-born-after-hired = The birth date is not before the day of hiring. Check the dates.
people-fault-unknown-staff = Nobody has this staff number. Check it, or bring the staff first.
people-fault-unknown-unit = This unit is not there on { $on }. Check code and date, or bring the units first.
people-fault-unit-ends = This unit ends on { $last }. Let the post end by then.
people-fault-outside-employment = Outside the time in service ({ $from } – { $last }). Check the dates.
people-fault-overlap = Overlaps another main post ({ $unit }, { $from } – { $last }). Mend the end of that one or the beginning of this one.
people-fault-unit-overlap = Overlaps another time of the same unit ({ $from } – { $last }). Mend the dates.
people-fault-no-parent = The unit above ({ $parent }) is not there on { $on }. Check code and dates.
people-fault-circle = The units above lead back to this unit. Mend the parent code.
people-fault-level-order = A { $level } cannot stand below a { $parent }. Mend the level or the parent code.
people-fault-no-successor = The successor ({ $successor }) does not exist. Check the code.
people-fault-own-post = Nobody brings in their own post. Leave this row out and ask somebody else to bring it in.
people-fault-wall = From { $on } { $name } is both “{ $other }” and “{ $protected }”, which are kept apart. This does not stop the import, but from that day “{ $protected }” shows nothing. End that role under “Roles and accounts”, or correct who heads the unit.
people-fault-still-used = A unit ({ $by }) still hangs on it after { $on }. End that one too, or move it.
