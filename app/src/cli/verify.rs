//! `hagukumi verify`: whether what is kept is what was written.
use clap::Args;
use db::{Db, params};
use ledger::{Breach, Broken};
use web::{Arg, Text};

use super::backup::count;
use crate::{
    city,
    settings::Settings,
    speech::Speech,
    trouble::{Result, Trouble},
};

#[derive(Args)]
pub(super) struct Arguments {}

pub(super) async fn run(_: Arguments, settings: &Settings, speech: &Speech) -> Result<()> {
    let db = city::open_ready(settings).await?;
    let verdict = ledger::verify(&db).await?;
    if let Some(broken) = &verdict.broken {
        return Err(Trouble::refused(broken_at(broken)));
    }
    let args = [
        ("sealed", count(verdict.sealed)),
        ("waiting", count(verdict.waiting)),
    ];
    speech.tell("app-verify-ledger", &args);
    if let Some(head) = verdict.head {
        let seq: Arg = head.seq.into();
        speech.tell(
            "app-verify-head",
            &[("seq", seq), ("hash", head.hash.to_string().into())],
        );
    }
    check_editions(&db, speech).await?;
    check_database(&db, speech).await
}

async fn check_editions(db: &Db, speech: &Speech) -> Result<()> {
    let editions = plan::edition::verify(db).await?;
    if let Some(broken) = editions.iter().find(|it| !it.is_intact) {
        let text = Text::new("app-verify-edition-broken").with("year", broken.year.wareki());
        return Err(Trouble::refused(text));
    }
    speech.tell("app-verify-editions", &[("count", editions.len().into())]);
    Ok(())
}

/// PostgreSQL looks after its own files and keeps every foreign key; a SQLite file is read through.
async fn check_database(db: &Db, speech: &Speech) -> Result<()> {
    if !db.is_postgres() {
        let faults = db
            .read(async |tx| -> db::Result<Vec<String>> {
                let mut faults: Vec<String> =
                    tx.values("pragma integrity_check", params![]).await?;
                faults.retain(|it| it != "ok");
                let loose: Vec<String> = tx.values("pragma foreign_key_check", params![]).await?;
                faults.extend(loose);
                Ok(faults)
            })
            .await?;
        if let Some(first) = faults.first() {
            let text = Text::new("app-verify-database-broken").with("what", first.as_str());
            return Err(Trouble::refused(text));
        }
    }
    speech.tell("app-verify-database", &[]);
    Ok(())
}

/// Which entry of the ledger is not as it was written, and how.
pub(super) fn broken_at(broken: &Broken) -> Text {
    let key = match broken.breach {
        Breach::Altered => "app-verify-altered",
        Breach::Removed => "app-verify-removed",
        Breach::Inserted => "app-verify-inserted",
        Breach::Reordered => "app-verify-reordered",
    };
    let entry = broken.entry.as_ref().map_or("-", |it| it.as_str());
    Text::new(key)
        .with("seq", broken.seq.unwrap_or_default())
        .with("entry", entry)
}
