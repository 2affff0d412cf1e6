//! The city's database: whose it is, and what is looked at before anything is done with it.
use base::fresh_id;
use db::{Db, DbError, Record, Row, Tx, params};
use web::Text;

use crate::{
    capabilities,
    lock::Lock,
    settings::Settings,
    trouble::{Result, Trouble},
};

/// Whose database it is. The id is drawn when the database is first used and goes with it into every backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct City {
    pub id: String,
    pub name: String,
    /// Made by `hagukumi demo`: fictional people with a shared password.
    pub is_demo: bool,
}

impl Record for City {
    fn read(row: &Row<'_>) -> db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            is_demo: row.get("is_demo")?,
        })
    }
}

impl City {
    /// `None` before the first use.
    pub async fn of(tx: &mut Tx) -> db::Result<Option<Self>> {
        tx.optional("select id, name, is_demo from app_city", params![])
            .await
    }

    /// Writes whose database this is; the first to come decides the id.
    pub async fn found(tx: &mut Tx, name: &str, is_demo: bool) -> db::Result<()> {
        tx.execute(
            "insert into app_city (id, place, name, is_demo) values ($1, 1, $2, $3) on conflict (place) do nothing",
            params![fresh_id(), name, is_demo],
        )
        .await?;
        Ok(())
    }

    async fn rename(tx: &mut Tx, name: &str) -> db::Result<()> {
        tx.execute(
            "update app_city set name = $1 where name <> $1",
            params![name],
        )
        .await?;
        Ok(())
    }
}

/// Opens a database that must exist, without changing it. Refused when it was made by a newer program.
pub(crate) async fn open_existing(settings: &Settings) -> Result<Db> {
    if let Some(file) = settings.database_file()
        && !file.exists()
    {
        let text = Text::new("app-database-missing").with("file", file.display().to_string());
        return Err(Trouble::refused(text));
    }
    let db = Db::open(&settings.location).await?;
    db.pending(&capabilities::migrations()).await?;
    Ok(db)
}

/// Like [`open_existing`], and every step of the schema has run.
pub(crate) async fn open_ready(settings: &Settings) -> Result<Db> {
    let db = open_existing(settings).await?;
    let missing = db.pending(&capabilities::migrations()).await?.len();
    match missing {
        0 => Ok(db),
        _ => Err(Trouble::refused(
            Text::new("app-database-older").with("steps", missing),
        )),
    }
}

/// A database that is had for oneself: nothing else serves it meanwhile.
pub(crate) struct Held {
    pub(crate) db: Db,
    pub(crate) _lock: Option<Lock>,
}

/// Opens a database for a server: makes it when it is missing, and brings its tables up to date.
pub(crate) async fn open_for_service(settings: &Settings) -> Result<Held> {
    let lock = match settings.database_file() {
        Some(file) => Some(Lock::take(&file)?),
        None => None,
    };
    let db = Db::open(&settings.location).await?;
    db.migrate(&capabilities::migrations()).await?;
    Ok(Held { db, _lock: lock })
}

/// Whether the database was made by `hagukumi demo`.
pub(crate) async fn is_demo(db: &Db) -> Result<bool> {
    let city = db.read(async |tx| City::of(tx).await).await?;
    Ok(city.is_some_and(|it| it.is_demo))
}

/// The city of this database; on its first use the setting `city` names it, later a new name is kept.
pub(crate) async fn name_city(db: &Db, settings: &Settings) -> Result<City> {
    let found = db.read(async |tx| City::of(tx).await).await?;
    if found.is_none() && settings.city.is_none() {
        return Err(Trouble::usage(Text::new("app-city-needed")));
    }
    if let Some(name) = &settings.city
        && found.as_ref().is_none_or(|it| it.name != *name)
    {
        db.write(async |tx| -> db::Result<()> {
            City::found(tx, name, false).await?;
            City::rename(tx, name).await
        })
        .await?;
    }
    let city = db.read(async |tx| City::of(tx).await).await?;
    city.ok_or(DbError::NotFound).map_err(Trouble::from)
}
