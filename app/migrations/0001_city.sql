-- Whose database this is. One row, written when the database is first used; the id never changes.
create table app_city (
    id      text    not null primary key,
    place   bigint  not null unique check (place = 1),
    name    text    not null,
    is_demo boolean not null
);
