-- Who did and saw what. Rows are only ever added.
create table ledger_entries (
    id           text primary key,
    at           text not null,
    actor        text,
    role         text,
    action       text not null,
    subject_kind text,
    subject_id   text,
    purpose      text,
    detail       text
);
create index ledger_entries_about on ledger_entries (subject_kind, subject_id, at);
create index ledger_entries_at on ledger_entries (at, id);

-- The chain over the entries, in the order in which they were sealed.
create table ledger_seals (
    seq      bigint primary key check (seq > 0),
    entry_id text   not null unique,
    hash     text   not null check (length(hash) = 64)
);
