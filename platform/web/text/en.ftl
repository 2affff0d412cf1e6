# The frame around every page
web-product = Hagukumi 育み
web-skip = Skip to content
web-menu = Menu
web-breadcrumbs = You are here
web-text-size = Text size
web-text-size-small = Small
web-text-size-medium = Normal
web-text-size-large = Large
web-signed-in-as = Signed in as
web-who-can = Can see this:{" "}
web-who-cannot = Cannot see this:{" "}
web-sign-out = Sign out
web-manual = Manual
web-to-home = Back to home
web-count-before = (
web-count-after = { " open)" }
web-keys = Keyboard
web-keys-search = Go to the search field
web-keys-pages = Next or previous page of a list
web-keys-home = Home
web-keys-list = Open or close this list
web-keys-close = Close a menu or this list
web-keys-on = Use single-key shortcuts

# What went wrong
web-error-not-found = This page does not exist. Check the address, or look for it from the home page.
web-error-forbidden = You are not allowed to see this page. If you need it, ask your section head or the system administrator.
web-error-stale = Another page of yours, or someone else, saved first. What you wrote is still here. Look at the latest version, then save again.
web-error-conflict = The system is busy. Nothing was changed. Wait a moment and try again.
web-error-full = The server has run out of space, so nothing was saved or changed. Please tell the system administrator.
web-error-fault = Something went wrong. Nothing was changed. If it happens again, tell the system administrator the time and what you were doing.
web-error-request = What was sent could not be read. Nothing was changed. Go back to the page before and try again.
web-error-reference = Reference:
web-error-title = Error
web-error-mark = { "Error: " }
web-error-summary = Please check what you entered
web-required-error = Fill in “{ $field }”.
web-error-at = { $field }: { $error }

# Forms
web-required = required
web-date-help = For example: 2026-04-01 or 令和8年4月1日
web-change = Change
web-change-before = { ": " }
web-check-answers = Check your answers

# Tables
web-filter = Filter
web-filter-clear = Clear filters
web-filter-all = All
web-pager = Pages
web-page-before = { "Page " }
web-page-after = { "" }
web-rows = Rows { $from }–{ $to }
web-rows-of = Rows { $from }–{ $to } of { $total }
web-chart-table = Figures as a table
web-rows-none = No rows
web-export-csv = Save as CSV
web-export-xlsx = Save as Excel

# Common words
web-save = Save
web-send = Send
web-confirm = Check before sending
web-cancel = Cancel
web-back = Back
web-next = Next
web-previous = Previous
web-search = Search
web-add = Add
web-edit = Edit
web-delete = Delete
web-open = Open
web-details = Details
web-download = Download
web-print = Print
web-approve = Approve
web-return = Return
web-yes = Yes
web-no = No
web-from = From
web-to = To
web-none = None
web-all = All
web-unknown = Unknown
web-due = Due
web-date = Date
web-name = Name
web-person = Name
web-unit = Unit
web-state = State
web-reason = Reason
web-note = Note
web-history = History
web-total = Total
web-tasks = To do
web-settings = Settings

# Status words
web-status-todo = Not started
web-status-doing = In progress
web-status-done = Done
web-status-partial = Partly
web-status-draft = Draft
web-status-sent = Sent
web-status-waiting = Waiting
web-status-returned = Returned
web-status-approved = Approved
web-status-frozen = Final
web-status-published = Published
web-status-late = Overdue
web-status-warning = Attention
web-status-none = Not applicable

# Reading a day
web-date-empty = No date was entered. Write it like 2026-04-01, R8.4.1 or 令和8年4月1日.
web-date-unreadable = This cannot be read as a date. Write it like 2026-04-01, R8.4.1 or 令和8年4月1日.
web-date-no-era = It is not clear which era year { $year } belongs to. Add R, H or S, or write the western year in four digits.
web-date-no-such-day = There is no day { $day }. Please check month and day.
web-date-outside-era = The era { $era } has no such day. If you mean { $meant }, please write it so.
web-date-before-calendar = Dates before 1873 cannot be used.
web-date-years-differ = The year of the era ({ $written }) and the year in brackets ({ $bracketed }) differ. Please correct one of them.
web-date-backwards = The last fiscal year ({ $last }) lies before the first ({ $first }). Please check their order.

# When a file cannot be read or written
documents-empty = The file is empty. Choose one with content.
documents-wrong-kind = “{ $file }” is { $found ->
    [pdf] a PDF
    [image] a picture
    [old-word] an old Word file (.doc)
    [old-excel] an old Excel file (.xls)
    [binary-excel] a binary Excel file (.xlsb)
    [presentation] a presentation
    [open-document] an OpenDocument file
    [rich-text] a rich text file
    [web-page] a web page
    [archive] an archive
    [word] a Word document
    [excel] an Excel workbook
    [program] a program
   *[unknown-binary] a file of unknown kind
  } and cannot be read here. Open it in its own program, save it in a form that this page asks for, and choose it again.
documents-encrypted = The file is locked with a password. Save it without one and choose it again.
documents-truncated = The file is cut off. Copy the original once more and choose it again.
documents-damaged = A part of the file ({ $part }) is damaged. Open it in its own program, save it and choose it again.
documents-forbidden-declaration = A part of the file ({ $part }) holds a declaration that is not read for safety. Open it in its own program, save it and choose it again.
documents-over-limit = The file is too large. { $limit ->
    [file-bytes] It may have { $allowed } bytes.
    [expanded-bytes] Unpacked it may have { $allowed } bytes.
    [ratio] It may be packed { $allowed } times at most.
    [parts] It may have { $allowed } parts.
    [xml-depth] It may be nested { $allowed } levels deep.
    [rows] It may have { $allowed } rows.
    [columns] It may have { $allowed } columns.
    [cells] It may have { $allowed } cells.
   *[record-bytes] A record may have { $allowed } bytes.
  } Leave out what is not needed, or split the file, and choose it again.
documents-took-too-long = It was not read within { $seconds } seconds. Leave out what is not needed, or split the file, and choose it again.
documents-not-text = Line { $row } holds characters that are not { $encoding }. Save the file as UTF-8 or Shift_JIS (CP932) and choose it again.
documents-unclosed-quote = The quotation mark (") that opens in line { $row } is never closed. Mend the line and choose the file again.
documents-no-header = The file has no heading row. Put the column headings into line 1 and choose it again.
documents-io = Something went wrong while the file was read. Choose it again.
documents-unmappable = Nothing was saved: { $total } characters do not exist in this encoding. Change them, or choose UTF-8.
documents-too-many-rows = Nothing was saved: a sheet holds { $allowed } rows. Narrow the list down.
documents-too-long = Nothing was saved: the text in row { $row }, column { $column } is too long. Keep it within { $allowed } characters.
documents-workbook = The Excel file could not be made. Try again; if it happens again, tell the system administrator.
documents-write-io = The file could not be written. Check the free space and the permissions of the place.
web-remove = Take out
web-theirs = What somebody else saved first
web-theirs-help = What you wrote is still in the fields below. Compare, correct, and save again to put your text in its place.
