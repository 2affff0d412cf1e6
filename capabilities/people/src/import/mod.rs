//! Import of units, people and posts, out of CSV or Excel: checked row by row, all or nothing, and twice is the same as once.
mod alterations;
mod checked;
mod columns;
mod days;
mod finding;
mod heads;
mod kana;
mod kinds;
mod known;
mod layout;
mod numbers;
mod organisation;
mod person;
mod piece;
mod posts;
mod row;
mod stream;
mod units;
pub(crate) mod words;
mod write;
mod zeros;

use std::sync::Arc;

use base::{Instant, StaffId};
use db::{Db, DbError, Retry, Tx};
use documents::ReadError;
use gate::Wall;
use web::{Error, Text};

use crate::{changed::Changed, store};

pub use alterations::{Alteration, Alterations, Altered};
pub use checked::Counts;
pub use columns::Column;
pub use finding::{Fault, Finding, Findings};
pub use kinds::Kind;
pub use layout::LayoutError;
pub use stream::Source;

use checked::Checked;
use heads::Watch;
use known::Known;
use layout::Layout;
use piece::{Context, Keep, Piece};
use stream::Opened;

/// What an import found and did.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    pub kind: Kind,
    pub file_name: String,
    pub is_dry_run: bool,
    /// Rows with any text, without the heading row.
    pub rows: u64,
    pub units: Counts,
    pub staff: Counts,
    pub assignments: Counts,
    pub findings: Findings,
    /// What of the records that are known the file would alter; only where a check was asked for it.
    pub(crate) alterations: Alterations,
    /// Columns that were left out because nobody knows what they mean.
    pub unknown_columns: Vec<String>,
    /// The state of people and organisation against which the file was checked.
    pub(crate) version: String,
}

impl Report {
    /// Whether the file was, or could be, taken over.
    pub fn is_fine(&self) -> bool {
        !self.findings.has_faults()
    }

    /// How many records the file adds or changes. Unchanged ones are not among them.
    pub fn changes(&self) -> u64 {
        [self.units, self.staff, self.assignments]
            .iter()
            .map(Counts::changes)
            .sum()
    }

    /// The report for programs. `say` puts a text into somebody's language.
    pub fn json(&self, say: impl Fn(&Text) -> String) -> serde_json::Value {
        let findings: Vec<_> = self
            .findings
            .iter()
            .map(|it| {
                serde_json::json!({
                    "row": it.row, "column": it.column, "value": it.value, "kind": it.fault.code(),
                    "is_warning": it.is_warning(), "text": say(&it.fault.text()),
                })
            })
            .collect();
        serde_json::json!({
            "file": self.file_name, "kind": self.kind, "dry_run": self.is_dry_run, "rows": self.rows,
            "units": self.units, "staff": self.staff, "assignments": self.assignments,
            "unknown_columns": self.unknown_columns,
            "faults": self.findings.faults(), "warnings": self.findings.warnings(), "findings": findings,
        })
    }
}

/// Why a file as a whole cannot be imported.
#[derive(Debug, thiserror::Error)]
pub enum FileRefusal {
    #[error("the file cannot be read: {0}")]
    Unreadable(#[from] ReadError),
    #[error("the heading row makes no table that can be imported")]
    Layout(LayoutError),
    #[error("people or organisation have changed since the file was checked")]
    Changed,
}

impl web::Refusal for FileRefusal {
    fn text(&self) -> Text {
        match self {
            Self::Unreadable(error) => {
                // The sentences of `documents` stand in our own texts, under our own name.
                let key = error.text_key().replace("documents-", "people-unreadable-");
                error
                    .values()
                    .into_iter()
                    .fold(Text::new(key), |text, (name, value)| text.with(name, value))
            }
            Self::Layout(LayoutError::Unrecognised) => Text::new("people-layout-unrecognised"),
            Self::Layout(LayoutError::Missing { names, .. }) => {
                Text::new("people-layout-missing").with("names", names.join("、"))
            }
            Self::Layout(LayoutError::Twice { one, other }) => Text::new("people-layout-twice")
                .with("one", one.as_str())
                .with("other", other.as_str()),
            Self::Changed => Text::new("people-import-changed"),
        }
    }

    fn field(&self) -> Option<&str> {
        Some("file")
    }
}

/// Reads a file and, unless it is a dry run or anything is wrong with it, takes it over. All or nothing.
///
/// The kind of file follows from its columns. Without somebody who brings it, the program itself does. Heads who come to stand on
/// both sides of a wall are named among the warnings.
pub async fn import_file(
    db: &Db,
    walls: &[Wall],
    now: Instant,
    source: &Source,
    is_dry_run: bool,
    by: Option<&StaffId>,
) -> web::Result<Report> {
    if is_dry_run {
        return check(db, walls, now, source, by, false).await;
    }
    let who = ledger::Actor {
        staff: by.cloned(),
        role: None,
    };
    let entry = ledger::Entry::change(now, who, "people.import");
    commit(db, walls, source, None, entry).await
}

/// Reads and checks a file; changes nothing. `is_shown` asks for what it would alter: that is a look at those records.
pub(crate) async fn check(
    db: &Db,
    walls: &[Wall],
    now: Instant,
    source: &Source,
    by: Option<&StaffId>,
    is_shown: bool,
) -> web::Result<Report> {
    let (opened, layout) = open(source).await?;
    let report = blank(source, &layout, true);
    let today = base::city_date(now);
    let watch = Watch {
        walls,
        today,
        actor: by,
    };
    if layout.kind == Kind::Units {
        return db
            .read(async |tx| {
                let aim = match is_shown {
                    true => organisation::Aim::Show,
                    false => organisation::Aim::Check,
                };
                organisation::run(tx, &opened, &layout, report.clone(), aim).await
            })
            .await
            .map_err(Stop::into_error);
    }
    let (known, standing) = db.read(async |tx| Known::load(tx, &layout).await).await?;
    let context = Context {
        layout,
        known,
        keep: match is_shown {
            true => Keep::Alterations,
            false => Keep::Nothing,
        },
    };
    let (context, checked) = tokio::task::spawn_blocking(move || {
        let checked = opened.check(&context, standing, |_| Ok(()));
        (context, checked)
    })
    .await
    .map_err(Error::fault)?;
    let mut checked = checked.map_err(FileRefusal::Unreadable)?;
    let findings = db
        .read(async |tx| watch.warnings(tx, &context, &checked).await)
        .await?;
    checked.add_all(findings);
    checked.add_all(watch.own_posts(&context, &checked));
    let mut report = report;
    if is_shown && !checked.findings.has_faults() {
        let known = &context.known;
        report.alterations = db
            .read(async |tx| Alterations::of_people(tx, known, &checked).await)
            .await?;
    }
    Ok(told(report, &context.known, checked))
}

/// Checks a file and takes it over in the same transaction. With `version`, only if nothing has changed since then.
///
/// `entry` tells the ledger who does it and when; what was done is added to it.
pub(crate) async fn commit(
    db: &Db,
    walls: &[Wall],
    source: &Source,
    version: Option<&str>,
    entry: ledger::Entry,
) -> web::Result<Report> {
    let (opened, layout) = open(source).await?;
    let report = blank(source, &layout, false);
    let today = base::city_date(entry.at);
    let watch = Watch {
        walls,
        today,
        actor: entry.actor.staff.as_ref(),
    };
    let is_large = matches!(source, Source::Path(path) if std::fs::metadata(path).is_ok_and(|it| it.len() > LARGE));
    let done = db
        .write(async |tx| {
            if let Some(version) = version
                && store::version(tx).await? != version
            {
                return Err(Stop::Changed);
            }
            let (report, changed) = match layout.kind {
                Kind::Units => {
                    let aim = organisation::Aim::Write;
                    let done = organisation::run(tx, &opened, &layout, report.clone(), aim).await?;
                    // Where somebody works is called, or lies, otherwise: of everybody below.
                    (done, Changed::Everybody)
                }
                _ => take_over(tx, &opened, &layout, report.clone(), watch, is_large).await?,
            };
            if report.findings.has_faults() {
                return Err(Stop::Faults(Box::new(report)));
            }
            if report.changes() > 0 {
                store::raise_version(tx, &changed).await?;
            }
            ledger::write(tx, &counted(entry.clone(), &report)).await?;
            Ok(report)
        })
        .await;
    match done {
        Ok(report) => {
            if report.changes() > LARGE_CHANGE {
                db.optimize().await?;
            }
            Ok(report)
        }
        Err(Stop::Faults(report)) => Ok(*report),
        Err(stop) => Err(stop.into_error()),
    }
}

/// The first file of a city is written without keys if it has more bytes; they are built at the end.
const LARGE: u64 = 16 << 20;
/// After so many changes the database counts its tables anew.
const LARGE_CHANGE: u64 = 2_000;

async fn open(source: &Source) -> web::Result<(Opened, Layout)> {
    let source = source.clone();
    let opened = tokio::task::spawn_blocking(move || Opened::open(&source))
        .await
        .map_err(Error::fault)?;
    let opened = opened.map_err(FileRefusal::Unreadable)?;
    let layout = Layout::of(&opened.header).map_err(FileRefusal::Layout)?;
    Ok((opened, layout))
}

fn blank(source: &Source, layout: &Layout, is_dry_run: bool) -> Report {
    Report {
        kind: layout.kind,
        file_name: source.name(),
        is_dry_run,
        rows: 0,
        units: Counts::default(),
        staff: Counts::default(),
        assignments: Counts::default(),
        findings: Findings::default(),
        alterations: Alterations::default(),
        unknown_columns: layout.unknown.clone(),
        version: String::new(),
    }
}

fn told(report: Report, known: &Known, checked: Checked) -> Report {
    Report {
        rows: checked.rows,
        staff: checked.staff,
        assignments: checked.assignments,
        findings: checked.findings,
        version: known.version.clone(),
        ..report
    }
}

/// Reads people and posts and writes them while the rest of the file is still being read.
async fn take_over(
    tx: &mut Tx,
    opened: &Opened,
    layout: &Layout,
    report: Report,
    watch: Watch<'_>,
    is_large: bool,
) -> Result<(Report, Changed), Stop> {
    let (known, standing) = Known::load(tx, layout).await?;
    let is_first_load = is_large && known.count() == 0;
    let context = Arc::new(Context {
        layout: layout.clone(),
        known,
        keep: Keep::Everything,
    });
    let (send, mut receive) = tokio::sync::mpsc::channel(2);
    let reader = tokio::task::spawn_blocking({
        let (opened, context) = (opened.clone(), Arc::clone(&context));
        move || {
            let gone = |_: tokio::sync::mpsc::error::SendError<_>| {
                ReadError::Io(std::io::ErrorKind::BrokenPipe.into())
            };
            opened.check(&context, standing, |piece| {
                send.blocking_send(piece).map_err(gone)
            })
        }
    });
    let keys = match is_first_load {
        true => Some((
            store::set_keys_aside(tx).await?,
            gate::store::set_keys_aside(tx).await?,
        )),
        false => None,
    };
    let mut later = write::Later::default();
    let mut has_faults = false;
    let mut gathered: Vec<Piece> = Vec::new();
    while let Some(piece) = receive.recv().await {
        has_faults |= piece.has_faults;
        gathered.push(piece);
        if has_faults {
            gathered.clear();
        } else if write::PEOPLE <= gathered.iter().map(|it| it.people.len()).sum() {
            write::add_people(tx, &context.known, &gathered, &mut later).await?;
            gathered.clear();
        }
    }
    write::add_people(tx, &context.known, &gathered, &mut later).await?;
    drop(gathered);
    let mut checked = reader
        .await
        .map_err(|it| Stop::Fault(it.into()))?
        .map_err(Stop::Read)?;
    checked.add_all(watch.own_posts(&context, &checked));
    if checked.findings.has_faults() {
        let report = told(report, &context.known, checked);
        return Ok((report, Changed::People(Vec::new())));
    }
    write::change_people(tx, &context.known, &checked, &later.changes).await?;
    let id_of = |place| checked.staff_id(&context.known, place);
    write::write_posts(tx, &context.known, &checked.posts, &checked.titles, id_of).await?;
    checked.add_all(watch.warnings(tx, &context, &checked).await?);
    let changed = checked.touched(&context.known, &later.changes);
    // What the rows took is given back before the keys take theirs.
    let report = told(report, &context.known, checked);
    drop(context);
    if let Some((people, accounts)) = keys {
        tx.put_keys_back(people).await?;
        tx.put_keys_back(accounts).await?;
    }
    write::keep_accounts(tx, &later.accounts).await?;
    Ok((report, changed))
}

/// What ends a transaction without a change.
enum Stop {
    Db(DbError),
    Read(ReadError),
    Faults(Box<Report>),
    Changed,
    Fault(web::Fault),
}

impl From<DbError> for Stop {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

impl Retry for Stop {
    fn is_conflict(&self) -> bool {
        matches!(self, Self::Db(error) if error.is_conflict())
    }
}

impl Stop {
    fn into_error(self) -> Error {
        match self {
            Self::Db(error) => error.into(),
            Self::Read(error) => FileRefusal::Unreadable(error).into(),
            Self::Changed => FileRefusal::Changed.into(),
            Self::Fault(cause) => Error::Fault(cause),
            Self::Faults(_) => Error::fault("a report is told before an error is made of it"),
        }
    }
}

/// Counts only: no name, no number.
fn counted(entry: ledger::Entry, report: &Report) -> ledger::Entry {
    let count = |it: u64| i64::try_from(it).unwrap_or(i64::MAX);
    entry
        .about(ledger::Subject::new("import", report.kind.word()))
        .with("rows", count(report.rows))
        .with("units", count(report.units.changes()))
        .with("staff", count(report.staff.changes()))
        .with("assignments", count(report.assignments.changes()))
}
