//! Units, people and posts as files, in the columns and words that the import reads: what went out comes back unchanged.
use std::collections::HashMap;

use base::{Date, FAR_FUTURE, StaffId, UnitCode};
use db::{Db, Tx};
use documents::{CsvWriter, Encoding, Value, Workbook, WriteError};
use web::Text;

use crate::{
    import::{
        Column, Kind,
        words::{ASSIGNMENTS, EMPLOYMENTS, HEADS, LEVELS, SEXES, word},
    },
    model::{Assignment, Sex, Staff, Unit},
    store,
};

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileFormat {
    /// UTF-8 with a mark, which Excel understands.
    CsvUtf8,
    /// What Excel in Japan writes by itself. A character that it cannot hold stops the export.
    CsvCp932,
    Xlsx,
}

impl FileFormat {
    pub fn content_type(self) -> &'static str {
        match self {
            Self::CsvUtf8 => "text/csv; charset=utf-8",
            Self::CsvCp932 => "text/csv; charset=windows-31j",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// The ending of the file's name.
    pub fn ending(self) -> &'static str {
        if self == Self::Xlsx { "xlsx" } else { "csv" }
    }
}

/// Why a file could not be written: which characters do not fit, and where they stand.
#[derive(Debug, thiserror::Error)]
#[error("the table cannot be written: {0}")]
pub struct ExportRefusal(#[from] pub WriteError);

impl web::Refusal for ExportRefusal {
    fn text(&self) -> Text {
        match &self.0 {
            WriteError::Unmappable { characters, total } => {
                const LISTED: usize = 20;
                let listed: Vec<String> = characters
                    .iter()
                    .take(LISTED)
                    .map(|it| format!("{}（{}行{}列）", it.character, it.row, it.column))
                    .collect();
                let more = if *total > LISTED as u64 { "…" } else { "" };
                Text::new("people-export-unmappable")
                    .with("total", i64::try_from(*total).unwrap_or(i64::MAX))
                    .with("characters", listed.join("、") + more)
            }
            WriteError::TooManyRows { .. } => Text::new("people-export-too-many-rows"),
            WriteError::TooLong { row, .. } => Text::new("people-export-too-long")
                .with("row", i64::try_from(*row).unwrap_or(i64::MAX)),
            WriteError::Workbook(_) | WriteError::Io(_) => Text::new("people-export-failed"),
        }
    }
}

/// Everything of one kind, with its history and what is to come, as a file that [`import_file`](crate::import_file) reads.
pub async fn export_file(db: &Db, kind: Kind, format: FileFormat) -> web::Result<Vec<u8>> {
    let rows = db.read(async |tx| rows(tx, kind).await).await?;
    let header: Vec<&str> = kind.columns().iter().map(|it| it.name()).collect();
    Ok(written(kind.word(), &header, &rows, format)?)
}

/// The rows of a list on the screen as a file to keep, under the title of its page.
pub fn list_file(
    title: &str,
    header: &[&str],
    rows: &[Vec<String>],
    format: web::table::Format,
) -> web::Result<axum::response::Response> {
    let format = match format {
        web::table::Format::Csv => FileFormat::CsvUtf8,
        web::table::Format::Xlsx => FileFormat::Xlsx,
    };
    let bytes = written(title, header, rows, format)?;
    let name = format!("{title}.{}", format.ending());
    Ok(web::file(&name, format.content_type(), bytes))
}

/// A table as a file.
pub(crate) fn written(
    title: &str,
    header: &[&str],
    rows: &[Vec<String>],
    format: FileFormat,
) -> Result<Vec<u8>, ExportRefusal> {
    let encoding = match format {
        FileFormat::CsvUtf8 => Encoding::Utf8Bom,
        FileFormat::CsvCp932 => Encoding::Cp932,
        FileFormat::Xlsx => {
            let mut book = Workbook::new(title)?;
            let mut sheet = book.sheet(title, header)?;
            for row in rows {
                sheet.row(row.iter().map(|it| Value::Text(it)))?;
            }
            sheet.finish()?;
            return Ok(book.into_bytes()?);
        }
    };
    let mut file = CsvWriter::new(Vec::new(), encoding)?;
    file.row(header)?;
    for row in rows {
        file.row(row)?;
    }
    Ok(file.finish()?)
}

async fn rows(tx: &mut Tx, kind: Kind) -> db::Result<Vec<Vec<String>>> {
    match kind {
        Kind::Units => units(tx).await,
        Kind::Staff => {
            let people = store::all_staff(tx).await?;
            Ok(people
                .iter()
                .map(|it| Record::of(it, None).row(kind))
                .collect())
        }
        Kind::Assignments | Kind::StaffWithAssignments => {
            let people = store::all_staff(tx).await?;
            let mut posts: HashMap<StaffId, Vec<Assignment>> = HashMap::new();
            for it in store::all_assignments(tx).await? {
                posts.entry(it.staff.clone()).or_default().push(it);
            }
            let mut rows = Vec::new();
            for person in &people {
                let of_one = posts.get(&person.id).map_or(&[][..], Vec::as_slice);
                if of_one.is_empty() && kind == Kind::StaffWithAssignments {
                    rows.push(Record::of(person, None).row(kind));
                }
                rows.extend(
                    of_one
                        .iter()
                        .map(|post| Record::of(person, Some(post)).row(kind)),
                );
            }
            Ok(rows)
        }
    }
}

async fn units(tx: &mut Tx) -> db::Result<Vec<Vec<String>>> {
    let units = store::all_units(tx).await?;
    let mut rows = Vec::with_capacity(units.len());
    for (place, unit) in units.iter().enumerate() {
        let is_last = units
            .get(place + 1)
            .is_none_or(|next| next.code != unit.code);
        let successors: Vec<UnitCode> = if is_last {
            store::successors(tx, &unit.code).await?
        } else {
            Vec::new()
        };
        rows.push(unit_row(unit, &successors));
    }
    Ok(rows)
}

/// How a unit stands for a time, column by column.
pub(crate) fn unit_row(unit: &Unit, successors: &[UnitCode]) -> Vec<String> {
    let parent = unit.parent.as_ref().map_or("", |it| it.as_str());
    let successors: Vec<&str> = successors.iter().map(UnitCode::as_str).collect();
    vec![
        unit.code.0.clone(),
        unit.name.clone(),
        unit.kana.clone(),
        word(LEVELS, unit.level).to_owned(),
        parent.to_owned(),
        unit.starts_on.to_string(),
        last_day(unit.ends_on),
        successors.join(" "),
    ]
}

/// The last day of a half-open time; empty while it goes on.
pub(crate) fn last_day(ends_on: Date) -> String {
    if ends_on == FAR_FUTURE {
        String::new()
    } else {
        ends_on.yesterday().unwrap_or(ends_on).to_string()
    }
}

/// A person and a post, column by column.
pub(crate) struct Record<'a> {
    person: &'a Staff,
    post: Option<&'a Assignment>,
}

impl<'a> Record<'a> {
    pub(crate) fn of(person: &'a Staff, post: Option<&'a Assignment>) -> Self {
        Self { person, post }
    }

    pub(crate) fn row(&self, kind: Kind) -> Vec<String> {
        kind.columns().iter().map(|it| self.value(*it)).collect()
    }

    fn value(&self, column: Column) -> String {
        let person = self.person;
        let of_post =
            |value: &dyn Fn(&Assignment) -> String| self.post.map(value).unwrap_or_default();
        match column {
            Column::Number => person.number.clone(),
            Column::UsedName => person.used_name.clone(),
            // Empty is the same as the name at work.
            Column::LegalName if person.legal_name == person.used_name => String::new(),
            Column::LegalName => person.legal_name.clone(),
            Column::Kana => person.kana.clone(),
            Column::Sex if person.sex == Sex::Unrecorded => String::new(),
            Column::Sex => word(SEXES, person.sex).to_owned(),
            Column::BornOn => person.born_on.to_string(),
            Column::Employment => word(EMPLOYMENTS, person.kind).to_owned(),
            Column::JobFamily => person.job_family.clone(),
            Column::HiredOn => person.hired_on.to_string(),
            Column::LeftOn => last_day(person.ends_on),
            Column::UnitCode => of_post(&|it| it.unit.0.clone()),
            Column::AssignmentKind => of_post(&|it| word(ASSIGNMENTS, it.kind).to_owned()),
            Column::Post => of_post(&|it| it.post.clone()),
            Column::Grade => of_post(&|it| {
                if it.grade == 0 {
                    String::new()
                } else {
                    it.grade.to_string()
                }
            }),
            Column::IsHead => of_post(&|it| word(HEADS, it.is_head).to_owned()),
            Column::PostStartsOn => of_post(&|it| it.starts_on.to_string()),
            Column::PostLastOn => of_post(&|it| last_day(it.ends_on)),
            Column::PostEndsOn
            | Column::UnitName
            | Column::UnitKana
            | Column::Level
            | Column::ParentCode
            | Column::UnitStartsOn
            | Column::UnitLastOn
            | Column::UnitEndsOn
            | Column::Successors => String::new(),
        }
    }
}
