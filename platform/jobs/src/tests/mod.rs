//! Each runs on SQLite in memory, and on PostgreSQL when `TEST_DATABASE_URL` names one.
mod digests;
mod encryption;
mod relay;
mod town;
