use base::Instant;
use db::{Cell, DbError, Record, Result, Row, Sql, Tx, instant_text, params};

use crate::{Actor, Entry, EntryId, Hash, Head, Subject};

const COLUMNS: &[&str] = &[
    "id",
    "at",
    "actor",
    "role",
    "action",
    "is_look",
    "subject_kind",
    "subject_id",
    "purpose",
    "detail",
];

/// Writes an entry inside the transaction that does what it tells.
pub async fn write(tx: &mut Tx, entry: &Entry) -> Result<()> {
    write_all(tx, std::slice::from_ref(entry)).await
}

/// The same for many, such as the rows of an import.
pub async fn write_all(tx: &mut Tx, entries: &[Entry]) -> Result<()> {
    let moments: Vec<String> = entries.iter().map(|it| instant_text(it.at)).collect();
    if let ([it], [at]) = (entries, moments.as_slice()) {
        let subject = it.subject.as_ref();
        tx.execute(
            "insert into ledger_entries (id, at, actor, role, action, is_look, subject_kind, subject_id, purpose, detail)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            params![
                &it.id, at, it.actor.staff.as_ref(), it.actor.role.as_deref(), it.action.as_ref(), it.is_look,
                subject.map(|it| it.kind.as_str()), subject.map(|it| it.id.as_str()),
                it.purpose.as_deref(), it.detail.as_deref(),
            ],
        )
        .await?;
        tx.execute(
            "insert into ledger_waiting (entry_id) values ($1)",
            params![&it.id],
        )
        .await?;
        return Ok(());
    }
    let rows: Vec<[Cell<'_>; 10]> = entries
        .iter()
        .zip(&moments)
        .map(|(it, at)| cells(it, at))
        .collect();
    tx.insert_many("ledger_entries", COLUMNS, rows).await?;
    let ids: Vec<[Cell<'_>; 1]> = entries.iter().map(|it| [it.id.as_str().into()]).collect();
    tx.insert_many("ledger_waiting", &["entry_id"], ids).await?;
    Ok(())
}

fn cells<'a>(it: &'a Entry, at: &'a str) -> [Cell<'a>; 10] {
    let subject = it.subject.as_ref();
    [
        it.id.as_str().into(),
        at.into(),
        it.actor.staff.as_ref().map(|it| it.as_str()).into(),
        it.actor.role.as_deref().into(),
        it.action.as_ref().into(),
        it.is_look.into(),
        subject.map(|it| it.kind.as_str()).into(),
        subject.map(|it| it.id.as_str()).into(),
        it.purpose.as_deref().into(),
        it.detail.as_deref().into(),
    ]
}

impl Record for Entry {
    fn read(row: &Row<'_>) -> Result<Self> {
        let subject = match (row.get("subject_kind")?, row.get("subject_id")?) {
            (Some(kind), Some(id)) => Some(Subject { kind, id }),
            (None, None) => None,
            _ => return Err(DbError::NoColumn("a subject of kind and id".to_owned())),
        };
        Ok(Self {
            id: row.get("id")?,
            at: row.get("at")?,
            actor: Actor {
                staff: row.get("actor")?,
                role: row.get("role")?,
            },
            action: row.get::<String>("action")?.into(),
            is_look: row.get("is_look")?,
            subject,
            purpose: row.get("purpose")?,
            detail: row.get("detail")?,
        })
    }
}

/// Who looked at this record, newest first: at most `limit`, older than the entry `before`.
pub async fn looks_at(
    tx: &mut Tx,
    subject: &Subject,
    before: Option<&EntryId>,
    limit: u32,
) -> Result<Vec<Entry>> {
    let filter = Filter {
        subject: Some(subject.clone()),
        is_look: Some(true),
        ..Filter::default()
    };
    entries(tx, &filter, before, limit).await
}

/// Which entries an auditor asks for; what is `None` is not asked about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    pub actor: Option<base::StaffId>,
    /// Who acted, or whom it concerned.
    pub person: Option<base::StaffId>,
    pub subject: Option<Subject>,
    /// One of these; empty asks for all.
    pub actions: Vec<String>,
    pub is_look: Option<bool>,
    /// From this moment on.
    pub from: Option<Instant>,
    /// Before this moment.
    pub until: Option<Instant>,
}

/// Entries, newest first: at most `limit`, older than the entry `before`.
pub async fn entries(
    tx: &mut Tx,
    filter: &Filter,
    before: Option<&EntryId>,
    limit: u32,
) -> Result<Vec<Entry>> {
    let mut sql = matching(COLUMNS, filter);
    if let Some(it) = before {
        sql = sql.push(" and id < ").bind(it);
    }
    tx.all_of(sql.push(" order by id desc limit ").bind(limit))
        .await
}

/// The same in either order, at most `limit` after the first `skip`: one page of a table.
pub async fn page_of(
    tx: &mut Tx,
    filter: &Filter,
    is_oldest_first: bool,
    limit: i64,
    skip: i64,
) -> Result<Vec<Entry>> {
    let order = if is_oldest_first {
        " order by id limit "
    } else {
        " order by id desc limit "
    };
    let sql = matching(COLUMNS, filter).push(order).bind(limit);
    tx.all_of(sql.push(" offset ").bind(skip)).await
}

/// How many entries match.
pub async fn count_of(tx: &mut Tx, filter: &Filter) -> Result<i64> {
    tx.value_of(matching(&["count(*)"], filter)).await
}

fn matching(columns: &[&str], filter: &Filter) -> Sql {
    let mut sql = Sql::new("select ")
        .push(&columns.join(", "))
        .push(" from ledger_entries where 1 = 1");
    if let Some(it) = &filter.subject {
        sql = sql
            .push(" and subject_kind = ")
            .bind(&it.kind)
            .push(" and subject_id = ")
            .bind(&it.id);
    }
    if let Some(it) = &filter.actor {
        sql = sql.push(" and actor = ").bind(it);
    }
    if let Some(it) = &filter.person {
        sql = sql
            .push(" and (actor = ")
            .bind(it)
            .push(" or (subject_kind in ('staff', 'account', 'looks') and subject_id = ")
            .bind(it.as_str())
            .push("))");
    }
    if !filter.actions.is_empty() {
        sql = sql.push(" and action in ").bind_list(&filter.actions);
    }
    if let Some(it) = filter.is_look {
        sql = sql.push(" and is_look = ").bind(it);
    }
    if let Some(it) = filter.from {
        sql = sql.push(" and at >= ").bind(it);
    }
    if let Some(it) = filter.until {
        sql = sql.push(" and at < ").bind(it);
    }
    sql
}

/// The end of the chain; `None` before the first seal.
pub async fn head(tx: &mut Tx) -> Result<Option<Head>> {
    tx.optional(
        "select seq, hash from ledger_seals order by seq desc limit 1",
        params![],
    )
    .await
}

impl Record for Head {
    fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            seq: row.get("seq")?,
            hash: row.get("hash")?,
        })
    }
}
impl db::FromCell for Hash {
    fn from_cell(cell: db::Cell<'_>) -> Option<Self> {
        Self::parse(cell.text()?)
    }
}
