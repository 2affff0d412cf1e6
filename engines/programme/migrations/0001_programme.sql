-- What is taught, under the city's own code. How it stands from a fiscal year on is in its versions; nothing is overwritten.
create table programme_courses (
    id           text primary key,
    code         text not null unique,
    -- The capability that offers it: 'learning'.
    offered_by   text not null,
    -- The first day on which it is no longer offered, and why.
    withdrawn_on text check (length(withdrawn_on) = 10),
    withdrawn_because text not null default ''
);

create table programme_course_versions (
    course_id     text    not null references programme_courses (id),
    version       bigint  not null,
    title         text    not null,
    aim           text    not null,
    content       text    not null,
    -- The listing of the plan that it serves: '2-2-1'; empty when it serves none.
    measure_key   text    not null,
    -- The heading under which the catalogue shows it, such as 階層別研修.
    category      text    not null,
    minutes       bigint  not null check (minutes >= 0),
    -- For whom it is a duty, and who else may apply: an audience as JSON. Null is nobody.
    mandatory_for text,
    open_to       text,
    -- For so many fiscal years a completion holds, the year of the completion counted; null is for good.
    valid_years   bigint  check (valid_years > 0),
    needs_consent boolean not null,
    -- Percent of the minutes that must be attended.
    least_attendance bigint not null check (least_attendance between 0 and 100),
    written_at    text    not null,
    written_by    text    not null,
    primary key (course_id, version)
);

-- One offering of a course in a fiscal year.
create table programme_runs (
    id          text   primary key,
    course_id   text   not null references programme_courses (id),
    -- As the course stood when the run was announced.
    course_version bigint not null,
    year        bigint not null,
    number      bigint not null,
    opens_on    text   not null check (length(opens_on) = 10),
    -- The last day on which one may apply.
    closes_on   text   not null check (length(closes_on) = 10),
    admission   text   not null check (admission in ('in_order', 'after_closing')),
    state       text   not null check (state in ('draft', 'announced', 'closed', 'withdrawn')),
    budget_yen  bigint,
    spent_yen   bigint,
    lecturer    text   not null,
    partner     text   not null,
    because     text   not null default '',
    version     bigint not null default 1,
    unique (course_id, year, number),
    check (opens_on <= closes_on)
);
create index programme_runs_of_year on programme_runs (year, state);

-- A dated part of a run. Sessions of one part are alternatives: whoever has a seat has it in one of each part.
create table programme_sessions (
    id         text   primary key,
    run_id     text   not null references programme_runs (id),
    part       bigint not null check (part > 0),
    kind       text   not null check (kind in ('room', 'remote')),
    held_on    text   not null check (length(held_on) = 10),
    starts_at  text   not null check (length(starts_at) = 5),
    ends_at    text   not null check (length(ends_at) = 5),
    -- The room, or the address of the meeting.
    place      text   not null,
    lecturer   text   not null,
    capacity   bigint not null check (capacity > 0),
    -- Raised with every move, for calendars.
    version    bigint not null default 1,
    check (starts_at < ends_at)
);
create index programme_sessions_of on programme_sessions (run_id, part);
create index programme_sessions_on on programme_sessions (held_on);

-- A person's place in a run, from the wish to the completion. Its history is in programme_moves.
create table programme_enrolments (
    id          text    primary key,
    run_id      text    not null references programme_runs (id),
    staff_id    text    not null,
    -- The unit in which the person was then; whose head consents and nominates.
    unit_code   text    not null,
    way         text    not null check (way in ('assigned', 'nominated', 'applied', 'invited')),
    state       text    not null check (state in ('applied', 'nominated', 'confirmed', 'waiting', 'offered', 'declined',
                    'cancelled', 'swapped', 'attended', 'absent_told', 'absent', 'completed', 'failed')),
    -- Smaller comes first on the waiting list, and the earlier of two alike.
    priority    bigint  not null,
    asked_at    text    not null,
    has_consent boolean not null,
    -- Until when an offered seat is kept, the day included.
    offered_until text  check (length(offered_until) = 10),
    -- Both follow from the state: whether it counts against the capacity, and whether the person is still in the run.
    holds_seat  boolean not null,
    is_alive    boolean not null,
    version     bigint  not null default 1
);
create unique index programme_enrolments_once on programme_enrolments (run_id, staff_id) where is_alive;
create index programme_enrolments_in on programme_enrolments (run_id, state, priority, asked_at);
create index programme_enrolments_of on programme_enrolments (staff_id);
create index programme_enrolments_offered on programme_enrolments (offered_until) where state = 'offered';

-- In which sessions of the run, and how it went there. Until somebody has noted it, presence is unknown, not absent.
create table programme_seats (
    enrolment_id text   not null references programme_enrolments (id),
    session_id   text   not null references programme_sessions (id),
    presence     text   check (presence in ('present', 'absent_told', 'absent')),
    late_minutes bigint not null default 0 check (late_minutes >= 0),
    left_minutes bigint not null default 0 check (left_minutes >= 0),
    noted_at     text,
    noted_by     text,
    primary key (enrolment_id, session_id)
);
create index programme_seats_in on programme_seats (session_id);

-- Everything that was ever noted of a seat; the seat itself holds the last. Only added to.
create table programme_presences (
    id           text   primary key,
    enrolment_id text   not null references programme_enrolments (id),
    session_id   text   not null references programme_sessions (id),
    presence     text,
    late_minutes bigint not null,
    left_minutes bigint not null,
    noted_at     text   not null,
    noted_by     text   not null
);
create index programme_presences_of on programme_presences (enrolment_id, session_id);

-- Every step of every enrolment, with who took it and why. Only added to.
create table programme_moves (
    id           text primary key,
    enrolment_id text not null references programme_enrolments (id),
    at           text not null,
    -- Null where the program itself did it, such as when a deadline passed.
    by_staff_id  text,
    state        text not null,
    because      text not null
);
create index programme_moves_of on programme_moves (enrolment_id);

-- What somebody has completed, for good: written by the program, or brought from elsewhere.
create table programme_completions (
    id           text    primary key,
    staff_id     text    not null,
    course_code  text    not null,
    title        text    not null,
    completed_on text    not null check (length(completed_on) = 10),
    -- The first fiscal year in which it no longer counts; null is for good.
    valid_before_year bigint,
    minutes      bigint,
    source       text    not null check (source in ('run', 'imported', 'declared')),
    -- The run, or the number in the system it came from.
    reference    text    not null,
    unique (staff_id, course_code, source, reference)
);
create index programme_completions_of on programme_completions (staff_id, completed_on);
create index programme_completions_by on programme_completions (course_code, completed_on);
