-- The latest changes of people or organisation, one for each word that people_version held: what was computed of each person stays
-- good for all whom they did not touch.
create table people_changes (
    sequence     bigint  primary key,
    version      text    not null unique,
    -- Whom it touched is not told one by one: units changed, or very many people.
    is_everybody boolean not null
);
insert into people_changes (sequence, version, is_everybody) select 0, version, true from people_version;

create table people_changed_staff (
    sequence bigint not null,
    staff_id text   not null,
    primary key (sequence, staff_id)
);
