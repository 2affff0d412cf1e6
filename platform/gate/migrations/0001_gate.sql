create table gate_accounts (
    staff_id      text    primary key,
    number        text    not null unique,
    name          text    not null,
    password_hash text,
    starts_on     text    not null check (length(starts_on) = 10),
    ends_on       text    not null check (length(ends_on) = 10),
    is_disabled   boolean not null default false
);

-- A first password is set with a one-time code that a clerk hands over on paper.
create table gate_first_codes (
    staff_id   text not null references gate_accounts (staff_id),
    code_hash  text not null,
    expires_at text not null,
    primary key (staff_id)
);

create table gate_sessions (
    token_hash text    primary key,
    staff_id   text    not null references gate_accounts (staff_id),
    csrf       text    not null,
    created_at text    not null,
    seen_at    text    not null,
    has_ended  boolean not null default false,
    address    text    not null,
    browser    text    not null
);
create index gate_sessions_of on gate_sessions (staff_id, created_at);

create table gate_grants (
    id         text primary key,
    staff_id   text not null references gate_accounts (staff_id),
    role       text not null,
    unit_code  text,
    starts_on  text not null check (length(starts_on) = 10),
    ends_on    text not null check (length(ends_on) = 10),
    source     text not null check (source in ('post', 'given', 'deputy')),
    deputy_for text references gate_accounts (staff_id)
);
create index gate_grants_of on gate_grants (staff_id);

-- Which units lie below which, in time: kept by whoever keeps the organisation.
create table gate_unit_reach (
    ancestor_code text not null,
    unit_code     text not null,
    starts_on     text not null check (length(starts_on) = 10),
    ends_on       text not null check (length(ends_on) = 10),
    primary key (ancestor_code, unit_code, starts_on)
);
create index gate_unit_reach_up on gate_unit_reach (unit_code);

-- Tries to come in that did not succeed, or not yet: noted before they are judged, so that a hundred at once are not a hundred guesses.
-- An unknown number is kept as its hash, for people type their password into the wrong field.
create table gate_tries (
    id       text    primary key,
    number   text    not null,
    address  text    not null,
    at       text    not null,
    is_wrong boolean not null default false
);
create index gate_tries_of on gate_tries (number, at);
create index gate_tries_from on gate_tries (address, at);
