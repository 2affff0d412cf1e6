-- The plan as adopted. A measure is carried out; a listing is a row of the paper, and a repeat is a second listing of one measure.
create table plan_plans (
    id            text   primary key,
    title         text   not null,
    first_year    bigint not null,
    last_year     bigint not null,
    source_name   text   not null,
    source_digest text   not null,
    adopted_at    text   not null,
    adopted_by    text   not null,
    check (first_year <= last_year)
);

create table plan_past_plans (
    plan_id    text   not null references plan_plans (id),
    position   bigint not null,
    name       text   not null,
    first_year bigint,
    last_year  bigint,
    planned    bigint not null,
    done       bigint not null,
    primary key (plan_id, position)
);

create table plan_fields (
    id       text   primary key,
    plan_id  text   not null references plan_plans (id),
    position bigint not null,
    name     text   not null,
    unique (plan_id, position)
);

create table plan_directions (
    id        text   primary key,
    field_id  text   not null references plan_fields (id),
    position  bigint not null,
    name      text   not null,
    statement text   not null,
    -- The ○ lines, one a line.
    points    text   not null,
    unique (field_id, position)
);

create table plan_measures (
    id       text    primary key,
    plan_id  text    not null references plan_plans (id),
    -- The key of its first listing: 1-2-3.
    key      text    not null,
    name     text    not null,
    is_study boolean not null,
    unique (plan_id, key)
);

create table plan_listings (
    id           text    primary key,
    direction_id text    not null references plan_directions (id),
    measure_id   text    not null references plan_measures (id),
    position     bigint  not null,
    key          text    not null,
    name         text    not null,
    is_repeat    boolean not null,
    unique (direction_id, position)
);
create index plan_listings_of on plan_listings (measure_id);

-- Purposes and contents of a listing, line by line, as they stand now; earlier wording is in plan_revisions.
create table plan_lines (
    id         text    primary key,
    listing_id text    not null references plan_listings (id),
    kind       text    not null check (kind in ('purpose', 'content')),
    position   bigint  not null,
    text       text    not null,
    is_study   boolean not null,
    unique (listing_id, kind, position)
);

-- Who carries a measure out, in time. `mark` is how the paper names the unit.
create table plan_owners (
    id         text   primary key,
    measure_id text   not null references plan_measures (id),
    position   bigint not null,
    mark       text   not null,
    name       text   not null,
    -- Null as long as nobody has said which unit of the organisation is meant.
    unit_code  text,
    starts_on  text   not null check (length(starts_on) = 10),
    ends_on    text   not null check (length(ends_on) = 10)
);
create index plan_owners_of on plan_owners (measure_id);
create index plan_owners_in on plan_owners (unit_code);

-- 工程: what is to be done in a year, by when, by whom.
create table plan_tasks (
    id         text   primary key,
    measure_id text   not null references plan_measures (id),
    year       bigint not null,
    position   bigint not null,
    what       text   not null,
    who        text   not null,
    due_on     text,
    done_on    text,
    version    bigint not null,
    -- The unfinished task of the year before that goes on in this one. Each goes on once.
    carried_from text unique
);
create index plan_tasks_of on plan_tasks (measure_id, year);

-- What shows whether a measure works. `source` is `typed`, or the name of an indicator that the program computes.
create table plan_indicators (
    id         text   primary key,
    measure_id text   not null references plan_measures (id),
    position   bigint not null,
    name       text   not null,
    definition text   not null,
    unit       text   not null,
    source     text   not null,
    -- Figures are whole numbers of 10^-decimals units: 87.8 % is 878 with one decimal.
    decimals   bigint not null check (decimals between 0 and 3),
    base_value bigint,
    -- A percentage that compares with another figure, so that over 100 and below 0 can be true. A share never can.
    is_comparison boolean not null default false,
    version    bigint not null default 1,
    unique (measure_id, position)
);

create table plan_targets (
    indicator_id text   not null references plan_indicators (id),
    year         bigint not null,
    value        bigint not null,
    primary key (indicator_id, year)
);

-- A figure of a year. Without a value it is missing, and `missing` says why; missing is never zero.
create table plan_readings (
    indicator_id text   not null references plan_indicators (id),
    year         bigint not null,
    value        bigint,
    missing      text,
    as_of        text   not null check (length(as_of) = 10),
    version      bigint not null default 1,
    primary key (indicator_id, year)
);

-- Every figure that was ever said of an indicator for a year.
create table plan_reading_steps (
    id           text   primary key,
    indicator_id text   not null references plan_indicators (id),
    year         bigint not null,
    value        bigint,
    missing      text,
    as_of        text   not null check (length(as_of) = 10),
    at           text   not null,
    -- Null when the program computed it.
    by_staff     text
);
create index plan_reading_steps_of on plan_reading_steps (indicator_id, year);

-- What was done for a measure: the evidence.
create table plan_activities (
    id          text   primary key,
    measure_id  text   not null references plan_measures (id),
    happened_on text   not null check (length(happened_on) = 10),
    title       text   not null,
    people      bigint,
    note        text   not null,
    -- The capability that reported it, or `typed`.
    source      text   not null,
    -- Null when a capability reported it on its own.
    entered_by  text,
    -- The capability's own name for it, so that it is reported once.
    external_id text,
    version     bigint not null default 1,
    unique (source, external_id)
);
create index plan_activities_of on plan_activities (measure_id, happened_on);

-- A measure that promises a study goes question → options → decision.
create table plan_study_steps (
    id         text   primary key,
    measure_id text   not null references plan_measures (id),
    stage      text   not null check (stage in ('question', 'options', 'decision')),
    text       text   not null,
    decided_on text   not null check (length(decided_on) = 10),
    entered_by text   not null
);
create index plan_study_steps_of on plan_study_steps (measure_id, decided_on);

-- Remarks on the draft and their answers: never part of the plan.
create table plan_remarks (
    id          text primary key,
    plan_id     text not null references plan_plans (id),
    measure_id  text references plan_measures (id),
    text        text not null,
    place       text not null,
    -- Null when it was found in the file.
    entered_by  text,
    entered_at  text,
    answer      text,
    answered_by text,
    answered_at text
);
create index plan_remarks_of on plan_remarks (measure_id);

-- The year's check.
create table plan_cycles (
    plan_id       text   not null references plan_plans (id),
    year          bigint not null,
    opened_at     text   not null,
    draft_due_on  text   not null check (length(draft_due_on) = 10),
    review_due_on text   not null check (length(review_due_on) = 10),
    frozen_at     text,
    primary key (plan_id, year)
);

-- What one owner says of a measure in a year.
create table plan_checks (
    id          text   primary key,
    measure_id  text   not null references plan_measures (id),
    year        bigint not null,
    owner_id    text   not null references plan_owners (id),
    -- Set when another unit than the owner answers, because the owner was merged or closed since.
    unit_code   text,
    state       text   not null check (state in ('untouched', 'drafting', 'submitted', 'returned', 'approved')),
    progress    text   check (progress in ('not_started', 'under_way', 'completed')),
    achievement text   check (achievement in ('not_achieved', 'partly', 'achieved')),
    done_text   text   not null,
    learned_text text  not null,
    next_text   text   not null,
    -- Raised with every save, so that two editors never overwrite each other.
    version     bigint not null,
    unique (measure_id, year, owner_id)
);
create index plan_checks_in on plan_checks (year, state);

-- What happened to a check: who moved it from where to where, why it was returned, and what it said at that moment.
create table plan_check_steps (
    id           text   primary key,
    check_id     text   not null references plan_checks (id),
    at           text   not null,
    by_staff     text   not null,
    from_state   text   not null,
    to_state     text   not null,
    reason       text   not null,
    progress     text,
    achievement  text,
    done_text    text   not null default '',
    learned_text text   not null default '',
    next_text    text   not null default ''
);
create index plan_check_steps_of on plan_check_steps (check_id, at);

-- What the plan office says of a measure in a year, out of what its owners said.
create table plan_results (
    measure_id   text   not null references plan_measures (id),
    year         bigint not null,
    progress     text   not null check (progress in ('not_started', 'under_way', 'completed')),
    achievement  text   not null check (achievement in ('not_achieved', 'partly', 'achieved')),
    done_text    text   not null,
    learned_text text   not null,
    next_text    text   not null,
    -- Why the office departs from what the owners' checks amount to; empty when it follows them.
    reason       text   not null default '',
    -- The versions of the owners' checks added up: when one changes afterwards, the result is to be looked at again.
    based_on     bigint not null default 0,
    version      bigint not null,
    primary key (measure_id, year)
);

-- Every wording that a result ever had.
create table plan_result_steps (
    id           text   primary key,
    measure_id   text   not null references plan_measures (id),
    year         bigint not null,
    at           text   not null,
    by_staff     text   not null,
    progress     text   not null,
    achievement  text   not null,
    done_text    text   not null,
    learned_text text   not null,
    next_text    text   not null,
    reason       text   not null
);
create index plan_result_steps_of on plan_result_steps (measure_id, year);

-- 意見照会: another section is asked, and answers.
create table plan_consultations (
    id          text   primary key,
    measure_id  text   not null references plan_measures (id),
    year        bigint not null,
    unit_code   text   not null,
    question    text   not null,
    asked_by    text   not null,
    asked_at    text   not null,
    due_on      text   not null check (length(due_on) = 10),
    answer      text,
    answered_by text,
    answered_at text,
    -- The office no longer asks; who has not answered need not.
    withdrawn_at text
);
create index plan_consultations_of on plan_consultations (measure_id, year);
create index plan_consultations_in on plan_consultations (unit_code);

-- A change of contents, tasks or owners, with its reason. Nothing is overwritten without one.
create table plan_revisions (
    id         text   primary key,
    measure_id text   not null references plan_measures (id),
    year       bigint not null,
    subject    text   not null check (subject in ('content', 'purpose', 'task', 'owner', 'indicator')),
    before     text   not null,
    after      text   not null,
    reason     text   not null,
    at         text   not null,
    by_staff   text   not null
);
create index plan_revisions_of on plan_revisions (measure_id, year);

-- The frozen edition of a year: everything that page, PDF, workbook and files are made from, and its digest.
create table plan_editions (
    plan_id      text   not null references plan_plans (id),
    year         bigint not null,
    as_of        text   not null check (length(as_of) = 10),
    frozen_at    text   not null,
    published_at text,
    content      text   not null,
    digest       text   not null check (length(digest) = 64),
    primary key (plan_id, year)
);

-- Files on their way in: as read, as recognised, and what was corrected by hand, until adopted or dropped.
create table plan_imports (
    id          text   primary key,
    file_name   text   not null,
    digest      text   not null,
    -- The blocks of the document as JSON.
    source      text   not null,
    -- What a person said where the file leaves title or period open.
    answers     text   not null,
    -- Null as long as the file leaves a question open.
    recognised  text,
    -- The corrections made by hand, each of which says one thing of one item anew.
    corrected   text   not null,
    version     bigint not null,
    sent_by     text   not null,
    sent_at     text   not null,
    adopted_at  text,
    -- The plan that came of it, or that it revised.
    plan_id     text   references plan_plans (id)
);

-- What a revised file changed of the plan itself rather than of one measure: its title, a field, a direction, a listing that went.
create table plan_frame_revisions (
    id         text   primary key,
    plan_id    text   not null references plan_plans (id),
    year       bigint not null,
    before     text   not null,
    after      text   not null,
    reason     text   not null,
    at         text   not null,
    by_staff   text   not null
);
create index plan_frame_revisions_of on plan_frame_revisions (plan_id, year);
