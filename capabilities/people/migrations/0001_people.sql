-- A unit of the organisation is one code for life; each row is how it stood for a time, half-open.
create table people_units (
    code        text not null,
    starts_on   text not null check (length(starts_on) = 10),
    ends_on     text not null check (length(ends_on) = 10),
    name        text not null,
    kana        text not null,
    level       text not null check (level in ('bureau', 'department', 'section', 'team')),
    parent_code text,
    primary key (code, starts_on),
    check (starts_on < ends_on)
);
create index people_units_below on people_units (parent_code);

-- Into which units a unit that ended was merged or split.
create table people_unit_successors (
    code           text not null,
    successor_code text not null,
    primary key (code, successor_code)
);

create table people_staff (
    id         text primary key,
    number     text not null unique,
    kind       text not null check (kind in ('regular', 'reappointed', 'fixed_term', 'dispatched')),
    legal_name text not null,
    used_name  text not null,
    kana       text not null,
    sex        text not null check (sex in ('male', 'female', 'unrecorded')),
    born_on    text not null,
    hired_on   text not null,
    -- The first day on which the person is no longer on the staff.
    ends_on    text not null,
    -- Derived from the names: how kana sorts, and the folded names by which a person is found, a space between them.
    kana_order text not null,
    name_key   text not null
);
create index people_staff_in_order on people_staff (kana_order, number);

-- Who has which post, from when until when. Only the import writes it, and it looks for the person and the unit itself:
-- a foreign key would cost more than the rest of a large import.
create table people_assignments (
    staff_id  text    not null,
    starts_on text    not null,
    unit_code text    not null,
    kind      text    not null check (kind in ('main', 'additional', 'concurrent')),
    -- The first day on which it is no longer held.
    ends_on   text    not null,
    post      text    not null,
    -- Level of pay and rank; the higher, the more senior. 0 where the city has none.
    grade     bigint  not null,
    is_head   boolean not null,
    primary key (staff_id, starts_on, unit_code, kind),
    check (starts_on < ends_on)
);
create index people_assignments_in on people_assignments (unit_code, starts_on);

-- A new word with every change of people or organisation, so that what was computed from them can be kept until then.
create table people_version (
    id      bigint primary key check (id = 1),
    version text   not null
);
insert into people_version (id, version) values (1, 'empty');

-- A file that was checked and waits for the word to be taken over: exactly these bytes, and only while nothing has changed.
create table people_imports (
    token      text primary key,
    staff_id   text not null,
    file_name  text not null,
    content    bytea not null,
    version    text not null,
    checked_at text not null
);
