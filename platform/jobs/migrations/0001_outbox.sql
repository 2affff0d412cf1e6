-- A mail to one person about everything that is new and due. At most one a day.
create table jobs_digests (
    id text not null primary key,
    staff text not null,
    day text not null,
    -- waiting, sent, unaddressed
    state text not null,
    attempts bigint not null,
    -- not tried before
    next_at text not null,
    -- held by a worker until then
    lease text,
    leased_until text,
    sent_on text,
    unique (staff, day)
);
create index jobs_digests_waiting on jobs_digests (next_at, id) where state = 'waiting';
create index jobs_digests_sent on jobs_digests (staff, sent_on) where sent_on is not null;

-- What happened, for one person to know. No free text: a key of a text and its arguments.
create table jobs_messages (
    id text not null primary key,
    to_staff text not null,
    topic text not null,
    text_key text not null,
    args text not null,
    about_kind text,
    about_id text,
    sent_at text not null,
    -- mailed, or no longer worth a mail
    is_settled boolean not null
);
create index jobs_messages_new on jobs_messages (to_staff, sent_at) where not is_settled;
create index jobs_messages_staff on jobs_messages (to_staff, id);
create index jobs_messages_about on jobs_messages (about_kind, about_id) where about_id is not null;

-- What one person still has to do. Gone when it is done.
create table jobs_reminders (
    id text not null primary key,
    staff text not null,
    topic text not null,
    about_kind text not null,
    about_id text not null,
    due_on text not null,
    -- the next day from which a digest names it
    next_on text not null,
    unique (staff, topic, about_kind, about_id)
);
create index jobs_reminders_next on jobs_reminders (next_on, staff);
create index jobs_reminders_about on jobs_reminders (about_kind, about_id);
