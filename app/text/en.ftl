# What is read at the terminal
app-error = error:{" "}
app-cause = cause:{" "}
app-fault = Stopped by an unexpected fault. Please tell the system administrator, with the cause.
app-disk-full = The disk is full. Nothing was changed. Make room and try again.
app-file-unreadable = The file { $file } cannot be read or written. Check its name and permissions.
app-file-unwritable = The file { $file } cannot be written. Check the permissions of its folder.
app-file-not-regular = { $file } is not a file but a folder or a device. Name another file.
app-stopped = Everything that was begun is finished; stopped.

# Settings
app-setting-unknown = There is no setting `{ $name }` ({ $place }).
app-setting-unknown-mend = All settings are listed in docs/settings.md.
app-setting-unknown-near = There is no setting `{ $name }` ({ $place }). Did you mean `{ $nearest }`?
app-setting-unknown-near-mend = All settings are listed in docs/settings.md.
app-setting-file-unreadable = The settings file `{ $value }` cannot be read ({ $cause }).
app-setting-file-unreadable-mend = Name an existing TOML file in { $place }.
app-setting-not-toml = Line { $line }, character { $column } of the settings file { $place } is not TOML ({ $cause }).
app-setting-not-toml-mend = Text values stand in quotation marks: listen = "127.0.0.1:8080".
app-setting-not-one-value = The setting `{ $name }` ({ $place }) takes one value.
app-setting-not-one-value-mend = Write a text, a number, true or false instead of a list or table.
app-setting-empty = The setting `{ $name }` ({ $place }) is empty.
app-setting-empty-mend = Give it a value or leave it out.
app-setting-not-an-address = The value `{ $value }` of the setting `{ $name }` ({ $place }) is no address to listen on.
app-setting-not-an-address-mend = Write an IP address and a port from 0 to 65535, such as 127.0.0.1:8080.
app-setting-not-yes-or-no = The value `{ $value }` of the setting `{ $name }` ({ $place }) is neither yes nor no.
app-setting-not-yes-or-no-mend = Write yes or no (true or false).
app-setting-not-a-port = The value `{ $value }` of the setting `{ $name }` ({ $place }) is no port.
app-setting-not-a-port-mend = Write a number from 1 to 65535.
app-setting-not-one-of = The value `{ $value }` of the setting `{ $name }` ({ $place }) is not possible.
app-setting-not-one-of-mend = Write one of these: { $words }
app-setting-not-a-database = The setting `{ $name }` ({ $place }) is no place of a database ({ $cause }).
app-setting-not-a-database-mend = Write sqlite:PATH or postgres://USER@HOST/DATABASE?schema=NAME.
app-setting-not-a-mail-address = The value `{ $value }` of the setting `{ $name }` ({ $place }) is no mail address.
app-setting-not-a-mail-address-mend = Write mail_from as jinji@city.example and mail_to as {"{"}number{"}"}@city.example.
app-setting-not-a-log-filter = The value `{ $value }` of the setting `{ $name }` ({ $place }) says nothing about a log.
app-setting-not-a-log-filter-mend = Write it as info or info,db=debug.
app-setting-no-such-folder = The folder { $folder } of the setting `{ $name }` ({ $place }) does not exist.
app-setting-no-such-folder-mend = Make the folder or correct its name.
app-setting-no-such-file = The file { $file } of the setting `{ $name }` ({ $place }) cannot be read.
app-setting-no-such-file-mend = Put the file where the server can read it, or correct its name.
app-setting-needs = The setting `{ $name }` ({ $place }) needs the setting `{ $other }`.
app-setting-needs-mend = Add `{ $other }` or leave out `{ $name }`.
app-setting-needs-tls = The setting `{ $name }` ({ $place }) is only for an encrypted way to the relay.
app-setting-needs-tls-mend = Set `mail_tls` to starttls or tls, or leave out `{ $name }`.

# Database
app-database-newer = This database was used by a newer version of the program ({ $step }). Stopped without changing anything.
app-database-newer-mend = Start the newer version.
app-database-changed = The step { $step } that made this database is not the one of this program. Stopped without changing anything.
app-database-changed-mend = Start the program as it was released.
app-database-older = The database's tables are { $steps ->
    [one] { $steps } step
   *[other] { $steps } steps
} behind.
app-database-older-mend = Run hagukumi migrate, or start hagukumi serve.
app-database-missing = There is no database { $file }.
app-database-missing-mend = Check the setting database (--database).
app-database-in-use = Another program is using this database.
app-database-in-use-mend = Stop the running hagukumi and try again.
app-database-unreachable = The database cannot be reached.
app-database-unreachable-mend = Check that it runs, and the host, user and name in the setting database.
app-database-fault = The database reported a fault. Nothing was changed.
app-city-needed = It is not known whose database this is.
app-city-needed-mend = On the first start, name the city with the setting city (--city NAME). Afterwards the database remembers it.

# Server
app-cannot-listen = Cannot listen on { $address }.
app-cannot-listen-mend = See whether another program uses it, or name another port in the setting listen.
app-serve-demo = This is the database of a demo city made by hagukumi demo. Its password is public, so serve does not run it.
app-serve-demo-mend = Start the demo with hagukumi demo, and name another database for real work.
app-first-ask = The database is empty. The first system administrator is added now.
app-first-ask-number = Staff number:{" "}
app-first-ask-name = Name:{" "}
app-first-ask-password = Password (at least 12 characters, not shown):{" "}
app-first-ask-again = Password (again):{" "}
app-first-needed = The database is empty and has no first system administrator.
app-first-needed-mend = Started at a terminal, the program asks. Without one, add --first-administrator NUMBER --name NAME --password-file FILE.
app-first-wrong-number = A staff number is of letters, digits and dashes, at most 16 of them.
app-first-wrong-name = A name is needed.
app-first-given-up = No first system administrator was added. Started again, the program asks from the beginning.
app-first-incomplete = A staff number (letters, digits and dashes, at most 16) and a name are needed.
app-first-incomplete-mend = Correct --first-administrator and --name and start again.
app-first-added = The system administrator with the staff number { $number } was added.
app-first-not-empty = There are accounts already, so no first administrator can be added.
app-first-not-empty-mend = Start without --first-administrator, and use the page "Roles and accounts".
app-password-file-empty = The first line of { $file } holds no password.
app-mail-sender = The setting `mail_from` cannot be used as a sender.
app-mail-sender-mend = Write it as jinji@city.example.
app-mail-certificates = The file of the setting `mail_ca_file` holds no certificate that can be used.
app-mail-certificates-mend = Put the certificate of the authority that vouches for the relay there, in the form PEM: a text file that begins with -----BEGIN CERTIFICATE-----.
app-mail-subject = { $city } Hagukumi: to do { $due }, messages { $notices }
app-mail-first = The earliest due date: { $day }
app-mail-body =
    { $due ->
        [one] { $due } thing to do is
       *[other] { $due } things to do are
    } due soon or overdue. { $first }
    { $notices ->
        [one] There is { $notices } new message.
       *[other] There are { $notices } new messages.
    }

    Please sign in to Hagukumi and look at "To do".
    This mail cannot be answered.

# Backup and restore
app-backup-written = Wrote the backup of { $city } to { $file } ({ $tables } tables, { $rows } rows, { $size } KB).
app-backup-of-broken-ledger = But the ledger is not as it was written, so { $file } cannot be restored. Keep the backup before it and tell the auditor.
app-backup-exists = The file { $file } exists already and is not overwritten. Name another one.
app-backup-nothing = The database was never used, so there is nothing to back up.
app-restored = Restored the backup of { $city } to { $database } ({ $tables } tables, { $rows } rows).
app-restored-kept = The database of before is kept as { $place }. Remove it when it is not needed any more.
app-restore-not-empty = The database already holds something. Nothing was changed.
app-restore-not-empty-mend = If it may be replaced, add --replace. What is there now is kept under another name.
app-restore-another-city = This is a backup of { $backup }, and here is { $here }. Nothing was changed.
app-restore-another-city-mend = Check the file and the settings database and city.
app-restore-no-backup = { $file } is not a backup of hagukumi. Nothing was changed.
app-restore-newer = { $file } was written by a newer version of the program. Nothing was changed.
app-restore-newer-mend = Restore it with the newer version.
app-restore-truncated = { $file } ends too early. Nothing was changed. Copy it again or use another backup.
app-restore-altered = { $file } was altered after it was written. Nothing was changed. Use another backup.
app-restore-ledger = The ledger inside { $file } is not the one on its label. Nothing was changed. Use another backup.

# Verify
app-verify-ledger = The ledger is as it was written ({ $sealed ->
    [one] { $sealed } entry
   *[other] { $sealed } entries
} sealed, { $waiting } waiting for their seal).
app-verify-head = End of the ledger: number { $seq }, { $hash }
app-verify-altered = Number { $seq } of the ledger (entry { $entry }) was altered.
app-verify-removed = Number { $seq } of the ledger (entry { $entry }) is gone.
app-verify-inserted = The ledger holds the entry { $entry } (number { $seq }), which was not written by the program.
app-verify-reordered = At number { $seq } of the ledger stands another entry, { $entry }.
app-verify-database = The database is sound.
app-verify-database-broken = The database file is damaged ({ $what }).
app-verify-database-broken-mend = Stop the server and restore the last backup with hagukumi restore.
app-migrate-nothing = The database's tables are up to date.
app-migrate-pending = Steps waiting to run: { $steps }
app-migrate-done = Ran { $steps ->
    [one] { $steps } step
   *[other] { $steps } steps
}.

# Plan
app-plan-title = Plan: { $title }
app-plan-period = Period: { $period }
app-plan-counts = { $fields ->
    [one] { $fields } field
   *[other] { $fields } fields
}, { $directions ->
    [one] { $directions } direction
   *[other] { $directions } directions
}, { $listings ->
    [one] { $listings } listing
   *[other] { $listings } listings
}, { $measures ->
    [one] { $measures } measure
   *[other] { $measures } measures
}, { $repeats ->
    [one] { $repeats } repeat
   *[other] { $repeats } repeats
}
app-plan-owner = {"  "}{ $mark }: { $measures ->
    [one] { $measures } measure
   *[other] { $measures } measures
}
app-plan-past = Earlier plan { $name }: { $done }/{ $planned }
app-plan-remarks = Drafting remarks: { $count }
app-plan-warnings = To be looked at: { $count }
app-plan-bad-period = `{ $period }` is no period. Write it as 令和5～7年度 or 2023-2025年度.

# Demo city
app-demo-making = Making the demo city ({ $staff } staff) in { $folder }.
app-demo-reused = Using the demo city in { $folder } (--fresh makes it anew).
app-demo-not-a-demo = { $file } is not the database of a demo city. Name another folder with --folder.
app-demo-sign-ins = Who can sign in (role, staff number, name, password)
app-demo-part-staff = staff
app-demo-part-section-head = section-head
app-demo-part-human-resources = human-resources
app-demo-part-plan-office = plan-office
app-demo-part-health-team = health-team
app-demo-part-personnel-committee = personnel-committee
app-demo-part-payroll = payroll
app-demo-part-kaizen-section = reform-section
app-demo-part-executive = mayor
app-demo-part-auditor = auditor
app-demo-part-system-administrator = system-administrator
app-demo-part-deputy-head = deputy-head
app-demo-part-retired-yesterday = retired-yesterday
app-demo-part-transferred-today = transferred-today
app-demo-part-two-posts = two-posts
app-demo-step-city = Thinking up the city
app-demo-step-units = Bringing in units
app-demo-step-staff = Bringing in staff
app-demo-step-posts = Bringing in assignments
app-demo-step-sign-ins = Preparing sign-ins
app-demo-step-ledger = Sealing the ledger
app-demo-step-done = Done

# People and organisation
app-people-fault = row { $row }, { $column }, "{ $value }": { $text }
app-people-warning = (look) row { $row }, { $column }, "{ $value }": { $text }
app-people-unknown-column = The column { $column } was not read: its meaning is not known.
app-people-rows = Rows read: { $rows }
app-people-units = Units: { $added } added, { $changed } changed, { $unchanged } the same
app-people-staff = Staff: { $added } added, { $changed } changed, { $unchanged } the same
app-people-assignments = Assignments: { $added } added, { $changed } changed, { $unchanged } the same
app-people-done = Imported.
app-people-refused = There { $faults ->
    [one] is { $faults } fault
   *[other] are { $faults } faults
}. Nothing was imported.
app-people-refused-mend = Mend the rows above and try again.
app-demo-list = Wrote { $rows } rows to { $file }; the { $faults } rows above are faulty.
app-plan-adopted = The plan was adopted.
app-nobody = Nobody has the staff number { $number }. Name whoever acts with --by.
app-plan-bad-format = Files of the kind { $format } are not made.
app-plan-reported = Wrote the report of { $year } to { $file } ({ $size } KB).
app-people-exported = Wrote { $file } ({ $size } KB).
app-verify-editions = The published editions are as they were frozen ({ $count ->
    [one] { $count } year
   *[other] { $count } years
}).
app-verify-edition-broken = The edition of { $year } does not have the digest with which it was frozen.
app-verify-edition-broken-mend = Compare it with the last backup, and tell the system administrator and the auditor.
app-demo-step-plan = Adopting the plan
app-demo-step-years = Entering three years of tasks and checks
app-demo-step-courses = Entering two years of courses

# How a command is written
app-usage-call = Usage: { $call }
app-usage-no-command = There is no command “{ $given }”.
app-usage-no-command-mend = hagukumi --help lists the commands.
app-usage-no-command-near = There is no command “{ $given }”. Do you mean “{ $nearest }”?
app-usage-no-argument = There is no option “{ $given }”.
app-usage-no-argument-near = There is no option “{ $given }”. Do you mean “{ $nearest }”?
app-usage-no-value = “{ $argument }” has no value.
app-usage-not-one-of = “{ $argument }” cannot be “{ $value }”. Write one of these: { $words }
app-usage-bad-value = “{ $argument }” cannot be “{ $value }”.
app-usage-missing = Something is missing: { $arguments }
app-usage-conflict = “{ $argument }” and “{ $other }” cannot be used together.
app-usage-twice = Write “{ $argument }” only once.
app-usage-unreadable = The command cannot be read ({ $cause }).

# The words of the computer in our own
app-os-cause = { $what } ({ $cause })
app-os-not-found = There is no such file or folder
app-os-denied = Permission is denied
app-os-read-only = The disk cannot be written to
app-os-full = The disk is full
app-os-is-folder = It is a folder, not a file
app-os-no-folder = It is no folder
app-os-exists = Something of that name exists already
app-os-address-in-use = Another program uses this address and port
app-os-address-not-here = This address is not one of this machine
app-os-refused = The other server does not take connections
app-os-timed-out = There was no answer in time
app-os-unreachable = The other server cannot be reached
