-- One row for each write and for each look at a sensitive record. Never changed, never deleted.
create table ledger_entries (
    id text not null primary key,
    at text not null,
    -- null: the program itself
    actor text,
    role text,
    action text not null,
    is_look boolean not null,
    subject_kind text,
    subject_id text,
    purpose text,
    detail text
);
create index ledger_entries_subject on ledger_entries (subject_kind, subject_id, id) where subject_id is not null;
create index ledger_entries_actor on ledger_entries (actor, id) where actor is not null;

-- Entries that wait for their seal.
create table ledger_waiting (
    entry_id text not null primary key
);

-- The chain: hash = sha256(previous hash, entry).
create table ledger_seals (
    seq bigint not null primary key,
    entry_id text not null unique,
    hash text not null
);
